using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>An assembly that refers to the board's class library and to nothing of .NET.</summary>
internal static class EmptyAssembly
{
    public static AssemblyDefinition Create(string name, AssemblyNameReference core)
    {
        var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0, 0, 0)), name + ".dll",
            new ModuleParameters { Kind = ModuleKind.Dll, Runtime = TargetRuntime.Net_4_0 });

        // First of all: the type system takes the core library from the references it finds.
        assembly.MainModule.AssemblyReferences.Add(new AssemblyNameReference(core.Name, core.Version) { PublicKeyToken = core.PublicKeyToken });
        return assembly;
    }
}
