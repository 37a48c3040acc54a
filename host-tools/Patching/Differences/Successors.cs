using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which method of the new build does for callers of the release what a method did that is gone. It is the one that their author would have come to call by compiling again: of the
/// same name, or said by <c>[FormerName]</c>, or property for method and the other way round, or with the same body. Every argument converts by itself, what came has a default value, and
/// every result is one of the former type; arguments at the end may have become elements of a <c>params</c> array, and an enum another one. Where two would do, or an order changed, nothing is guessed.
/// </summary>
internal static class Successors
{
    /// <summary>Methods that objects of a class of the release, which goes on, are asked for by dispatch and the new build has no more, its own and those of its bases.</summary>
    public static IEnumerable<MethodDefinition> Gone(Matching matching, TypeDefinition old) =>
        old.IsInterface || matching.NewOf(old) is not { IsInterface: false, IsValueType: false } @new || matching.IsReplaced(@new) ? []
            : matching.Old.Line(old).SelectMany(t => t.Methods).Where(m => m is { IsVirtual: true, IsStatic: false, HasOverrides: false } && !Names.IsCompilerMade(m))
                .DistinctBy(Names.Signature).Where(m => matching.New.Method(@new, Names.Signature(m)) == null && Inherited.IsIntroduced(matching, m));

    /// <summary>Null when there is none that is plain to see.</summary>
    /// <param name="matching">Both builds.</param>
    /// <param name="gone">A method of the release.</param>
    /// <param name="new">The class of the new build whose objects are asked for it.</param>
    public static Succession? Of(Matching matching, MethodDefinition gone, TypeDefinition @new)
    {
        var methods = matching.New.Line(@new).SelectMany(t => t.Methods).Where(m => !m.IsConstructor && !m.HasOverrides && !Names.IsCompilerMade(m)).DistinctBy(Names.Signature).ToList();
        var said = methods.Where(m => IsSaid(m, gone.Name)).ToList();
        return said.Count > 0 ? Only(said)
            : Only(methods.Where(m => m.Name == gone.Name)) ?? Only(methods.Where(m => IsAccessorFor(gone, m))) ?? Only(methods.Where(m => IsSameUnderAnotherName(matching, gone, m)));

        Succession? Only(IEnumerable<MethodDefinition> among)
        {
            var fitting = among.Select(m => Fit(matching, gone, m, @new)).OfType<Succession>().ToList();
            var nearest = fitting.Where(f => f.Distance == fitting.Min(o => o.Distance)).ToList();
            return nearest.Count == 1 ? nearest[0] : null;
        }
    }

    private static bool IsSaid(MethodDefinition method, string former)
    {
        var property = method.DeclaringType.Properties.FirstOrDefault(p => p.GetMethod == method || p.SetMethod == method);
        var name = FormerName.Of(method)?.Name ?? (property == null ? null : FormerName.Of(property)?.Name);
        return name != null && (name == former || former == (method.Parameters.Count == 0 ? "get_" : "set_") + name);
    }

    private static bool IsAccessorFor(MethodDefinition gone, MethodDefinition method)
    {
        var isReading = gone.Parameters.Count == 0 && gone.ReturnType.MetadataType != MetadataType.Void;
        return (gone.IsSpecialName || method.IsSpecialName) && gone.Parameters.Count == (isReading ? 0 : 1) && method.Parameters.Count == gone.Parameters.Count
            && Bare(gone.Name, isReading) == Bare(method.Name, isReading);
    }

    /// <summary>What get_X, GetX and X have in common.</summary>
    private static string Bare(string name, bool isReading)
    {
        var (accessor, verb) = isReading ? ("get_", "Get") : ("set_", "Set");
        return name.StartsWith(accessor, StringComparison.Ordinal) ? name[accessor.Length..]
            : name.StartsWith(verb, StringComparison.Ordinal) && name.Length > verb.Length && char.IsUpper(name[verb.Length]) ? name[verb.Length..] : name;
    }

