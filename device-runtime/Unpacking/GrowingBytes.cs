using System;

namespace NanoLive.Unpacking
{
    /// <summary>Bytes that become more, up to a bound: what is added beyond it is dropped, and <see cref="IsFull"/> says so.</summary>
    internal sealed class GrowingBytes
    {
        private readonly int _most;

        internal GrowingBytes(int most)
        {
            _most = most;
            Bytes = new byte[most < 32 ? most : 32];
        }

        internal byte[] Bytes;

        internal int Length;

        internal bool IsFull;

        internal void Add(int value)
        {
            if (Length == _most)
            {
                IsFull = true;
                return;
            }

            if (Length == Bytes.Length)
            {
                byte[] larger = new byte[Length * 2 < _most ? Length * 2 : _most];
                Array.Copy(Bytes, 0, larger, 0, Length);
                Bytes = larger;
            }

            Bytes[Length++] = (byte)value;
        }

        internal void Add16(int value)
        {
            Add(value);
            Add(value >> 8);
        }

        /// <summary>Where the other's bytes occur, each row of <paramref name="step"/> bytes looked at; they are added when they do not.</summary>
        internal int FindOrAdd(GrowingBytes other, int step)
        {
            for (int at = 0; at + other.Length <= Length; at += step)
            {
                int same = 0;
                while (same < other.Length && Bytes[at + same] == other.Bytes[same])
                {
                    same++;
                }

                if (same == other.Length)
                {
                    return at;
                }
            }

            int added = Length;
            for (int i = 0; i < other.Length; i++)
            {
                Add(other.Bytes[i]);
            }

            return added;
        }
    }
}
