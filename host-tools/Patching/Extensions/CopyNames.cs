using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>How a method that is copied into an extension is called and declared there.</summary>
internal static class CopyNames
{
    private const int Letters = 26;

    public static string Of(Emission emission, MethodDefinition method, Extension extension)
    {
        if (Names.IsCompilerMade(method))
        {
            // Under the release's name where it stands for one of the release: the next patch finds a subscribed delegate by it.
            var old = Lambdas.OldOf(emission, method);
            return old?.Name ?? "New" + method.Name;
        }

        var isOurs = method.IsConstructor || IsForeign(emission, method, extension) || !(emission.Matching.OldOf(method) ?? method).IsVirtual;
        return isOurs && !method.HasOverrides && !emission.IsSubscribed(method) ? Short([extension.Patch]) : method.Name;
    }

    /// <summary>For a method that nobody looks for by name: the first of a, b, ... that none of the classes has.</summary>
    public static string Short(IReadOnlyList<TypeDefinition> types)
    {
        for (var i = 0; ; i++)
        {
            var name = (i < Letters ? "" : Letter((i / Letters) - 1)) + Letter(i % Letters);
            if (types.All(t => t.Methods.All(m => m.Name != name)))
            {
                return name;
            }
        }
    }

    public static MethodAttributes Attributes(Emission emission, MethodDefinition method, Extension extension)
    {
        var old = emission.Matching.OldOf(method);
        if (method.HasOverrides)
        {
            return MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot;
        }

        if (method.IsConstructor || IsForeign(emission, method, extension) || (old ?? method) is { IsVirtual: false })
        {
            return MethodAttributes.Assembly | MethodAttributes.HideBySig | (method.Attributes & MethodAttributes.Static);
        }

        // An override must not be less visible than what it overrides.
        var access = (old ?? method).Attributes & MethodAttributes.MemberAccessMask;
        var slot = old == null && method.IsNewSlot ? MethodAttributes.NewSlot : MethodAttributes.ReuseSlot;
        return access | MethodAttributes.Virtual | MethodAttributes.HideBySig | slot | (method.Attributes & (MethodAttributes.SpecialName | MethodAttributes.Abstract));
    }

    /// <summary>A base class's method that a class in between overrides: reached by base calls only.</summary>
    public static bool IsForeign(Emission emission, MethodDefinition method, Extension extension)
    {
        var first = emission.Matching.New.Method(extension.New!, Names.Signature(method));
        return first != null && first != method;
    }

    private static string Letter(int index) => ((char)('a' + (index % Letters))).ToString();
}
