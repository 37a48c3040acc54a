using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// How a method that is copied into a class of the patch is called and declared there. The firmware finds the target of a dispatched call by name and
/// signature, whether or not what it finds is an override: nothing that the patch adds may be called like a virtual method that it does not override.
/// </summary>
internal static class CopyNames
{
    private const int Letters = 26;

    public static string Of(Emission emission, MethodDefinition method, Extension extension)
    {
        if (Names.IsCompilerMade(method))
        {
            return OfLambda(emission, method);
        }

        return !IsOurs(emission, method, extension) && (method.HasOverrides || method.IsReuseSlot || emission.Matching.OldOf(method) != null) ? method.Name
            : Free(emission, method, extension.Patch, IsOurs(emission, method, extension));
    }

    /// <summary>The release's name where it stands for one of the release: the next patch finds a subscribed delegate by it.</summary>
    public static string OfLambda(Emission emission, MethodDefinition lambda) => Lambdas.OldOf(emission, lambda)?.Name ?? "New" + lambda.Name;

    /// <summary>For a method of a class that is carried as a whole.</summary>
    public static string OfCarried(Emission emission, MethodDefinition method, TypeDefinition type) =>
        method.IsStatic || method.IsConstructor || method.IsRuntime || method.DeclaringType.IsInterface || method.HasOverrides || (method.IsVirtual && method.IsReuseSlot) ? method.Name
            : Free(emission, method, type, Replaceable.IsForOneClass(method), emission.Matching.Counterparts.Replaced.ContainsKey(method.DeclaringType));

    public static MethodAttributes CarriedAttributes(MethodDefinition method)
    {
        var others = method.Attributes & ~MethodAttributes.MemberAccessMask;
        return Replaceable.IsForOneClass(method) ? (others & ~(MethodAttributes.Virtual | MethodAttributes.NewSlot)) | MethodAttributes.Assembly
            : others | (method.IsPrivate ? MethodAttributes.Assembly : method.Attributes & MethodAttributes.MemberAccessMask);
    }

    public static MethodAttributes Attributes(Emission emission, MethodDefinition method, Extension extension)
    {
        if (method.HasOverrides)
        {
            return MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot;
        }

        if (IsOurs(emission, method, extension))
        {
            return MethodAttributes.Assembly | MethodAttributes.HideBySig | (method.Attributes & MethodAttributes.Static);
        }

        // An override must not be less visible than what it overrides.
        var old = emission.Matching.OldOf(method);
        var access = (old ?? method).Attributes & MethodAttributes.MemberAccessMask;
        var slot = old == null && method.IsNewSlot ? MethodAttributes.NewSlot : MethodAttributes.ReuseSlot;
        return access | MethodAttributes.Virtual | MethodAttributes.HideBySig | slot | (method.Attributes & (MethodAttributes.SpecialName | MethodAttributes.Abstract));
    }

    /// <summary>Whether only code of the patch calls it, and directly: it takes no slot of the release, and derived classes know nothing of it.</summary>
    public static bool IsOurs(Emission emission, MethodDefinition method, Extension extension) =>
        !method.HasOverrides
        && (method.IsConstructor || IsForeign(emission, method, extension)
            || (emission.Matching.OldOf(method) is { } old ? !old.IsVirtual : !method.IsVirtual || Replaceable.IsForOneClass(method)));

    /// <summary>A base class's method that a class in between overrides: reached by base calls only.</summary>
    public static bool IsForeign(Emission emission, MethodDefinition method, Extension extension)
    {
        var first = emission.Matching.New.Method(extension.New!, Names.Signature(method));
        return first != null && first != method;
    }

    /// <summary>For a method that nobody looks for by name: the first of a, b, ... that neither a class nor a virtual method of its bases has.</summary>
    public static string Short(Emission emission, params IReadOnlyList<TypeDefinition> types)
    {
        var taken = types.SelectMany(t => t.Methods.Concat(Dispatched(emission, t))).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; ; i++)
        {
            var name = (i < Letters ? "" : Letter((i / Letters) - 1)) + Letter(i % Letters);
            if (!taken.Contains(name))
            {
                return name;
            }
        }
    }

    /// <summary>
    /// A name by which no object of the class is asked for anything else: its own as far as somebody looks for it by that, else a short one. Enums count as their
    /// numbers, because boards have them so in signatures.
    /// </summary>
    private static string Free(Emission emission, MethodDefinition method, TypeDefinition type, bool isOurs, bool isOfReleaseClass = false)
    {
        var signature = Numbers(emission, method);
        var hidden = Dispatched(emission, type).FirstOrDefault(m => Numbers(emission, m) == signature);
        var isWanted = emission.IsSubscribed(method) || (!isOurs && (emission.IsSpelled(method.Name) || IsAskedFor(emission, method)));
        if (hidden != null && isWanted)
        {
            emission.Module.Refuse(RefusalCode.NameTaken, $"{method.FullName} has the name and parameters of {hidden.FullName}, and the firmware would call the one for the other; give it another name");
        }

        return hidden == null && (isWanted || (isOfReleaseClass && !isOurs)) ? method.Name : Short(emission, type);
    }

    private static string Numbers(Emission emission, MethodDefinition method)
    {
        return (method.HasThis ? "" : "static ") + method.Name + "(" + string.Join(",", method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType).Select(Of));

        string Of(TypeReference type) => type switch
        {
            ArrayType array => Of(array.ElementType) + "[]",
            ByReferenceType reference => Of(reference.ElementType) + "&",
            _ => Names.Of((emission.Matching.New.Type(type) ?? emission.Matching.Old.Type(type)) is { IsEnum: true } known ? known.GetEnumUnderlyingType() : type),
        };
    }

    /// <summary>Whether an interface or a derived class knows the method by its name.</summary>
    private static bool IsAskedFor(Emission emission, MethodDefinition method)
    {
        var model = emission.Matching.New;
        var signature = Names.Signature(method);
        return model.Types.Values.Where(t => model.Line(t).Contains(method.DeclaringType)).Any(t =>
            t.Interfaces.Any(i => model.Type(i.InterfaceType) is { } known ? known.Methods.Any(m => Names.Signature(m) == signature) : method.IsPublic)
            || (t != method.DeclaringType && t.Methods.Any(m => m.IsVirtual && Names.Signature(m) == signature)));
    }

    /// <summary>Methods of the release that are dispatched to objects of a class of the patch.</summary>
    private static IEnumerable<MethodDefinition> Dispatched(Emission emission, TypeDefinition type)
    {
        TypeReference? at = type;
        while (at is TypeDefinition own && own.Module == emission.Module.Module)
        {
            at = own.BaseType;
        }

        return emission.Matching.Old.Type(at) is { } released ? emission.Matching.Old.Line(released).SelectMany(t => t.Methods).Where(m => m.IsVirtual) : [];
    }

    private static string Letter(int index) => ((char)('a' + (index % Letters))).ToString();
}