    private static bool IsSameUnderAnotherName(Matching matching, MethodDefinition gone, MethodDefinition method) =>
        method is { IsStatic: false, HasBody: true } && gone.HasBody && matching.OldOf(method) == null && matching.OldOf(method.DeclaringType) == gone.DeclaringType
        && method.Parameters.Select(p => Names.Of(p.ParameterType)).SequenceEqual(gone.Parameters.Select(p => Names.Of(p.ParameterType)))
        && matching.OldText(gone) == matching.NewText(method);

    private static Succession? Fit(Matching matching, MethodDefinition gone, MethodDefinition next, TypeDefinition @new) =>
        next.HasGenericParameters || !Gives(matching, next.ReturnType, gone.ReturnType) ? null
            : Fit(matching, gone, next, @new, null) ?? (IsOpen(next) ? Fit(matching, gone, next, @new, Math.Max(0, gone.Parameters.Count - (next.Parameters.Count - 1))) : null);

    private static bool IsOpen(MethodDefinition method) =>
        method.Parameters.LastOrDefault() is { ParameterType: ArrayType } last && last.CustomAttributes.Any(a => a.AttributeType.FullName == "System.ParamArrayAttribute");

    private static Succession? Fit(Matching matching, MethodDefinition gone, MethodDefinition next, TypeDefinition @new, int? packed)
    {
        // Parameters that are given, then those that came, then the array.
        var given = gone.Parameters.Count - (packed ?? 0);
        var single = next.Parameters.Count - (packed == null ? 0 : 1);
        if (given > single)
        {
            return null;
        }

        var isSaid = IsSaid(next, gone.Name);
        for (var i = 0; i < gone.Parameters.Count; i++)
        {
            var was = gone.Parameters[i];
            var at = Math.Min(i, single);
            var type = i < given ? next.Parameters[i].ParameterType : ((ArrayType)next.Parameters[single].ParameterType).ElementType;
            var isTaken = Takes(matching, was.ParameterType, type) || i < given && EnumArguments.Takes(matching, was.ParameterType, type, isSaid);
            if (!isTaken || next.Parameters.Any(p => p.Index != at && p.Name == was.Name))
            {
                return null;
            }
        }

        var defaults = new List<object?>();
        foreach (var came in next.Parameters.Take(single).Skip(given))
        {
            // An interface may say another default value than the class: then it depends on who asks.
            var values = Declarations(matching, next, @new).Select(m => m.Parameters[came.Index]).Where(p => p.HasConstant).Select(p => p.Constant).Distinct().ToList();
            if (values.Count != 1 || values[0] == null && came.ParameterType.IsValueType)
            {
                return null;
            }

            defaults.Add(values[0]);
        }

        return new Succession(gone, next, defaults, packed);
    }

    private static IEnumerable<MethodDefinition> Declarations(Matching matching, MethodDefinition method, TypeDefinition @new)
    {
        var line = matching.New.Line(@new).ToList();
        var interfaces = line.SelectMany(t => t.Interfaces).Select(i => matching.New.Type(i.InterfaceType)).OfType<TypeDefinition>();
        return line.Concat(interfaces).SelectMany(t => t.Methods).Where(m => Names.Signature(m) == Names.Signature(method));
    }

    private static bool Takes(Matching matching, TypeReference from, TypeReference to) =>
        Names.Of(from) == Names.Of(to) || Conversions.IsImplicit(from, to) || IsKindOf(matching, from, to);

    private static bool Gives(Matching matching, TypeReference from, TypeReference to) =>
        to.MetadataType == MetadataType.Void || Names.Of(from) == Names.Of(to) || Conversions.IsLossless(from, to) || IsKindOf(matching, from, to);

    private static bool IsKindOf(Matching matching, TypeReference from, TypeReference to)
    {
        if (from.IsByReference || from.IsValueType || from.IsPrimitive || from.MetadataType == MetadataType.Void)
        {
            return false;
        }

        return to.MetadataType == MetadataType.Object || from is not ArrayType && to is not ArrayType && matching.New.Type(from) is { IsInterface: false } type
            && matching.New.Line(type).Any(t => Names.Of(t) == Names.Of(to) || t.Interfaces.Any(i => Names.Of(i.InterfaceType) == Names.Of(to)));
    }
}
