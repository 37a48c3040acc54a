namespace NanoLive.Trust
{
    /// <summary>
    /// Arithmetic modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (SP 800-186, 3.2.1.3) for an interpreter: few instructions, no branches in
    /// the products, no allocation.
    ///
    /// An element is 9 ints of <see cref="Words"/>, least significant first, 29 bits each; it is named by the index of the first. It stands for
    /// value * 2^-261 mod p (Montgomery). p = -1 mod 2^29, so a step of Montgomery's reduction needs no multiplication: the column's low 29
    /// bits m are taken away by adding m * p, four shifted words.
    ///
    /// Invariants. Values lie between -2^257 and 2^257, words 0 to 7 of a stored element between -2^29 - 2^27 and 2^29 + 2^27. Only
    /// <see cref="Subtract"/> leaves carries in place: its words stay below 2^30.4 in magnitude and are good for one factor of a product whose
    /// other factor is stored, and a difference of two products also for its own square. Then a column sums at most 9 * 2^59.8 &lt; 2^63, and a
    /// product of values A and B lies between A * B / 2^261 and p + A * B / 2^261.
    /// Not in constant time: everything here is public.
    /// </summary>
    internal sealed class P256Field
    {
        public const int WordCount = 9;

        private const int WordMask = 0x1FFFFFFF;

        public readonly int[] Words;

        /// <param name="elements">How many elements there is room for; none is ever allocated later.</param>
        public P256Field(int elements)
        {
            Words = new int[elements * WordCount];
        }

        /// <summary>Reads 32 bytes, big endian, without a conversion to Montgomery's form.</summary>
        public static void Load(int[] words, int to, byte[] buffer, int offset)
        {
            ulong bits = 0;
            int count = 0;
            for (int i = offset + 31; i >= offset; i--)
            {
                bits |= (ulong)buffer[i] << count;
                count += 8;
                if (count >= 29)
                {
                    words[to++] = (int)bits & WordMask;
                    bits >>= 29;
                    count -= 29;
                }
            }

            words[to] = (int)bits;
        }

        public void Copy(int to, int from)
        {
            System.Array.Copy(Words, from, Words, to, WordCount);
        }

        /// <summary>a - b, carries left in place: a factor, not an element.</summary>
        public void Subtract(int to, int a, int b)
        {
            int[] f = Words;
            for (int end = to + WordCount; to < end; to++)
            {
                f[to] = f[a++] - f[b++];
            }
        }

        /// <summary>a * scaleA + b * scaleB with carries, and with what exceeds 2^256 folded back; the scales are at most 8 in magnitude.</summary>
        public void Combine(int to, int a, long scaleA, int b, long scaleB)
        {
            int[] f = Words;
            int start = to;
            long t = 0;
            for (int end = to + WordCount - 1; to < end; to++)
            {
                t += f[a++] * scaleA + f[b++] * scaleB;
                f[to] = (int)t & WordMask;
                t >>= 29;
            }

            // 2^256 = 2^224 - 2^192 - 2^96 + 1 mod p; bit 256 is bit 24 of word 8, and the excess is less than 2^6 in magnitude.
            t += f[a] * scaleA + f[b] * scaleB;
            int excess = (int)(t >> 24);
            f[to] = (int)t & 0xFFFFFF;
            f[start] += excess;
            f[start + 3] -= excess << 9;
            f[start + 6] -= excess << 18;
            f[start + 7] += excess << 21;
        }

        /// <summary>
        /// a * b / 2^261; <paramref name="to"/> may be either. Squares, too: a method of their own would save 7 % of a verification and cost 850
        /// bytes.
        /// </summary>
        public void Multiply(int to, int a, int b)
        {
            int[] f = Words;
            long mask = WordMask;
            long a0 = f[a], a1 = f[a + 1], a2 = f[a + 2], a3 = f[a + 3], a4 = f[a + 4], a5 = f[a + 5], a6 = f[a + 6], a7 = f[a + 7], a8 = f[a + 8];
            long b0 = f[b], b1 = f[b + 1], b2 = f[b + 2], b3 = f[b + 3], b4 = f[b + 4], b5 = f[b + 5], b6 = f[b + 6], b7 = f[b + 7], b8 = f[b + 8];
            long t = a0 * b0;
            long m0 = t & mask;
            t = (t >> 29) + a0 * b1 + a1 * b0;
            long m1 = t & mask;
            t = (t >> 29) + a0 * b2 + a1 * b1 + a2 * b0;
            long m2 = t & mask;
            t = (t >> 29) + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + (m0 << 9);
            long m3 = t & mask;
            t = (t >> 29) + a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + (m1 << 9);
            long m4 = t & mask;
            t = (t >> 29) + a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + (m2 << 9);
            long m5 = t & mask;
            t = (t >> 29) + a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + (m3 << 9) + (m0 << 18);
            long m6 = t & mask;
            t = (t >> 29) + a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + (m4 << 9) + (m1 << 18) - (m0 << 21);
            long m7 = t & mask;
            t = (t >> 29) + a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 + (m5 << 9)
                + (m2 << 18) - (m1 << 21) + (m0 << 24);
            long m8 = t & mask;
            t = (t >> 29) + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + (m6 << 9) + (m3 << 18) - (m2 << 21) + (m1 << 24);
            f[to] = (int)(t & mask);
            t = (t >> 29) + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + (m7 << 9) + (m4 << 18) - (m3 << 21) + (m2 << 24);
            f[to + 1] = (int)(t & mask);
            t = (t >> 29) + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + (m8 << 9) + (m5 << 18) - (m4 << 21) + (m3 << 24);
            f[to + 2] = (int)(t & mask);
            t = (t >> 29) + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + (m6 << 18) - (m5 << 21) + (m4 << 24);
            f[to + 3] = (int)(t & mask);
            t = (t >> 29) + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + (m7 << 18) - (m6 << 21) + (m5 << 24);
            f[to + 4] = (int)(t & mask);
            t = (t >> 29) + a6 * b8 + a7 * b7 + a8 * b6 + (m8 << 18) - (m7 << 21) + (m6 << 24);
            f[to + 5] = (int)(t & mask);
            t = (t >> 29) + a7 * b8 + a8 * b7 - (m8 << 21) + (m7 << 24);
            f[to + 6] = (int)(t & mask);
            t = (t >> 29) + a8 * b8 + (m8 << 24);
            f[to + 7] = (int)(t & mask);
            f[to + 8] = (int)(t >> 29);
        }

        /// <summary>
        /// Whether an element or a difference might be 0 mod p: no multiplication, wrong in one of 2^26 cases. A multiple k * p ends in -k mod
        /// 2^29, and k is at most 3 in magnitude.
        /// </summary>
        public bool MayBeZero(int a)
        {
            return ((Words[a] + 3) & WordMask) <= 6;
        }

        /// <summary>
        /// Whether an element or a difference is 0 mod p, with one multiplication: by the integer 1, which leaves exactly 0 or p.
        /// </summary>
        public bool IsZero(int a, int scratch, int integerOne)
        {
            Multiply(scratch, a, integerOne);
            int[] f = Words;
            int low = f[scratch];
            if (low == 0)
            {
                for (int i = 1; i < WordCount; i++)
                {
                    low |= f[scratch + i];
                }

                return low == 0;
            }

            // p in words of 29 bits.
            return low == WordMask && f[scratch + 1] == WordMask && f[scratch + 2] == WordMask && f[scratch + 3] == 0x1FF
                && f[scratch + 4] == 0 && f[scratch + 5] == 0 && f[scratch + 6] == 0x40000 && f[scratch + 7] == 0x1FE00000
                && f[scratch + 8] == 0xFFFFFF;
        }
    }
}
