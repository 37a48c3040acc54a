using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Which values can take another type without loss.</summary>
internal static class Conversions
{
    public static bool IsNumber(TypeReference type) => Rank(type) > 0;

    /// <summary>Every value of one is a value of the other.</summary>
    public static bool IsLossless(TypeReference from, TypeReference to) => (from.MetadataType, to.MetadataType) switch
    {
        (MetadataType.Byte, MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Char) => true,
        (MetadataType.Byte or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.SByte or MetadataType.Char, MetadataType.Int32 or MetadataType.Int64
            or MetadataType.Single or MetadataType.Double) => true,
        (MetadataType.SByte, MetadataType.Int16) => true,
        (MetadataType.Byte or MetadataType.UInt16 or MetadataType.Char, MetadataType.UInt32 or MetadataType.UInt64) => true,
        (MetadataType.Int32, MetadataType.Int64 or MetadataType.Double) => true,
        (MetadataType.UInt32, MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double) => true,
        (MetadataType.Single, MetadataType.Double) => true,
        _ => false,
    };

    /// <summary>Whether the language converts the one to the other unasked; a large integer loses digits in a floating point number.</summary>
    public static bool IsImplicit(TypeReference from, TypeReference to) => IsLossless(from, to) || (from.MetadataType, to.MetadataType) is
        (MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Int64 or MetadataType.UInt64, MetadataType.Single) or (MetadataType.Int64 or MetadataType.UInt64, MetadataType.Double);

    /// <summary>The instruction that makes a number one of another type.</summary>
    public static OpCode Instruction(TypeReference from, TypeReference to)
    {
        var isUnsigned = from.MetadataType is MetadataType.Byte or MetadataType.UInt16 or MetadataType.UInt32 or MetadataType.UInt64 or MetadataType.Char;
        return to.MetadataType switch
        {
            MetadataType.SByte => OpCodes.Conv_I1,
            MetadataType.Byte => OpCodes.Conv_U1,
            MetadataType.Int16 => OpCodes.Conv_I2,
            MetadataType.UInt16 or MetadataType.Char => OpCodes.Conv_U2,
            MetadataType.Int32 => OpCodes.Conv_I4,
            MetadataType.UInt32 => OpCodes.Conv_U4,
            MetadataType.Int64 or MetadataType.UInt64 => isUnsigned ? OpCodes.Conv_U8 : OpCodes.Conv_I8,
            MetadataType.Single => isUnsigned ? OpCodes.Conv_R_Un : OpCodes.Conv_R4,
            _ => isUnsigned ? OpCodes.Conv_R_Un : OpCodes.Conv_R8,
        };
    }

    private static int Rank(TypeReference type) => type.MetadataType switch
    {
        MetadataType.SByte or MetadataType.Byte or MetadataType.Char => 1,
        MetadataType.Int16 or MetadataType.UInt16 => 2,
        MetadataType.Int32 or MetadataType.UInt32 => 3,
        MetadataType.Int64 or MetadataType.UInt64 => 4,
        MetadataType.Single or MetadataType.Double => 5,
        _ => 0,
    };
}
