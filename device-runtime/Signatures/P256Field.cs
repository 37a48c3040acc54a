namespace NanoLive.Signatures
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
        /// a * b / 2^261; <paramref name="to"/> may be either. Squares, too. Unrolled in one direction: in both it would take 1,090 bytes of code
        /// in the place of 440, in none three times as long.
        /// </summary>
        public void Multiply(int to, int a, int b)
        {
            int[] f = Words;
            long mask = WordMask;
            long b0 = f[b], b1 = f[b + 1], b2 = f[b + 2], b3 = f[b + 3], b4 = f[b + 4], b5 = f[b + 5], b6 = f[b + 6], b7 = f[b + 7], b8 = f[b + 8];
            long t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0;
            for (int end = a + WordCount; a < end; a++)
            {
                // One row of the product and one step of the reduction; then every column is one lower.
                long x = f[a];
                t0 += x * b0;
                long m = t0 & mask;
                t0 = (t0 >> 29) + x * b1 + t1;
                t1 = x * b2 + t2;
                t2 = x * b3 + t3 + (m << 9);
                t3 = x * b4 + t4;
                t4 = x * b5 + t5;
                t5 = x * b6 + t6 + (m << 18);
                t6 = x * b7 + t7 - (m << 21);
                t7 = x * b8 + (m << 24);
            }

            f[to] = (int)(t0 & mask);
            t1 += t0 >> 29;
            f[to + 1] = (int)(t1 & mask);
            t2 += t1 >> 29;
            f[to + 2] = (int)(t2 & mask);
            t3 += t2 >> 29;
            f[to + 3] = (int)(t3 & mask);
            t4 += t3 >> 29;
            f[to + 4] = (int)(t4 & mask);
            t5 += t4 >> 29;
            f[to + 5] = (int)(t5 & mask);
            t6 += t5 >> 29;
            f[to + 6] = (int)(t6 & mask);
            t7 += t6 >> 29;
            f[to + 7] = (int)(t7 & mask);
            f[to + 8] = (int)(t7 >> 29);
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
