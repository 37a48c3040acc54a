using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Trimming;

/// <summary>The shortest form of each instruction, by its size in a .pe: tokens of 16 bits bring more targets within reach of a short branch.</summary>
internal static class ShortForms
{
    private static readonly Dictionary<Code, OpCode> Branches = new()
    {
        [Code.Br] = OpCodes.Br_S, [Code.Brtrue] = OpCodes.Brtrue_S, [Code.Brfalse] = OpCodes.Brfalse_S, [Code.Beq] = OpCodes.Beq_S,
        [Code.Bne_Un] = OpCodes.Bne_Un_S, [Code.Bge] = OpCodes.Bge_S, [Code.Bgt] = OpCodes.Bgt_S, [Code.Ble] = OpCodes.Ble_S,
        [Code.Blt] = OpCodes.Blt_S, [Code.Bge_Un] = OpCodes.Bge_Un_S, [Code.Bgt_Un] = OpCodes.Bgt_Un_S, [Code.Ble_Un] = OpCodes.Ble_Un_S,
        [Code.Blt_Un] = OpCodes.Blt_Un_S, [Code.Leave] = OpCodes.Leave_S,
    };

    private static readonly OpCode[] Arguments = [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3];
    private static readonly OpCode[] Loads = [OpCodes.Ldloc_0, OpCodes.Ldloc_1, OpCodes.Ldloc_2, OpCodes.Ldloc_3];
    private static readonly OpCode[] Stores = [OpCodes.Stloc_0, OpCodes.Stloc_1, OpCodes.Stloc_2, OpCodes.Stloc_3];

    private static readonly OpCode[] Numbers =
    [
        OpCodes.Ldc_I4_M1, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3, OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5, OpCodes.Ldc_I4_6,
        OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_8,
    ];

    /// <summary>Bytes of an instruction in its long form once it is shortened, branches taken as short.</summary>
    public static int SizeBytes(Instruction instruction)
    {
        var (code, operand) = Shortened(instruction.OpCode, instruction.Operand);
        code = Branches.GetValueOrDefault(code.Code, code);
        return code.Size + PeOpCodes.OperandSizeBytes(code) + (operand is Instruction[] cases ? cases.Length * 2 : 0);
    }

    public static void Run(MethodBody body)
    {
        foreach (var instruction in body.Instructions)
        {
            var (code, operand) = Shortened(instruction.OpCode, instruction.Operand);
            CodeText.Become(instruction, code, operand);
        }

        // Shortening one branch never lengthens the way of another.
        while (ShortenBranch(body))
        {
        }
    }

    private static bool ShortenBranch(MethodBody body)
    {
        var changed = false;
        var offsets = Offsets(body);
        foreach (var instruction in body.Instructions)
        {
            if (Branches.TryGetValue(instruction.OpCode.Code, out var shorter))
            {
                // The longer form is behind: from its end to a target before it one byte more than from the end of the shorter one.
                var distance = offsets[(Instruction)instruction.Operand] - offsets[instruction] - instruction.OpCode.Size - 2;
                if (distance is >= sbyte.MinValue and <= sbyte.MaxValue)
                {
                    CodeText.Become(instruction, shorter, instruction.Operand);
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static Dictionary<Instruction, int> Offsets(MethodBody body)
    {
        var offsets = new Dictionary<Instruction, int>();
        var offset = 0;
        foreach (var instruction in body.Instructions)
        {
            offsets[instruction] = offset;
            offset += instruction.OpCode.Size + PeOpCodes.OperandSizeBytes(instruction.OpCode) + (instruction.Operand is Instruction[] cases ? cases.Length * 2 : 0);
        }

        return offsets;
    }

    private static (OpCode Code, object? Operand) Shortened(OpCode code, object? operand) => (code.Code, operand) switch
    {
        (Code.Ldarg, ParameterDefinition parameter) when Index(parameter) < 4 => (Arguments[Index(parameter)], null),
        (Code.Ldarg, _) => (OpCodes.Ldarg_S, operand),
        (Code.Starg, _) => (OpCodes.Starg_S, operand),
        (Code.Ldarga, _) => (OpCodes.Ldarga_S, operand),
        (Code.Ldloc, VariableDefinition { Index: < 4 } variable) => (Loads[variable.Index], null),
        (Code.Stloc, VariableDefinition { Index: < 4 } variable) => (Stores[variable.Index], null),
        (Code.Ldloc, _) => (OpCodes.Ldloc_S, operand),
        (Code.Stloc, _) => (OpCodes.Stloc_S, operand),
        (Code.Ldloca, _) => (OpCodes.Ldloca_S, operand),
        (Code.Ldc_I4, int value and >= -1 and <= 8) => (Numbers[value + 1], null),
        (Code.Ldc_I4, int value and >= sbyte.MinValue and <= sbyte.MaxValue) => (OpCodes.Ldc_I4_S, (sbyte)value),
        _ => (code, operand),
    };

    // The parameter of the object has the index -1.
    private static int Index(ParameterDefinition parameter) => parameter.Index + (((MethodReference)parameter.Method).HasThis ? 1 : 0);
}
