using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Writes code that converts values which reflection on a board cannot: structs, enums and arrays of them whose type is another one in the new build, and what
/// became a struct or a class. A value has its parts by their names; what is new in it stays at its default.
/// </summary>
internal sealed class ValueWriter(Emission emission, MethodDefinition method, Extension extension, bool up)
{
    private const int MaxDepth = 8;

    private ILProcessor Il => method.Body.GetILProcessor();

    /// <summary>Whether every part of the one has a way to the other.</summary>
    public static bool CanConvert(Matching matching, TypeReference old, TypeReference @new, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        if (Names.Of(old) == Names.Of(@new) || Conversions.IsLossless(old, @new))
        {
            return true;
        }

        if (old is ArrayType { Rank: 1 } olds && @new is ArrayType { Rank: 1 } news)
        {
            return (olds.ElementType.IsValueType || news.ElementType.IsValueType) && CanConvert(matching, olds.ElementType, news.ElementType, depth + 1);
        }

        if (matching.Old.Type(old) is not { } was || matching.New.Type(@new) is not { } now || matching.OldOf(now) != was)
        {
            return false;
        }

        return was.IsEnum || now.IsEnum ? was.IsEnum && now.IsEnum
            : (was.IsValueType || now.IsValueType) && !IsRenamed(was, now) && Parts(was, now).All(p => CanConvert(matching, p.Old.FieldType, p.New.FieldType, depth + 1));
    }

    /// <summary>A part that went may be one that came: nobody said so, and nobody said that it is not.</summary>
    private static bool IsRenamed(TypeDefinition was, TypeDefinition now)
    {
        var parts = Parts(was, now).ToList();
        var gone = was.Fields.Where(f => !f.IsStatic && parts.All(p => p.Old != f)).ToList();
        var come = now.Fields.Where(f => !f.IsStatic && parts.All(p => p.New != f)).ToList();
        return gone.Any(g => come.Any(c => Names.Of(g.FieldType) == Names.Of(c.FieldType) || Conversions.IsNumber(g.FieldType) && Conversions.IsNumber(c.FieldType)));
    }

    /// <summary>Converts the value of one field; both objects are on their way into locals already.</summary>
    public void Convert(FieldDefinition old, FieldDefinition @new, VariableDefinition release, VariableDefinition patch)
    {
        var oldField = new FieldReference(old.Name, Map(old.FieldType), emission.Module.Outside(old.DeclaringType));
        var newField = emission.Fields.Map(@new, extension).Field;
        var (from, to) = up ? (old.FieldType, @new.FieldType) : (@new.FieldType, old.FieldType);
        var value = Local(Map(from));
        Il.Emit(OpCodes.Ldloc, up ? release : patch);
        Il.Emit(OpCodes.Ldfld, up ? oldField : newField);
        Il.Emit(OpCodes.Stloc, value);
        var result = up || to.IsValueType ? null : Existing(oldField, release, to);
        result = Convert(value, from, to, 0, result);
        Il.Emit(OpCodes.Ldloc, up ? patch : release);
        Il.Emit(OpCodes.Ldloc, result);
        Il.Emit(OpCodes.Stfld, up ? newField : oldField);
    }

    public VariableDefinition Local(TypeReference type)
    {
        var local = new VariableDefinition(type);
        method.Body.Variables.Add(local);
        method.Body.InitLocals = true;
        return local;
    }

