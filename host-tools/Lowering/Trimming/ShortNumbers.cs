using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Numbers that take five or nine bytes, made of shorter ones by an instruction or two. Not in loops: there they cost time, too.
/// </summary>
internal static class ShortNumbers
{
    /// <summary>After the branches were shortened or before; the body is in either form.</summary>
    public static void Run(MethodBody body)
    {
        var loops = Loops(body);
        for (var i = body.Instructions.Count - 1; i >= 0; i--)
        {
            var instruction = body.Instructions[i];
            var parts = loops[i] ? null : instruction.OpCode.Code switch
            {
                Code.Ldc_I4 => Parts((int)instruction.Operand),
                Code.Ldc_I8 => Parts((long)instruction.Operand),
                _ => null,
            };
            if (parts == null)
            {
                continue;
            }

            // The first one takes the place of the number: somebody may jump there.
            CodeText.Become(instruction, parts[0].OpCode, parts[0].Operand);
            for (var k = 1; k < parts.Length; k++)
            {
                body.Instructions.Insert(i + k, parts[k]);
            }
        }
    }

    private static Instruction[]? Parts(int value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            return null;
        }

        if (value == (byte)value)
        {
            return [Number((sbyte)value), Instruction.Create(OpCodes.Conv_U1)];
        }

        if (value == (ushort)value && (short)value is >= sbyte.MinValue and < 0)
        {
            return [Number((short)value), Instruction.Create(OpCodes.Conv_U2)];
        }

        for (var shift = 1; shift < 32; shift++)
        {
            if (value == (int)(uint.MaxValue >> shift))
            {
                return [Number(-1), Number(shift), Instruction.Create(OpCodes.Shr_Un)];
            }

            var small = value >> shift;
            var isShort = small is >= -1 and <= 8 || shift <= 8;
            if (small << shift == value && small is >= sbyte.MinValue and <= sbyte.MaxValue && isShort)
            {
                return [Number(small), Number(shift), Instruction.Create(OpCodes.Shl)];
            }
        }

        return null;
    }

    private static Instruction[]? Parts(long value)
    {
        if (value == long.MaxValue)
        {
            return [Number(-1), Instruction.Create(OpCodes.Conv_I8), Number(1), Instruction.Create(OpCodes.Shr_Un)];
        }

        return value == (int)value ? [Number((int)value), Instruction.Create(OpCodes.Conv_I8)] : null;
    }

    private static Instruction Number(int value) => Instruction.Create(OpCodes.Ldc_I4, value);

    /// <summary>Which instructions lie between a jump back and where it goes.</summary>
    private static bool[] Loops(MethodBody body)
    {
        var indices = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(p => p.instruction, p => p.index);
        var loops = new bool[body.Instructions.Count];
        foreach (var (jump, index) in indices)
        {
            foreach (var start in CodeText.TargetsOf(jump).Select(target => indices[target]).Where(start => start <= index))
            {
                Array.Fill(loops, true, start, index - start + 1);
            }
        }

        return loops;
    }
}
