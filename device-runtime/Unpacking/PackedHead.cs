using NanoLive.Format;

namespace NanoLive.Unpacking
{
    /// <summary>What a packed payload begins with (FORMAT.md, "Packed payload"): form, length and checksum of what it expands to.</summary>
    internal static class PackedHead
    {
        /// <summary>Assemblies of any kind.</summary>
        internal const int FormBytes = 1;

        /// <summary>A .pe.</summary>
        internal const int FormPe = 2;

        /// <summary>Form in four bits and length in twenty, checksum.</summary>
        internal const int LengthBytes = 5;

        /// <summary>Plan and assembly together: more has no packed form. So the first byte is never that of a plain payload.</summary>
        internal const int MostBytes = (1 << 19) - 1;

        /// <summary>0 when there is no whole head.</summary>
        internal static int Form(byte[] packed)
        {
            return packed.Length < LengthBytes ? 0 : packed[0] & 15;
        }

        /// <summary>Plan and assembly together; 0 when there is no whole head.</summary>
        internal static int ExpandedLengthBytes(byte[] packed)
        {
            return packed.Length < LengthBytes ? 0 : ((packed[0] >> 4) << 16) | packed[1] | (packed[2] << 8);
        }

        /// <summary>Whether this is what was packed.</summary>
        internal static bool Matches(byte[] packed, byte[] plan, byte[] assembly)
        {
            return plan.Length + assembly.Length == ExpandedLengthBytes(packed)
                && Checksum(plan, assembly) == (packed[3] | (packed[4] << 8));
        }

        /// <summary>16 bits: it finds what was expanded from other images, not what somebody changed.</summary>
        internal static int Checksum(byte[] plan, byte[] assembly)
        {
            Crc32 crc = new Crc32();
            return (int)crc.Append(crc.Append(0xFFFFFFFF, plan, 0, plan.Length), assembly, 0, assembly.Length) & 0xFFFF;
        }
    }
}
