using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Verifying;

/// <summary>Which argument or local an instruction is about.</summary>
internal static class Variables
{
    /// <summary>Null for instructions without one.</summary>
    public static (bool IsArgument, int Index)? Of(PeInstruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldarg_0 and <= Code.Ldarg_3 => (true, instruction.OpCode.Code - Code.Ldarg_0),
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => (false, instruction.OpCode.Code - Code.Ldloc_0),
        >= Code.Stloc_0 and <= Code.Stloc_3 => (false, instruction.OpCode.Code - Code.Stloc_0),
        Code.Ldarg_S or Code.Ldarga_S or Code.Starg_S or Code.Ldarg or Code.Ldarga or Code.Starg => (true, (int)instruction.Value),
        Code.Ldloc_S or Code.Ldloca_S or Code.Stloc_S or Code.Ldloc or Code.Ldloca or Code.Stloc => (false, (int)instruction.Value),
        _ => null,
    };
}
