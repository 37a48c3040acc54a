using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>One spelling for instructions that differ in their encoding only.</summary>
internal static class Canonical
{
    public static (string Name, object? Operand) Of(MethodDefinition method, Instruction instruction)
    {
        var code = instruction.OpCode.Code;
        var body = method.Body;
        return code switch
        {
            >= Code.Ldarg_0 and <= Code.Ldarg_3 => ("ldarg", (int)(code - Code.Ldarg_0)),
            Code.Ldarg or Code.Ldarg_S => ("ldarg", Argument(method, instruction)),
            Code.Ldarga or Code.Ldarga_S => ("ldarga", Argument(method, instruction)),
            Code.Starg or Code.Starg_S => ("starg", Argument(method, instruction)),
            >= Code.Ldloc_0 and <= Code.Ldloc_3 => ("ldloc", body.Variables[code - Code.Ldloc_0]),
            >= Code.Stloc_0 and <= Code.Stloc_3 => ("stloc", body.Variables[code - Code.Stloc_0]),
            Code.Ldloc_S => ("ldloc", instruction.Operand),
            Code.Ldloca_S => ("ldloca", instruction.Operand),
            Code.Stloc_S => ("stloc", instruction.Operand),
            >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 => ("ldc.i4", (int)(code - Code.Ldc_I4_0)),
            Code.Ldc_I4_S => ("ldc.i4", (int)(sbyte)instruction.Operand),
            _ when instruction.OpCode.OperandType == OperandType.ShortInlineBrTarget => (instruction.OpCode.Name[..^2], instruction.Operand),
            _ => (instruction.OpCode.Name, instruction.Operand),
        };
    }

    /// <summary>Position among the arguments, <c>this</c> counted.</summary>
    public static int Argument(MethodDefinition method, Instruction instruction)
    {
        if (instruction.OpCode.Code is >= Code.Ldarg_0 and <= Code.Ldarg_3)
        {
            return instruction.OpCode.Code - Code.Ldarg_0;
        }

        var parameter = (ParameterDefinition)instruction.Operand;
        return parameter == method.Body.ThisParameter ? 0 : parameter.Index + (method.HasThis ? 1 : 0);
    }

    public static bool LoadsThis(MethodDefinition method, Instruction? instruction) =>
        instruction != null && method.HasThis
        && (instruction.OpCode.Code == Code.Ldarg_0 || (instruction.OpCode.Code is Code.Ldarg or Code.Ldarg_S && Argument(method, instruction) == 0));
}
