using System;
using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <summary>
    /// The whole persistent state in one record of 160 bytes, the unit that the journal writes: a record is either there or not, so a mark
    /// is made or not. Little endian.
    /// <code>
    /// offset  bytes
    ///      0  4      "NLJ", 1 (version)
    ///      4  4      record number, from 1
    ///      8  8      highest sequence number accepted
    ///     16  1      boots without health
    ///     17  1      0
    ///     18  2      last outcome, a Status
    ///     20  52     slot 0:  0 state  1 trials begun  2 zero (2)  4 length in bytes (4)  8 tag (4)  12 sequence (8)  20 digest (32)
    ///     72  52     slot 1
    ///    124  32     digest of the patch that the last outcome is about
    ///    156  4      CRC-32 of bytes 0 to 155, initial 0
    /// </code>
    /// </summary>
    internal sealed class StateRecord
    {
        public const int LengthBytes = 160;
        public const int DigestBytes = 32;

        private const int Magic = 0x014A4C4E;
        private const int NumberAt = 4;
        private const int HighestAt = 8;
        private const int BootsAt = 16;
        private const int OutcomeAt = 18;
        // Of slot 0; slot 1 is SlotBytes further.
        private const int StateAt = 20;
        private const int TrialsAt = 21;
        private const int LengthAt = 24;
        private const int TagAt = 28;
        private const int SequenceAt = 32;
        private const int DigestAt = 40;
        private const int SlotBytes = 52;
        private const int OutcomeDigestAt = 124;
        private const int CrcAt = 156;

        public readonly byte[] Bytes = new byte[LengthBytes];

        public long HighestSequence => Get(Bytes, HighestAt, 8);

        public int BootsWithoutHealth
        {
            get => Bytes[BootsAt];
            set => Bytes[BootsAt] = (byte)value;
        }

        public int LastOutcome => (int)Get(Bytes, OutcomeAt, 2);

        public static void Put(byte[] bytes, int at, long value, int count)
        {
            while (count-- > 0)
            {
                bytes[at++] = (byte)value;
                value >>= 8;
            }
        }

        /// <summary>Sign comes from the last of 8 bytes only.</summary>
        public static long Get(byte[] bytes, int at, int count)
        {
            long value = 0;
            while (count-- > 0)
            {
                value = (value << 8) | bytes[at + count];
            }

            return value;
        }

        /// <summary>The number of a record that was read; 0: it is none.</summary>
        public static int NumberOf(byte[] read, Crc32 crc)
        {
            bool isValid = Get(read, 0, 4) == Magic && Get(read, CrcAt, 4) == crc.Append(0, read, 0, CrcAt);
            return isValid ? (int)Get(read, NumberAt, 4) : 0;
        }

        public void Seal(Crc32 crc, int number)
        {
            Put(Bytes, 0, Magic, 4);
            Put(Bytes, NumberAt, number, 4);
            Put(Bytes, CrcAt, crc.Append(0, Bytes, 0, CrcAt), 4);
        }

        public int State(int slot) => Bytes[slot * SlotBytes + StateAt];

        public int Trials(int slot) => Bytes[slot * SlotBytes + TrialsAt];

        public int PayloadBytes(int slot) => (int)Get(Bytes, slot * SlotBytes + LengthAt, 4);

        /// <summary>Unlike that of any other staging: pages of another one do not count.</summary>
        public int Tag(int slot) => (int)Get(Bytes, slot * SlotBytes + TagAt, 4);

        public long Sequence(int slot) => Get(Bytes, slot * SlotBytes + SequenceAt, 8);

        public byte[] Digest(int slot) => Copy(slot * SlotBytes + DigestAt);

        public byte[] OutcomeDigest() => Copy(OutcomeDigestAt);

        public bool HasDigest(int slot, byte[] digest) => Format.Bytes.Equal(Bytes, slot * SlotBytes + DigestAt, digest, 0, DigestBytes);

        public void SetState(int slot, int state)
        {
            Bytes[slot * SlotBytes + StateAt] = (byte)state;
        }

        public void SetTrials(int slot, int count)
        {
            Bytes[slot * SlotBytes + TrialsAt] = (byte)count;
        }

        public void SetSequence(int slot, long sequence)
        {
            Put(Bytes, slot * SlotBytes + SequenceAt, sequence, 8);
            Put(Bytes, HighestAt, sequence, 8);
        }

        /// <summary>A new staging: no trials yet.</summary>
        public void SetPayload(int slot, byte[] digest, int lengthBytes, int tag)
        {
            SetState(slot, SlotState.Staging);
            SetTrials(slot, 0);
            Put(Bytes, slot * SlotBytes + LengthAt, lengthBytes, 4);
            Put(Bytes, slot * SlotBytes + TagAt, tag, 4);
            Array.Copy(digest, 0, Bytes, slot * SlotBytes + DigestAt, DigestBytes);
        }

        /// <summary>The outcome is about the slot's patch.</summary>
        public void SetOutcome(int status, int slot)
        {
            Put(Bytes, OutcomeAt, status, 2);
            Array.Copy(Bytes, slot * SlotBytes + DigestAt, Bytes, OutcomeDigestAt, DigestBytes);
        }

        private byte[] Copy(int at)
        {
            byte[] digest = new byte[DigestBytes];
            Array.Copy(Bytes, at, digest, 0, DigestBytes);
            return digest;
        }
    }
}
