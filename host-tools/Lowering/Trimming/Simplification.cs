using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Shorter instructions for the same: jumps to jumps, jumps to what follows, code that nothing reaches, comparisons that a branch can make
/// itself, values that go into a local only to come out again, and calls of the constructor of <c>object</c>, which does nothing.
/// </summary>
internal static class Simplification
{
    private static readonly Dictionary<(Code Test, Code Branch), OpCode> Fused = new()
    {
        [(Code.Ceq, Code.Brtrue)] = OpCodes.Beq, [(Code.Ceq, Code.Brfalse)] = OpCodes.Bne_Un,
        [(Code.Cgt, Code.Brtrue)] = OpCodes.Bgt, [(Code.Clt, Code.Brtrue)] = OpCodes.Blt,
        [(Code.Cgt_Un, Code.Brtrue)] = OpCodes.Bgt_Un, [(Code.Clt_Un, Code.Brtrue)] = OpCodes.Blt_Un,
    };

    private static readonly Dictionary<(Code Test, Code Branch), OpCode> FusedIntegers = new()
    {
        [(Code.Cgt, Code.Brfalse)] = OpCodes.Ble, [(Code.Clt, Code.Brfalse)] = OpCodes.Bge,
        [(Code.Cgt_Un, Code.Brfalse)] = OpCodes.Ble_Un, [(Code.Clt_Un, Code.Brfalse)] = OpCodes.Bge_Un,
    };

    public static void Run(MethodBody body)
    {
        bool changed;
        do
        {
            changed = ThreadJumps(body);
            changed |= DropUnreached(body);
            changed |= BranchWhereDecided(body);
            changed |= ShortenPairs(body);
            changed |= DeadStores.Run(body);
            changed |= CodeText.Sweep(body);
        }
        while (changed);
    }

    private static bool ThreadJumps(MethodBody body)
    {
        var changed = false;
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            var instruction = body.Instructions[i];
            foreach (var target in CodeText.TargetsOf(instruction).Distinct().ToList())
            {
                if (target.OpCode.Code == Code.Br && target.Operand is Instruction final && final != target && final.OpCode.Code != Code.Br
                    && instruction.OpCode.Code is not (Code.Leave or Code.Leave_S))
                {
                    instruction.Operand = instruction.Operand is Instruction[] cases ? cases.Select(c => c == target ? final : c).ToArray() : final;
                    changed = true;
                }
            }

            if (instruction.OpCode.Code == Code.Br && instruction.Operand is Instruction { OpCode.Code: Code.Ret })
            {
                CodeText.Become(instruction, OpCodes.Ret);
                changed = true;
            }
            else if (instruction.OpCode.Code == Code.Br && i + 1 < body.Instructions.Count && instruction.Operand == body.Instructions[i + 1])
            {
                CodeText.TakeOut(instruction);
                changed = true;
            }
        }

