using System.Buffers.Binary;

namespace NanoLive.Lowering.Tests;

/// <summary>Random changes of a .pe that keep its checksums right.</summary>
internal static class Mutations
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

        return ReaderTests.Sealed(bytes);
    }
}