    /// <summary>On the way back there is an object of the release's class already.</summary>
    private VariableDefinition Existing(FieldReference field, VariableDefinition release, TypeReference type)
    {
        var local = Local(Map(type));
        Il.Emit(OpCodes.Ldloc, release);
        Il.Emit(OpCodes.Ldfld, field);
        Il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private static IEnumerable<(FieldDefinition Old, FieldDefinition New)> Parts(TypeDefinition old, TypeDefinition @new) =>
        from part in @new.Fields
        where !part.IsStatic
        let was = old.Fields.FirstOrDefault(f => !f.IsStatic && f.Name == (FormerName.Of(part)?.Name ?? part.Name))
        where was != null
        select (was, part);

    private TypeReference Map(TypeReference type) => emission.Types.Map(type, extension);

    /// <summary>Old types and new ones are told apart by their names, so either direction maps them alike.</summary>
    private VariableDefinition Convert(VariableDefinition value, TypeReference from, TypeReference to, int depth, VariableDefinition? existing = null)
    {
        var result = existing ?? Local(Map(to));
        if (to is ArrayType array)
        {
            ConvertArray(value, (ArrayType)from, array, result, depth);
        }
        else if (Numbers(from, to) is { } numbers)
        {
            new EnumNumberWriter(emission, method, up).Convert(value, result, Underlying(from)!, Underlying(to)!, numbers);
        }
        else if (IsNumber(from) && IsNumber(to) || Names.Of(from) == Names.Of(to) && !HoldsNumbers(from, 0))
        {
            Il.Emit(OpCodes.Ldloc, value);
            Number(from, to);
            Il.Emit(OpCodes.Stloc, result);
        }
        else
        {
            ConvertParts(value, from, to, result, depth);
        }

        return result;
    }

    private void ConvertParts(VariableDefinition value, TypeReference from, TypeReference to, VariableDefinition result, int depth)
    {
        var end = Il.Create(OpCodes.Nop);
        if (!from.IsValueType)
        {
            Il.Emit(OpCodes.Ldloc, value);
            Il.Emit(OpCodes.Brfalse, end);
        }

        if (!to.IsValueType && up)
        {
            Il.Emit(OpCodes.Ldnull);
            Il.Emit(OpCodes.Newobj, ExtensionWriter.Adoption(emission, (TypeDefinition)Map(to)));
            Il.Emit(OpCodes.Stloc, result);
        }
        else if (!to.IsValueType)
        {
            Il.Emit(OpCodes.Ldloc, result);
            Il.Emit(OpCodes.Brfalse, end);
        }

        var (was, now) = up ? (emission.Matching.Old.Type(from)!, emission.Matching.New.Type(to)!) : (emission.Matching.Old.Type(to)!, emission.Matching.New.Type(from)!);
        foreach (var (oldPart, newPart) in Parts(was, now))
        {
            var oldField = new FieldReference(oldPart.Name, Map(oldPart.FieldType), emission.Module.Outside(was));
            var newField = emission.Fields.Map(newPart, extension).Field;
            var (fromPart, toPart) = up ? (oldPart, newPart) : (newPart, oldPart);
            var part = Local(Map(fromPart.FieldType));
            Il.Emit(from.IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, value);
            Il.Emit(OpCodes.Ldfld, up ? oldField : newField);
            Il.Emit(OpCodes.Stloc, part);
            var converted = Convert(part, fromPart.FieldType, toPart.FieldType, depth + 1);
            Il.Emit(to.IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, result);
            Il.Emit(OpCodes.Ldloc, converted);
            Il.Emit(OpCodes.Stfld, up ? newField : oldField);
        }

        Il.Append(end);
    }

    private void ConvertArray(VariableDefinition value, ArrayType from, ArrayType to, VariableDefinition result, int depth)
    {
        var system = emission.Module.Module.TypeSystem;
        var (next, test, end) = (Il.Create(OpCodes.Nop), Il.Create(OpCodes.Nop), Il.Create(OpCodes.Nop));
        var index = Local(system.Int32);
        Il.Emit(OpCodes.Ldloc, value);
        Il.Emit(OpCodes.Brfalse, end);
        Il.Emit(OpCodes.Ldloc, value);
        Il.Emit(OpCodes.Ldlen);
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Newarr, Map(to.ElementType));
        Il.Emit(OpCodes.Stloc, result);
        Il.Emit(OpCodes.Ldc_I4_0);
        Il.Emit(OpCodes.Stloc, index);
        Il.Emit(OpCodes.Br, test);
        Il.Append(next);
        var element = Local(Map(from.ElementType));
        Il.Emit(OpCodes.Ldloc, value);
        Il.Emit(OpCodes.Ldloc, index);
        Il.Emit(OpCodes.Ldelem_Any, Map(from.ElementType));
        Il.Emit(OpCodes.Stloc, element);
        var converted = Convert(element, from.ElementType, to.ElementType, depth + 1);
        Il.Emit(OpCodes.Ldloc, result);
        Il.Emit(OpCodes.Ldloc, index);
        Il.Emit(OpCodes.Ldloc, converted);
        Il.Emit(OpCodes.Stelem_Any, Map(to.ElementType));
        Il.Emit(OpCodes.Ldloc, index);
        Il.Emit(OpCodes.Ldc_I4_1);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Stloc, index);
        Il.Append(test);
        Il.Emit(OpCodes.Ldloc, index);
        Il.Emit(OpCodes.Ldloc, value);
        Il.Emit(OpCodes.Ldlen);
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Blt, next);
        Il.Append(end);
    }

    private EnumNumbers? Numbers(TypeReference from, TypeReference to) =>
        Underlying(from) != null && Underlying(to) != null && emission.Matching.New.Type(up ? to : from) is { } type ? emission.Matching.Numbers(type) : null;

    /// <summary>A struct that goes on, with an enum in it whose members have other numbers.</summary>
    private bool HoldsNumbers(TypeReference type, int depth) => depth <= MaxDepth && emission.Matching.New.Type(type) is { IsValueType: true } definition
        && (emission.Matching.Numbers(definition) != null || definition.Fields.Any(f => !f.IsStatic && HoldsNumbers(f.FieldType, depth + 1)));

    private bool IsNumber(TypeReference type) => Conversions.IsNumber(type) || Underlying(type) != null;

    private TypeReference? Underlying(TypeReference type) =>
        (emission.Matching.Old.Type(type) ?? emission.Matching.New.Type(type)) is { IsEnum: true } found ? found.Fields.First(f => !f.IsStatic).FieldType : null;

    private void Number(TypeReference from, TypeReference to)
    {
        var (source, target) = (Underlying(from) ?? from, Underlying(to) ?? to);
        if (Names.Of(source) == Names.Of(target))
        {
            return;
        }

        Il.Emit(Conversions.Instruction(source, target));
    }
}
