using Mono.Cecil;
using NanoLive.Metadata;

namespace NanoLive.Patching;

/// <summary>
/// What must hold of a file before anything else looks at it. Files come from anybody, and the library that reads them throws whatever the
/// damage provokes: this is the one place where every exception of reading ends, as a diagnostic. What it cannot survive (recursion without
/// end) is excluded before by <see cref="MetadataCheck"/>.
/// </summary>
internal static class AssemblyCheck
{
    /// <summary>Larger than any deployment region.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    public static AssemblyDefinition? Read(Source source, BuildFile file, Diagnostics diagnostics)
    {
        if (file.Image.Length > MaxBytes)
        {
            diagnostics.Error("too-large", $"{file.FileName} has {file.Image.Length} bytes; no board holds an assembly of more than {MaxBytes}.");
            return null;
        }

        var problem = MetadataCheck.Problem(file.Image);
        if (problem != null)
        {
            diagnostics.Error("not-an-assembly", $"{file.FileName} is not a .NET assembly: {problem}.");
            return null;
        }

        try
        {
            var assembly = source.Add(file);
            if (!IsDeviceAssembly(assembly, file, diagnostics))
            {
                return null;
            }

            foreach (var type in assembly.MainModule.GetTypes())
            {
                MemberCheck.Walk(type);
            }

            // Writing looks at what walking does not. The result is not needed.
            Image.Of(assembly);
            return assembly;
        }
        catch (Exception e)
        {
            diagnostics.Error("not-an-assembly", $"{file.FileName} is damaged: {e.Message.ReplaceLineEndings(" ")} Build it again.");
            return null;
        }
    }

    public static void References(BuildFile file, AssemblyDefinition assembly, ICollection<string> names, Diagnostics diagnostics)
    {
        foreach (var reference in assembly.MainModule.AssemblyReferences)
        {
            if (!BoardLibraries.IsOne(reference.Name) && !names.Contains(reference.Name))
            {
                diagnostics.Error("reference-missing", $"{file.FileName} needs {reference.Name}, which is not there. Put {reference.Name}.dll beside it.");
            }
        }
    }

    private static bool IsDeviceAssembly(AssemblyDefinition assembly, BuildFile file, Diagnostics diagnostics)
    {
        var references = assembly.MainModule.AssemblyReferences;
        var core = references.FirstOrDefault(r => r.Name == BoardLibraries.CoreLibrary);
        if (assembly.Name.Name == BoardLibraries.CoreLibrary)
        {
            return true;
        }

        if (references.FirstOrDefault(r => r.Name is "System.Runtime" or "netstandard" or "System.Private.CoreLib") is { } desktop)
        {
            diagnostics.Error("not-a-device-assembly", $"{file.FileName} refers to {desktop.Name}: it is built for .NET, not for nanoFramework. Remove it, or build it as a device project.");
            return false;
        }

        if (core == null || core.Version.Major != 1)
        {
            diagnostics.Error("not-a-device-assembly", core == null
                ? $"{file.FileName} does not refer to nanoFramework's mscorlib. Remove it, or build it as a device project."
                : $"{file.FileName} refers to mscorlib {core.Version}; this generation of nanoFramework has 1.x. Build it against nanoFramework.CoreLibrary 1.x.");
            return false;
        }

        return true;
    }
}
