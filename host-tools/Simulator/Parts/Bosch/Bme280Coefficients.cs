using System.Buffers.Binary;

namespace NanoLive.Simulator;

/// <summary>The calibration of one BME280, data sheet BST-BME280-DS002 section 4.2.2, table 16.</summary>
public sealed record Bme280Coefficients(
    ushort T1, short T2, short T3,
    ushort P1, short P2, short P3, short P4, short P5, short P6, short P7, short P8, short P9,
    byte H1, short H2, byte H3, short H4, short H5, sbyte H6)
{
    /// <summary>Bytes from 0x88: T1 to P9, one unused, H1.</summary>
    public const int LowLengthBytes = 26;

    /// <summary>Bytes from 0xE1: H2 to H6.</summary>
    public const int HighLengthBytes = 7;

    /// <summary>
    /// T1 to P9 of the worked example in Bosch's data sheet BST-BMP280-DS001 section 3.12, whose formulas are the same; H1 to H6 of a usual part.
    /// </summary>
    public static Bme280Coefficients Example { get; } =
        new(27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000, 75, 362, 0, 313, 50, 30);

    /// <summary>Coefficients of a part of its own: the example with the spread that parts have.</summary>
    public static Bme280Coefficients ForPart(ulong seed)
    {
        var random = SeededRandom.For(seed, "bme280");
        short Near(short value, int spread) => (short)(value + random.Between(-spread, spread));
        var e = Example;
        return new(
            (ushort)(e.T1 + random.Between(-400, 400)), Near(e.T2, 300), Near(e.T3, 60),
            (ushort)(e.P1 + random.Between(-500, 500)), Near(e.P2, 150), Near(e.P3, 80), Near(e.P4, 700), Near(e.P5, 60), e.P6,
            Near(e.P7, 500), Near(e.P8, 400), Near(e.P9, 300),
            e.H1, Near(e.H2, 10), e.H3, Near(e.H4, 15), Near(e.H5, 10), e.H6);
    }

    /// <summary>26 bytes as they lie from register 0x88, little endian.</summary>
    public byte[] LowBytes()
    {
        var bytes = new byte[LowLengthBytes];
        short[] words = [(short)T1, T2, T3, (short)P1, P2, P3, P4, P5, P6, P7, P8, P9];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), words[i]);
        }

        bytes[25] = H1;
        return bytes;
    }

    /// <summary>7 bytes as they lie from register 0xE1; H4 and H5 have 12 bits and share the byte at 0xE5.</summary>
    public byte[] HighBytes()
    {
        var bytes = new byte[HighLengthBytes];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, H2);
        bytes[2] = H3;
        bytes[3] = (byte)(H4 >> 4);
        bytes[4] = (byte)((H4 & 0x0F) | ((H5 & 0x0F) << 4));
        bytes[5] = (byte)(H5 >> 4);
        bytes[6] = (byte)H6;
        return bytes;
    }
}
