using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Fields that became a property of their name, or the other way round, and automatic properties that got another name. The field is the one behind the property: what the getter
/// gives. Where an accessor does nothing but read or set it, its calls are taken for what they do, so that code which was compiled anew for no other reason is the same code.
/// </summary>
internal static class Accessors
{
    /// <summary>Whether one of the two is what a property of the other's name gives, and means the same to whoever uses that name.</summary>
    public static bool IsBehind(FieldDefinition old, FieldDefinition @new) => old.Name != @new.Name && old.IsStatic == @new.IsStatic && !old.HasConstant
        && (Getters(@new).Any(g => g.Name == "get_" + old.Name) || Getters(old).Any(g => g.Name == "get_" + @new.Name));

    public static string Reason(FieldDefinition old) => $"was {old.Name}: what is a field in one build is a property in the other; the value stays where it is";

    /// <summary>Whether a property of the other's name does more than give it, but uses it.</summary>
    public static bool MayBeBehind(FieldDefinition old, FieldDefinition @new) => IsUsedBy(@new, old.Name) || IsUsedBy(old, @new.Name);

    /// <summary>Whether a method is one that the compiler made to read or set the field behind an automatic property: it goes with the property's name.</summary>
    public static bool IsAutomatic(MethodDefinition method, FieldDefinition field) =>
        method.DeclaringType.Properties.Any(p => (p.GetMethod == method || p.SetMethod == method) && Behind(p) == field);

    /// <summary>Turns calls of accessors that only one build has into what they do, wherever the build has them.</summary>
    public static void Inline(Matching matching, IReadOnlyList<(TypeDefinition Old, TypeDefinition New)> pairs)
    {
        Inline(matching.Old, [.. pairs.SelectMany(p => OnlyOf(p.Old, p.New))]);
        Inline(matching.New, [.. pairs.SelectMany(p => OnlyOf(p.New, p.Old))]);
    }

    private static IEnumerable<MethodDefinition> OnlyOf(TypeDefinition type, TypeDefinition other) => type.Properties
        .Where(p => !p.HasParameters && other.Properties.All(o => o.Name != p.Name) && (other.Fields.Any(f => f.Name == p.Name && !f.HasConstant) || MayHaveAnotherName(p, other)))
        .SelectMany(p => new[] { p.GetMethod, p.SetMethod }).Where(m => m != null && Plain(m) != null);

    /// <summary>An automatic property, while the other build has one of its type that this one lacks: what uses them tells whether they are one.</summary>
    private static bool MayHaveAnotherName(PropertyDefinition property, TypeDefinition other) => Behind(property) is { } field
        && other.Properties.Any(o => Behind(o) is { } behind && Names.Of(behind.FieldType) == Names.Of(field.FieldType) && property.DeclaringType.Properties.All(p => p.Name != o.Name));

    private static FieldDefinition? Behind(PropertyDefinition property) => property.DeclaringType.Fields.FirstOrDefault(f => f.Name == $"<{property.Name}>k__BackingField");

    private static void Inline(Model model, List<MethodDefinition> accessors)
    {
        var plain = accessors.Where(m => m.IsStatic || !model.Types.Values.Any(t => t != m.DeclaringType && model.Line(t).Contains(m.DeclaringType) && t.Methods.Any(o => Names.Signature(o) == Names.Signature(m)))).ToHashSet();
        foreach (var method in plain.Count == 0 ? [] : model.Source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods).Where(m => m.HasBody && !plain.Contains(m)))
        {
            foreach (var call in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt))
            {
                if (call.Operand is MethodReference called && model.Method(called) is { } accessor && plain.Contains(accessor))
                {
                    var isGetter = accessor.Parameters.Count == 0;
                    call.OpCode = (isGetter, accessor.IsStatic) switch
                    {
                        (true, true) => OpCodes.Ldsfld,
                        (true, false) => OpCodes.Ldfld,
                        (false, true) => OpCodes.Stsfld,
                        _ => OpCodes.Stfld,
                    };
                    call.Operand = new FieldReference(Plain(accessor)!.Name, isGetter ? called.ReturnType : called.Parameters[0].ParameterType, called.DeclaringType);
                }
            }
        }
    }

    private static IEnumerable<MethodDefinition> Getters(FieldDefinition field) =>
        field.DeclaringType.Properties.Where(p => !p.HasParameters && p.GetMethod != null && Plain(p.GetMethod) == field).Select(p => p.GetMethod);

    private static bool IsUsedBy(FieldDefinition field, string property) => field.DeclaringType.Properties.Where(p => p.Name == property)
        .SelectMany(p => new[] { p.GetMethod, p.SetMethod }).Any(m => m is { HasBody: true } && m.Body.Instructions.Any(i => i.Operand is FieldReference used && used.Name == field.Name));

    /// <summary>The field that an accessor reads, or sets, and does nothing else; null when it does.</summary>
    private static FieldDefinition? Plain(MethodDefinition accessor)
    {
        if (!accessor.HasBody || accessor.Body.HasExceptionHandlers || accessor.IsSynchronized)
        {
            return null;
        }

        // Built for debugging, a getter hands its value through a local.
        var isGetter = accessor.Parameters.Count == 0;
        var code = accessor.Body.Instructions.Where(i => i.OpCode.Code != Code.Nop).Select(i => Canonical.Of(accessor, i)).ToList();
        var loads = (accessor.HasThis ? 1 : 0) + (isGetter ? 0 : 1);
        var isPlain = code.Count > loads + 1 && code.Take(loads).Select((c, at) => c is ("ldarg", int argument) && argument == at).All(c => c)
            && code[loads].Name == (isGetter ? "ld" : "st") + (accessor.IsStatic ? "sfld" : "fld")
            && code.Skip(loads + 1).All(c => c.Name == "ret" || isGetter && c.Name is "stloc" or "br" or "ldloc");
        return isPlain && code[loads].Operand is FieldReference field && Names.Of(field.DeclaringType) == Names.Of(accessor.DeclaringType)
            ? accessor.DeclaringType.Fields.FirstOrDefault(f => f.Name == field.Name) : null;
    }
}
