using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>
/// What is dangerous in a patch assembly in IL form, and whether it has what its plan names. Static constructors run during the load, out
/// of the runtime's reach: one that loops hangs the board.
/// </summary>
internal static class IlCheck
{
    public static IReadOnlyList<string> Problems(byte[] image, Plan plan)
    {
        var problems = new List<string>();
        try
        {
            using var file = new PEReader(new MemoryStream(image, writable: false));
            if (!file.HasMetadata || file.PEHeaders.CorHeader is not { } cor)
            {
                return ["the patch assembly is no .NET assembly."];
            }

            if ((cor.Flags & CorFlags.ILOnly) == 0 || (cor.Flags & CorFlags.NativeEntryPoint) != 0 || cor.ManagedNativeHeaderDirectory.Size != 0)
            {
                problems.Add("the patch assembly holds native code.");
            }

            CheckAssembly(file.GetMetadataReader(), plan, problems);
        }
        catch (BadImageFormatException)
        {
            return ["the patch assembly is damaged."];
        }

        return problems;
    }

    private static void CheckAssembly(MetadataReader reader, Plan plan, List<string> problems)
    {
        if (!reader.IsAssembly)
        {
            problems.Add("the patch assembly is a module without a manifest.");
            return;
        }

        string name = reader.GetString(reader.GetAssemblyDefinition().Name);
        if (name != plan.AssemblyName)
        {
            problems.Add($"the patch assembly is called {name}, and {plan.AssemblyName} in the plan.");
        }

        var classes = new HashSet<string>();
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            string fullName = FullName(reader, type);
            classes.Add(fullName);
            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                CheckMethod(reader, fullName, reader.GetMethodDefinition(method), problems);
            }
        }

        CheckNames(plan, classes, problems);
    }

    private static void CheckMethod(MetadataReader reader, string type, MethodDefinition method, List<string> problems)
    {
        string name = reader.GetString(method.Name);
        if (name == ".cctor")
        {
            problems.Add(
                $"{type} has a static constructor or static initialisers, which would run while the board loads the patch. Set such fields in the patch's entry.");
        }

        bool isAbstract = (method.Attributes & MethodAttributes.Abstract) != 0;
        bool isRuntime = (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Runtime;
        bool isNative = (method.Attributes & (MethodAttributes.PinvokeImpl | MethodAttributes.UnmanagedExport)) != 0
            || (method.ImplAttributes & (MethodImplAttributes.InternalCall | MethodImplAttributes.Unmanaged)) != 0
            || (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Native;
        if (isNative || (method.RelativeVirtualAddress == 0 && !isAbstract && !isRuntime))
        {
            problems.Add($"{type}.{name} is extern: boards have no native code for it.");
        }
    }

    private static void CheckNames(Plan plan, HashSet<string> classes, List<string> problems)
    {
        IEnumerable<string?> named = (plan.Classes ?? []).SelectMany(change => new[] { change.NewClass, change.Migration }).Append(plan.EntryClass);
        foreach (string missing in named.OfType<string>().Where(name => !classes.Contains(name)))
        {
            problems.Add($"the plan names the class {missing}, which the patch assembly does not have.");
        }
    }

    private static string FullName(MetadataReader reader, TypeDefinition type)
    {
        string name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            return FullName(reader, reader.GetTypeDefinition(type.GetDeclaringType())) + "+" + name;
        }

        string space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : space + "." + name;
    }
}
