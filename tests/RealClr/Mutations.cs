using System.Buffers.Binary;
using NanoLive.Lowering.Pe;

namespace NanoLive.RealClr;

/// <summary>Random changes of a .pe that keep its checksums right.</summary>
public static class Mutations
{
    public static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            // The header's table starts would nearly always be refused at once, so they are left alone more often than not.
            var at = random.Next(random.Next(10) == 0 ? 0x10 : 0x7C, bytes.Length);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF; break;
                case 3: bytes[at]++; break;
                default: BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 2)), (ushort)random.Next(0x10000)); break;
            }
        }

        return Sealed(bytes);
    }

    /// <summary>With checksums that are right again.</summary>
    public static byte[] Sealed(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x0C), Crc32.Append(0, bytes.AsSpan(PeHeader.SizeBytes)));
        bytes.AsSpan(0x08, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x08), Crc32.Append(0, bytes.AsSpan(0, PeHeader.SizeBytes)));
        return bytes;
    }
}
