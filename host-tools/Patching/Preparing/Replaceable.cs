using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Which classes and methods preparation may change. All rules are here; each refusal is a reason for people.</summary>
internal static class Replaceable
{
    private const int MaxDepth = 64;

    /// <summary>Null when the class can be extended by a patch once it is prepared.</summary>
    public static string? WhyNot(TypeDefinition type, PreparationOptions options)
    {
        if (BoardLibraries.Runtime.Contains(type.Module.Assembly.Name.Name))
        {
            return "it belongs to the runtime";
        }

        if (type.IsInterface || type.IsValueType || type.IsEnum || Names.IsCompilerMade(type) || type.Name == "<Module>" || type is { IsAbstract: true, IsSealed: true })
        {
            return type.IsInterface ? "it is an interface" : type.IsValueType ? "it is a struct" : Names.IsCompilerMade(type) ? "the compiler made it" : "it is static";
        }

        if (type.HasGenericParameters)
        {
            return "it is generic";
        }

        if (type.BaseType?.FullName is "System.MulticastDelegate" or "System.Delegate")
        {
            return "it is a delegate";
        }

        if (IsAttribute(type))
        {
            return "it is an attribute";
        }

        return options.Excluded.Contains(type.FullName) ? "it is excluded" : null;
    }

    /// <summary>Instance methods that are called directly as they were compiled, and need not be.</summary>
    public static bool CanBecomeVirtual(MethodDefinition method) =>
        method is { IsStatic: false, IsConstructor: false, IsVirtual: false, HasBody: true, HasGenericParameters: false, IsInternalCall: false, IsPInvokeImpl: false }
        && !Names.IsCompilerMade(method);

    /// <summary>Private as it was written: only its own class calls it, also where preparation made it virtual. Members of interfaces are not.</summary>
    public static bool IsForOneClass(MethodDefinition method) => method is { IsPrivate: true, IsConstructor: false, IsStatic: false, HasOverrides: false };

    public static bool IsAttribute(TypeDefinition type) => DerivesFrom(type, "System.Attribute");

    /// <summary>Whether a class has a base of that full name, as far as the build goes and one further.</summary>
    public static bool DerivesFrom(TypeDefinition type, string name)
    {
        var at = type.BaseType;
        for (var depth = 0; at != null && depth < MaxDepth; depth++)
        {
            if (at.FullName == name)
            {
                return true;
            }

            at = (at as TypeDefinition ?? at.Resolve())?.BaseType;
        }

        return false;
    }
}
