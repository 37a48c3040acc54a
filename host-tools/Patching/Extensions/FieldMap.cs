using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Fields of the new build as the patch names them.</summary>
internal sealed class FieldMap(Emission emission)
{
    private readonly Dictionary<(FieldDefinition, TypeDefinition), FieldDefinition> _carried = [];

    /// <summary>The field, and the patch's class that its object must be of; null when it lies in the release or the object cannot be another.</summary>
    public (FieldReference Field, TypeReference? Holder) Map(FieldReference field, Extension? home) => Map(field, home, home);

    /// <param name="field">As the new build names it.</param>
    /// <param name="home">Whose code is being copied.</param>
    /// <param name="self">Of the field's object, when it is the one whose code runs.</param>
    public (FieldReference Field, TypeReference? Holder) Map(FieldReference field, Extension? home, Extension? self)
    {
        var definition = emission.Matching.New.Field(field);
        if (definition == null)
        {
            return (new FieldReference(field.Name, emission.Types.Map(field.FieldType, home), emission.Types.Map(field.DeclaringType, home)), null);
        }

        var isReplaced = emission.Matching.IsReplaced(definition.DeclaringType);
        var isStaying = definition.IsStatic && (isReplaced || emission.Matching.InPlace(definition) != null);
        if (!emission.Types.IsOfRelease(definition.DeclaringType) && !isStaying)
        {
            return (Carried(definition, home), null);
        }

        // Static state goes on also where the class around it is another one.
        if (emission.Matching.InPlace(definition) is { } old)
        {
            return (InRelease(old, definition, home), null);
        }

        if (definition.IsStatic)
        {
            return (emission.Statics.Field(definition), null);
        }

        if (emission.HomeOf(definition.DeclaringType, self) is not { } extension)
        {
            // A struct, or a class that cannot be extended: the comparison has refused it by name.
            return (InRelease(definition, definition, home), null);
        }

        return (Fresh(definition, extension), extension.Patch);
    }

    /// <summary>The field, where only its object can tell in which of the patch's classes it lies.</summary>
    public FieldDefinition? Shared(FieldReference field, Extension? self) =>
        emission.Matching.New.Field(field) is { IsStatic: false } definition && emission.Types.IsOfRelease(definition.DeclaringType) && emission.Matching.InPlace(definition) == null
        && emission.HomeOf(definition.DeclaringType, self) == null && emission.Shared.IsShared(definition.DeclaringType) ? definition : null;

    /// <summary>A new field of an extended class, in the extension.</summary>
    public FieldDefinition Fresh(FieldDefinition @new, Extension extension)
    {
        if (!extension.Fields.TryGetValue(@new, out var field))
        {
            field = new FieldDefinition(FreshName(@new), FieldAttributes.Assembly, Stored(@new.FieldType, extension));
            extension.Fields[@new] = field;
            extension.Patch.Fields.Add(field);
        }

        return field;
    }

    /// <summary>
    /// What a field of the patch is declared as. An enum that the patch brings lies in it as its number: code does not tell the two apart, and the next patch has another
    /// type of the name. One of the release stays what it is, so that its values pass from field to field.
    /// </summary>
    public TypeReference Stored(TypeReference type, Extension? home)
    {
        var mapped = emission.Types.Map(type, home);
        return mapped is TypeDefinition && emission.Matching.New.Type(type) is { IsEnum: true } definition && definition.Fields.FirstOrDefault(f => !f.IsStatic) is { } value
            ? emission.Module.Outside(value.FieldType) : mapped;
    }

    /// <summary>Static fields of classes that are carried, as the new build and as the patch has them.</summary>
    public IEnumerable<(FieldDefinition New, FieldDefinition Copy)> CarriedStatics =>
        _carried.Where(p => p.Value is { IsStatic: true, HasConstant: false } && !Names.IsCompilerMade(p.Key.Item1.DeclaringType)).Select(p => (p.Key.Item1, p.Value));

    /// <summary>State transfer goes by names, so a fresh field never has the name of one that the release's class has.</summary>
    public string FreshName(FieldDefinition @new)
    {
        var old = emission.Matching.Old.Type(@new.DeclaringType);
        var isTaken = old != null && emission.Matching.Old.Types.Values.Any(t => t.Fields.Any(f => f.Name == @new.Name)
            && (emission.Matching.Old.Line(old).Contains(t) || emission.Matching.Old.Line(t).Contains(old)));
        return isTaken ? @new.Name + "__" + Names.Unmarked(@new.FieldType.Name).Replace("[]", "Array", StringComparison.Ordinal) : @new.Name;
    }

    public FieldDefinition Carried(FieldDefinition field, Extension? home)
    {
        var type = emission.Types.Carried(field.DeclaringType, home);
        home = TypeMap.HomeFor(field.DeclaringType, home);
        if (!_carried.TryGetValue((field, type), out var carried))
        {
            // Static fields of carried classes are set by the patch's entry, not by a static constructor: none of them can be read only.
            var attributes = field.Attributes & ~(FieldAttributes.FieldAccessMask | FieldAttributes.InitOnly | FieldAttributes.HasFieldRVA);
            var isData = Names.IsConstantData(field.DeclaringType);
            var name = isData ? "D" + type.Fields.Count : field.Name;
            carried = new FieldDefinition(name, attributes | (type.IsEnum ? FieldAttributes.Public : FieldAttributes.Assembly), type.IsEnum ? emission.Types.Map(field.FieldType, home) : Stored(field.FieldType, home));
            if (isData)
            {
                carried.InitialValue = field.InitialValue;
                carried.Attributes |= FieldAttributes.HasFieldRVA | FieldAttributes.InitOnly;
            }

            if (field.HasConstant)
            {
                carried.Constant = field.Constant;
            }

            _carried[(field, type)] = carried;
            type.Fields.Add(carried);
        }

        return carried;
    }

    private FieldReference InRelease(FieldDefinition old, FieldDefinition definition, Extension? home) =>
        new(old.Name, emission.Types.Map(definition.FieldType, home), emission.Module.Outside(old.DeclaringType));
}
