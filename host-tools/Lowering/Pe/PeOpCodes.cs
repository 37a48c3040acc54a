using System.Reflection;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Pe;

/// <summary>Instructions by their bytes, and which of them the v1 interpreter runs. Opcode bytes are ECMA-335's; only operands are shorter.</summary>
internal static class PeOpCodes
{
    public const byte Prefix = 0xFE;

    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    private static readonly HashSet<Code> Unsupported =
    [
        Code.Arglist, Code.Cpblk, Code.Jmp, Code.Initblk, Code.Calli, Code.Ckfinite, Code.Localloc, Code.Mkrefany, Code.Refanytype,
        Code.Refanyval, Code.Readonly, Code.No,
    ];

    static PeOpCodes()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var opCode = (OpCode)field.GetValue(null)!;
            (opCode.Size == 1 ? OneByte : TwoBytes)[opCode.Op2] = opCode;
        }
    }

    public static OpCode? Find(byte first) => OneByte[first];

    public static OpCode? FindPrefixed(byte second) => TwoBytes[second];

    public static bool IsSupported(OpCode opCode) => !Unsupported.Contains(opCode.Code);

    public static bool IsChecked(OpCode opCode) => opCode.Code is
        Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un
        or (>= Code.Conv_Ovf_I1_Un and <= Code.Conv_Ovf_U_Un) or Code.Conv_Ovf_I1 or Code.Conv_Ovf_U1 or Code.Conv_Ovf_I2 or Code.Conv_Ovf_U2
        or Code.Conv_Ovf_I4 or Code.Conv_Ovf_U4 or Code.Conv_Ovf_I8 or Code.Conv_Ovf_U8 or Code.Conv_Ovf_I or Code.Conv_Ovf_U;

    /// <summary>Bytes of the operand in a .pe; of a switch only the count.</summary>
    public static int OperandSizeBytes(OpCode opCode) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineI or OperandType.ShortInlineR or OperandType.InlineTok => 4,
        OperandType.InlineSwitch or OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar
            or OperandType.ShortInlineArg => 1,
        _ => 2,
    };
}
