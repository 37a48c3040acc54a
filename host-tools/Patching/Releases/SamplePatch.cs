using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What all patches have in common, as an assembly: a class with the constructor that does nothing. Packed
/// patches are told against it. Does not depend on the release.
/// </summary>
internal static class SamplePatch
{
    public static byte[] Create(AssemblyNameReference core)
    {
        using var assembly = EmptyAssembly.Create("Sample", core);
        var module = assembly.MainModule;
        var type = new TypeDefinition("", "Sample", TypeAttributes.Public, module.TypeSystem.Object);
        module.Types.Add(type);
        var adoption = new MethodDefinition(".ctor",
            MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, module.TypeSystem.Void);
        adoption.Parameters.Add(new ParameterDefinition(type));
        adoption.Body.GetILProcessor().Emit(OpCodes.Ret);
        type.Methods.Add(adoption);
        return Image.Of(assembly);
    }
}
