using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Types of the new build as the patch names them: those of the release and of the board are referred to, new ones and what the compiler made for
/// carried code are carried. Carried types lie side by side, not nested, and are visible within the patch only.
/// </summary>
internal sealed class TypeMap(Emission emission)
{
    private readonly Dictionary<(TypeDefinition, Extension?), TypeDefinition> _carried = [];

    /// <summary>Classes that people wrote and that are carried, as the new build and as the patch has them, less those that no object can be of.</summary>
    public IEnumerable<(TypeDefinition New, TypeDefinition Patch)> CarriedClasses => _carried.Select(p => (p.Key.Item1, p.Value))
        .Where(c => c.Item1 is { IsClass: true, IsAbstract: false, IsValueType: false } && !Names.IsCompilerMade(c.Item1) && c.Item1.BaseType?.FullName != "System.MulticastDelegate");

    public TypeReference Map(TypeReference type, Extension? home)
    {
        switch (type)
        {
            case ArrayType { Rank: 1 } array:
                return new ArrayType(Map(array.ElementType, home));
            case ByReferenceType reference:
                return new ByReferenceType(Map(reference.ElementType, home));
            case PinnedType pinned:
                return new PinnedType(Map(pinned.ElementType, home));
            case PointerType pointer:
                return new PointerType(Map(pointer.ElementType, home));
            case RequiredModifierType required:
                return new RequiredModifierType(Map(required.ModifierType, home), Map(required.ElementType, home));
            case OptionalModifierType optional:
                return new OptionalModifierType(Map(optional.ModifierType, home), Map(optional.ElementType, home));
            case TypeSpecification or GenericParameter:
                emission.Module.Refuse(RefusalCode.NoSuchType, $"{type.FullName}: nanoFramework 1.x has no such type");
                return emission.Module.Module.TypeSystem.Object;
        }

        var definition = emission.Matching.New.Type(type);
        return definition == null || IsOfRelease(definition) ? emission.Module.Outside(type) : Carried(definition, home);
    }

    /// <summary>Whether the release has the type, so that it is referred to there.</summary>
    public bool IsOfRelease(TypeDefinition @new) => !Names.IsCompilerMade(@new) && emission.Matching.Old.Type(@new) != null;

    public TypeDefinition Carried(TypeDefinition type, Extension? home)
    {
        // What the compiler made is carried once for each class that uses it: it knows the members of that class. All else is carried once.
        home = HomeFor(type, home);
        var key = (type, home);
        if (_carried.TryGetValue(key, out var carried))
        {
            return carried;
        }

        if (type.HasGenericParameters)
        {
            emission.Module.Refuse(RefusalCode.Generic, $"{type.FullName} is generic; nanoFramework 1.x has no generics");
        }

        var attributes = type.Attributes & ~(TypeAttributes.VisibilityMask | TypeAttributes.BeforeFieldInit | TypeAttributes.HasSecurity);
        carried = new TypeDefinition(NamespaceOf(type), NameOf(type), attributes | TypeAttributes.NotPublic) { PackingSize = type.PackingSize, ClassSize = type.ClassSize };
        _carried[key] = carried;
        emission.Module.Add(carried);
        carried.BaseType = type.BaseType == null ? null : Base(type.BaseType, home);
        foreach (var implemented in type.Interfaces)
        {
            emission.Interfaces.Implement(carried, implemented.InterfaceType, home);
        }

        if (!Names.IsCompilerMade(type))
        {
            CarryMembers(type, home);
        }
        else if (type.IsValueType)
        {
            foreach (var field in type.Fields.Where(f => !f.IsStatic))
            {
                emission.Fields.Carried(field, home);
            }
        }

        if (!emission.Matching.IsReplaced(type) && type.Methods.FirstOrDefault(m => m is { IsConstructor: true, IsStatic: true, HasBody: true }) is { } start)
        {
            emission.Statics.CarryWhole(start, carried, home);
        }

        return carried;
    }

    public static Extension? HomeFor(TypeDefinition carried, Extension? home) =>
        Names.IsCompilerMade(carried) && !Names.IsConstantData(carried) ? home : null;

    private void CarryMembers(TypeDefinition type, Extension? home)
    {
        foreach (var field in type.Fields.Where(f => (!f.IsLiteral && !(f.IsStatic && emission.Matching.IsReplaced(type))) || type.IsEnum))
        {
            emission.Fields.Carried(field, home);
        }

        foreach (var method in type.Methods.Where(m => m is not { IsConstructor: true, IsStatic: true } && !m.Name.StartsWith('<')))
        {
            emission.Methods.Carried(method, home);
        }

        if (!type.IsInterface)
        {
            emission.Interfaces.AnswerRemoved(_carried[(type, home)], type, home);
        }
    }

    /// <summary>A new class that derives from an extended one derives from the extension.</summary>
    private TypeReference Base(TypeReference type, Extension? home) =>
        emission.Matching.New.Type(type) is { } definition && emission.Extensions.TryGetValue(definition, out var extension) ? extension.Patch : Map(type, home);

    private static string NamespaceOf(TypeDefinition type)
    {
        var at = type;
        while (at.DeclaringType != null)
        {
            at = at.DeclaringType;
        }

        return at.Namespace;
    }

    private static string NameOf(TypeDefinition type) => Names.IsConstantData(type)
        ? (type.DeclaringType == null ? "K" : "K" + type.ClassSize)
        : Names.IsCompilerMade(type) ? "C"
        : (type.DeclaringType == null ? "" : NameOf(type.DeclaringType) + "_") + new string([.. type.Name.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
}
