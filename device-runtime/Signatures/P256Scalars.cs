namespace NanoLive.Signatures
{
    /// <summary>
    /// From a signature to the digits of the two scalars of ECDSA, in small steps: u1 = e / s and u2 = r / s modulo the order n
    /// (FIPS 186-5, 6.4.2), then the width-4 non-adjacent form of both (Hankerson, Menezes, Vanstone 2004, algorithm 3.35).
    ///
    /// The division is the binary form of Euclid's, done on both numerators at once, so nothing is ever multiplied modulo n:
    ///
    ///     a * s = e * u,  a' * s = r * u,  b * s = e * v,  b' * s = r * v   (mod n)
    ///
    /// holds for u = s, v = n, (a, a') = (e, r), (b, b') = (0, 0), and stays true when the larger of u and v loses the smaller and factors of 2.
    /// v is always odd. At u = v = 1 the quotients are a and a'. Not in constant time: everything here is public.
    /// </summary>
    internal sealed class P256Scalars
    {
        /// <summary>Digits of each scalar, least significant first: 0 or odd, -7 to 7.</summary>
        public const int DigitCount = 257;

        public readonly sbyte[] First = new sbyte[DigitCount];
        public readonly sbyte[] Second = new sbyte[DigitCount];

        private const int WordCount = P256Field.WordCount;
        private const int WordMask = 0x1FFFFFFF;

        /// <summary>-1 / n mod 2^29.</summary>
        private const int OrderFactor = 0xE00BC4F;

        /// <summary>Most factors of 2 taken at once.</summary>
        private const int MaxShift = 28;

        private const int Order = 6 * WordCount;
        private const int Zero = 7 * WordCount;

        /// <summary>Digit positions looked at in one step.</summary>
        private const int PositionsAStep = 24;

        // u, a, a' | v, b, b' | n | 0, each 9 words of 29 bits.
        private readonly int[] _words = new int[8 * WordCount];
        private int _u;
        private int _v;
        private int _position;
        private int _carry;
        private bool _divided;

        /// <summary>All big endian, 32 bytes: digest, r, s with 0 &lt; r, s &lt; n, and n.</summary>
        public void Begin(byte[] digest, int digestOffset, byte[] signature, int signatureOffset, byte[] order, int orderOffset)
        {
            int[] w = _words;
            System.Array.Clear(w, 0, w.Length);
            System.Array.Clear(First, 0, DigitCount);
            System.Array.Clear(Second, 0, DigitCount);
            P256Field.Load(w, 0, signature, signatureOffset + 32);
            P256Field.Load(w, WordCount, digest, digestOffset);
            P256Field.Load(w, 2 * WordCount, signature, signatureOffset);
            P256Field.Load(w, Order, order, orderOffset);
            System.Array.Copy(w, Order, w, 3 * WordCount, WordCount);
            if (Compare(WordCount, Order) >= 0)
            {
                // 2^256 < 2 * n, so once is enough. The shift takes no factor of 2 here.
                Reduce(WordCount, Order, 0, false);
            }

            _u = 0;
            _v = 3 * WordCount;
            _position = 0;
            _carry = 0;
            _divided = false;
        }

        /// <summary>Less work than a field multiplication or two. True: the digits are there.</summary>
        public bool Advance()
        {
            if (!_divided)
            {
                _divided = Divide();
                return false;
            }

            int end = _position + PositionsAStep;
            sbyte[] digits = _v == 0 ? First : Second;
            while (_position < end && _position < DigitCount)
            {
                Recode(digits);
            }

            if (_position < DigitCount)
            {
                return false;
            }

            _position = 0;
            _carry = 0;
            _u += WordCount;
            _v++;
            return _v == 2;
        }

        // One step of the division: a subtraction unless u is even, and a shift. At the end _u names u1, u2 follows; _v counts scalars.
        private bool Divide()
        {
            int[] w = _words;
            int low = w[_u];
            int subtrahend = Zero;
            if ((low & 1) != 0)
            {
                int order = Compare(_u, _v);
                if (order == 0)
                {
                    _u += WordCount;
                    _v = 0;
                    return true;
                }

                if (order < 0)
                {
                    int other = _u;
                    _u = _v;
                    _v = other;
                }

                subtrahend = _v;
                low = w[_u] - w[_v];
            }

            int shift = 0;
            while (shift < MaxShift && (low & 1) == 0)
            {
                low >>= 1;
                shift++;
            }

            Reduce(_u, subtrahend, shift, false);
            bool subtracts = subtrahend != Zero;
            Reduce(_u + WordCount, subtracts ? _v + WordCount : Zero, shift, true);
            Reduce(_u + 2 * WordCount, subtracts ? _v + 2 * WordCount : Zero, shift, true);
            return false;
        }

        // x = (x - y) / 2^shift; modulo n, with x and y below n, where asked for.
        private void Reduce(int x, int y, int shift, bool modular)
        {
            int[] w = _words;
            long multiple = modular ? ((w[x] - w[y]) * OrderFactor) & ((1 << shift) - 1) : 0;
            int rest = WordCount;
            int n = Order;
            int to = x;
            int up = 29 - shift;
            long t = 0;
            int word = 0;
            while (rest > 0)
            {
                t += w[x++] - w[y++] + multiple * w[n++];
                int next = (int)t & WordMask;
                if (rest < WordCount)
                {
                    w[to++] = (word >> shift) | ((next << up) & WordMask);
                }

                word = next;
                t >>= 29;
                rest--;
            }

            w[to] = (word >> shift) | ((int)(t << up) & WordMask);
            if (t < 0)
            {
                // The words hold the difference modulo 2^261; adding n carries out of them.
                to -= WordCount - 1;
                t = 0;
                for (n = Order; n < Order + WordCount; n++)
                {
                    t += w[to] + w[n];
                    w[to++] = (int)t & WordMask;
                    t >>= 29;
                }
            }
        }

        private int Compare(int x, int y)
        {
            int[] w = _words;
            for (int i = WordCount - 1; i >= 0; i--)
            {
                int difference = w[x + i] - w[y + i];
                if (difference != 0)
                {
                    return difference;
                }
            }

            return 0;
        }

        // Passes a bit that equals the carry, or takes four bits and the carry as one digit.
        private void Recode(sbyte[] digits)
        {
            int word = _position / 29;
            int bit = _position - word * 29;
            int[] w = _words;
            int bits = w[_u + word] >> bit;
            if ((bits & 1) == _carry)
            {
                _position++;
                return;
            }

            if (bit > 25 && word < WordCount - 1)
            {
                bits |= w[_u + word + 1] << (29 - bit);
            }

            int digit = (bits & 15) + _carry;
            _carry = digit >> 3;
            digits[_position] = (sbyte)(digit - (_carry << 4));
            _position += 4;
        }
    }
}