        return changed;
    }

    private static bool DropUnreached(MethodBody body)
    {
        // Bodies with handlers keep all: an edge of a region is no instruction that can go.
        if (body.HasExceptionHandlers)
        {
            return false;
        }

        var reached = new HashSet<Instruction>();
        var pending = new Stack<int>([0]);
        var indices = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(p => p.instruction, p => p.index);
        while (pending.TryPop(out var start))
        {
            for (var i = start; i < body.Instructions.Count && reached.Add(body.Instructions[i]); i++)
            {
                foreach (var target in CodeText.TargetsOf(body.Instructions[i]))
                {
                    pending.Push(indices[target]);
                }

                if (CodeText.EndsPath(body.Instructions[i]))
                {
                    break;
                }
            }
        }

        if (reached.Count == body.Instructions.Count)
        {
            return false;
        }

        CodeText.Replace(body, [.. body.Instructions.Where(reached.Contains)]);
        return true;
    }

    private static bool ShortenPairs(MethodBody body)
    {
        var targets = CodeText.Targets(body);
        var changed = false;
        for (var i = 0; i + 1 < body.Instructions.Count; i++)
        {
            var first = body.Instructions[i];
            var second = body.Instructions[i + 1];
            if (!targets.Contains(second))
            {
                changed |= ShortenPair(body, first, second, i, targets);
            }
        }

        return changed;
    }

    private static bool ShortenPair(MethodBody body, Instruction first, Instruction second, int index, HashSet<Instruction> targets)
    {
        if ((second.OpCode.Code is Code.Brtrue or Code.Brfalse) && ShortenBranch(body, first, second, index, targets))
        {
            return true;
        }

        // 0 or null: of 32 bits or a reference, as a wider 0 is converted before it is compared.
        if (IsZero(first) && (second.OpCode.Code is Code.Beq or Code.Bne_Un))
        {
            return Both(first, second, second.OpCode.Code == Code.Beq ? OpCodes.Brfalse : OpCodes.Brtrue, second.Operand);
        }

        // A constant, and a jump to where it decides.
        if (first.OpCode.Code == Code.Ldc_I4 && second is { OpCode.Code: Code.Br, Operand: Instruction { OpCode.Code: Code.Brtrue or Code.Brfalse } decision })
        {
            var isTaken = (int)first.Operand != 0 == (decision.OpCode.Code == Code.Brtrue);
            return Both(first, second, OpCodes.Br, isTaken ? decision.Operand : body.Instructions[body.Instructions.IndexOf(decision) + 1]);
        }

        if (second is { OpCode.Code: Code.Call, Operand: MethodReference { Name: ".ctor", DeclaringType.FullName: "System.Object" } } && CodeText.LoadsThis(first, body))
        {
            return Both(first, second, OpCodes.Nop);
        }

        return second.OpCode.Code == Code.Pop && (first.OpCode.Code is Code.Ldarg or Code.Ldloc or Code.Ldc_I4 or Code.Ldnull or Code.Dup)
            && Both(first, second, OpCodes.Nop);
    }

    private static bool ShortenBranch(MethodBody body, Instruction first, Instruction second, int index, HashSet<Instruction> targets)
    {
        var isTrue = second.OpCode.Code == Code.Brtrue;
        if (first.OpCode.Code == Code.Ldc_I4)
        {
            return (int)first.Operand != 0 == isTrue ? Both(first, second, OpCodes.Br, second.Operand) : Both(first, second, OpCodes.Nop);
        }

        // x; 0; compare; branch
        if (index > 0 && (first.OpCode.Code is Code.Ceq or Code.Cgt_Un) && !targets.Contains(first) && IsZero(body.Instructions[index - 1]))
        {
            CodeText.TakeOut(body.Instructions[index - 1]);
            return Both(first, second, (first.OpCode.Code == Code.Cgt_Un) == isTrue ? OpCodes.Brtrue : OpCodes.Brfalse, second.Operand);
        }

        // Not less is greater or equal where there is no NaN.
        var isInteger = index > 0 && !targets.Contains(first) && IsInteger(body.Instructions[index - 1]);
        return (Fused.TryGetValue((first.OpCode.Code, second.OpCode.Code), out var fused) || (isInteger && FusedIntegers.TryGetValue((first.OpCode.Code, second.OpCode.Code), out fused)))
            && Both(first, second, fused, second.Operand);
    }

    /// <summary>Whether what it leaves on the stack is an integer for certain.</summary>
    private static bool IsInteger(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldc_I4 or Code.Ldc_I8 or Code.Ldlen or Code.Conv_I4 or Code.Conv_I8 or Code.Conv_U1 or Code.Ldelem_U1 or Code.Ldelem_I4 => true,
        Code.Ldloc => IsInteger(((VariableDefinition)instruction.Operand).VariableType),
        Code.Ldarg => IsInteger(((ParameterDefinition)instruction.Operand).ParameterType),
        Code.Ldfld or Code.Ldsfld => IsInteger(((FieldReference)instruction.Operand).FieldType),
        Code.Call or Code.Callvirt => IsInteger(((MethodReference)instruction.Operand).ReturnType),
        _ => false,
    };

    private static bool IsInteger(TypeReference type) =>
        type.MetadataType is MetadataType.Boolean or MetadataType.Char or (>= MetadataType.SByte and <= MetadataType.UInt64);

    /// <summary>
    /// A branch that some paths jump to with a value, and that is reached otherwise by a constant only: those paths branch where they stand, and
    /// what the constant decides is known.
    /// </summary>
    private static bool BranchWhereDecided(MethodBody body)
    {
        var changed = false;
        for (var i = 1; i + 1 < body.Instructions.Count; i++)
        {
            var decision = body.Instructions[i];
            if (decision.OpCode.Code is not (Code.Brtrue or Code.Brfalse) || body.Instructions[i - 1].OpCode.Code != Code.Ldc_I4)
            {
                continue;
            }

            var jumps = body.Instructions.Where(each => CodeText.TargetsOf(each).Contains(decision)).ToList();
            if (jumps.Count != 1 || jumps[0].OpCode.Code != Code.Br || body.HasExceptionHandlers)
            {
                continue;
            }

            var next = body.Instructions[i + 1];
            var jump = jumps[0];
            CodeText.Become(jump, decision.OpCode, decision.Operand);
            body.Instructions.Insert(body.Instructions.IndexOf(jump) + 1, Instruction.Create(OpCodes.Br, next));
            changed = true;
        }

        return changed;
    }

    private static bool Both(Instruction first, Instruction second, OpCode code, object? operand = null)
    {
        CodeText.TakeOut(first);
        CodeText.Become(second, code, operand);
        return true;
    }

    private static bool IsZero(Instruction instruction) => instruction is { OpCode.Code: Code.Ldc_I4, Operand: 0 } or { OpCode.Code: Code.Ldnull };
}
