using System.Reflection.Emit;

namespace NanoLive.Metadata;

/// <summary>How many bytes follow an opcode (ECMA-335, III); 0 for one that does not exist and for a switch, whose cases come after its count.</summary>
internal static class IlOperands
{
    /// <summary>First byte of the opcodes of two.</summary>
    public const int Prefix = 0xFE;

    private static readonly byte[] s_single = new byte[256];
    private static readonly byte[] s_prefixed = new byte[256];

    static IlOperands()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is OpCode opCode)
            {
                (opCode.Size == 1 ? s_single : s_prefixed)[opCode.Value & 0xFF] = LengthOf(opCode.OperandType);
            }
        }
    }

    public static int Length(int opCode) => s_single[opCode];

    public static int LengthOfPrefixed(int opCode) => s_prefixed[opCode];

    private static byte LengthOf(OperandType type) => type switch
    {
        OperandType.InlineNone or OperandType.InlineSwitch => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
