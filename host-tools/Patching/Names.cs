using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// How types and members are called across builds: by the simple name of their assembly and their full name, so that versions and keys of
/// assemblies and the order of tables do not matter.
/// </summary>
internal static class Names
{
    public const string Application = "NanoLive.Update.IApplication";
    public const string FormerName = "NanoLive.Objects.FormerNameAttribute";
    public const string StateMigration = "NanoLive.Objects.StateMigrationAttribute";

    /// <summary>The class that the compiler makes for a class's lambdas that capture nothing.</summary>
    public const string Lambdas = "<>c";

    public const string RuntimeAssembly = "NanoLive.Runtime";

    public const string Thread = "System.Threading.Thread";
    public const string ThreadStart = "System.Threading.ThreadStart";
    public const string Timer = "System.Threading.Timer";
    public const string TimerCallback = "System.Threading.TimerCallback";

    /// <summary>What subscriptions to pins call in prepared assemblies.</summary>
    public const string PinEvents = "NanoLive.Board.PinEvents";

    /// <summary>The base class of lines between class libraries and those whom they call, and who knows these.</summary>
    public const string EventLine = "NanoLive.Board.EventLine";
    public const string LibraryEvents = "NanoLive.Board.LibraryEvents";

    /// <summary>The namespace of classes of lines in prepared assemblies.</summary>
    public const string Lines = "NanoLive.Lines";

    /// <summary>Ends the name of a type of the new build that is another one than the release's of that name; no compiler makes such a name.</summary>
    public const string ReplacedMark = "'";

    /// <summary>Simple name of the assembly that a type reference leads to.</summary>
    public static string AssemblyOf(TypeReference type)
    {
        var element = type.GetElementType();
        while (element.DeclaringType != null)
        {
            element = element.DeclaringType;
        }

        return element.Scope switch
        {
            AssemblyNameReference reference => reference.Name,
            ModuleDefinition module => module.Assembly.Name.Name,
            _ => element.Module?.Assembly?.Name.Name ?? "",
        };
    }

    public static string Of(TypeReference type)
    {
        switch (type)
        {
            case ArrayType array:
                return Of(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]";
            case ByReferenceType reference:
                return Of(reference.ElementType) + "&";
            case PointerType pointer:
                return Of(pointer.ElementType) + "*";
            case PinnedType pinned:
                return Of(pinned.ElementType);
            case IModifierType modifier:
                return Of(modifier.ElementType) + " " + Of(modifier.ModifierType);
            case GenericInstanceType instance:
                return Of(instance.ElementType) + "<" + string.Join(",", instance.GenericArguments.Select(Of)) + ">";
            case GenericParameter or FunctionPointerType:
                return type.FullName;
            default:
                return "[" + AssemblyOf(type) + "]" + type.FullName;
        }
    }

    /// <summary>What tells methods of one class apart.</summary>
    public static string Signature(MethodReference method) =>
        (method.HasThis ? "" : "static ") + method.Name + "(" + string.Join(",", method.Parameters.Select(p => Of(p.ParameterType))) + ")" + Of(method.ReturnType);

    public static string Of(MethodReference method) => Of(method.DeclaringType) + "::" + Signature(method);

    public static string Of(FieldReference field) => Of(field.DeclaringType) + "::" + field.Name;

    /// <summary>The name, or all names of a text, as people wrote them.</summary>
    public static string Unmarked(string text) => text.Replace(ReplacedMark, "", StringComparison.Ordinal);

    /// <summary>What people would say tells methods of one class apart.</summary>
    public static string SignatureForPeople(MethodReference method) => Unmarked(Signature(method));

    /// <summary>For people: name and short parameter types.</summary>
    public static string ForPeople(MethodReference method) =>
        Unmarked(method.Name + "(" + string.Join(", ", method.Parameters.Select(p => p.ParameterType.Name)) + ")");

    /// <summary>Names that the compiler made up, which change with every edit nearby. Backing fields are named after their property and stay.</summary>
    public static bool IsCompilerMade(TypeReference type)
    {
        for (TypeReference? at = type.GetElementType(); at != null; at = at.DeclaringType)
        {
            if (at.Name.StartsWith('<') && at.Name != "<Module>")
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsCompilerMade(MethodReference method) => method.Name.StartsWith('<') || IsCompilerMade(method.DeclaringType);

    public static bool IsConstantData(TypeReference type)
    {
        for (TypeReference? at = type; at != null; at = at.DeclaringType)
        {
            if (at.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
