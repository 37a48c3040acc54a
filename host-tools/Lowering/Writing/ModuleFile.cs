using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Opens IL. The library that reads it throws whatever the damage provokes, so this is the one place where every exception of reading ends, as
/// a text: everything that is looked at later is touched here.
/// </summary>
internal static class ModuleFile
{
    /// <summary>Larger than any assembly a board holds.</summary>
    public const int MaxSizeBytes = 4 * 1024 * 1024;

    public static ModuleDefinition? Read(byte[] assembly, IAssemblyResolver resolver, out string? problem)
    {
        if (assembly.Length > MaxSizeBytes)
        {
            problem = $"{assembly.Length} bytes are more than the {MaxSizeBytes} of any assembly for a board";
            return null;
        }

        try
        {
            var parameters = new ReaderParameters(ReadingMode.Immediate) { AssemblyResolver = resolver, InMemory = true };
            var module = ModuleDefinition.ReadModule(new MemoryStream(assembly), parameters);
            if (module.Assembly == null)
            {
                problem = "a module without an assembly";
                return null;
            }

            foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            {
                _ = method.Body.Instructions.Count;
            }

            problem = null;
            return module;
        }
        catch (Exception e)
        {
            problem = "not a .NET assembly: " + e.Message.ReplaceLineEndings(" ");
            return null;
        }
    }
}
