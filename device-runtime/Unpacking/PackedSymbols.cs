namespace NanoLive.Unpacking
{
    // Binary range coder with carryless 32-bit bounds, as in Mahoney's lpaq (mattmahoney.net/dc, 2007): low and high agree in their upper bytes
    // once those are known. A context is one adaptive probability: 16 bits, and how often it was used, which is how slowly it moves.

    /// <summary>
    /// Numbers out of a packed payload (FORMAT.md, "Packed payload"). Behind the last byte there are zeros without end, so nothing here fails or
    /// loops; whether the numbers make sense is the caller's to see. Memory: three bytes a context. The packer derives from it, so that contexts are in one place.
    /// </summary>
    internal class PackedSymbols
    {
        /// <summary>Contexts of <see cref="Flag"/> and <see cref="Number"/>: <see cref="SymbolContext"/>, 24 probabilities each.</summary>
        public const int Stride = 24;

        private const int Even = SymbolContext.Count * Stride;
        private const int Trees = Even + 1;
        private const int TreeSlots = 4096;
        private const int MostCount = 30;

        private readonly byte[] _packed;
        private readonly ushort[] _ones = new ushort[Trees + TreeSlots];
        private readonly byte[] _counts = new byte[Trees + TreeSlots];
        private int _next;
        private uint _low;
        private uint _high = 0xFFFFFFFF;
        private uint _code;

        /// <param name="packed">Kept.</param>
        /// <param name="offset">Where the numbers begin.</param>
        public PackedSymbols(byte[] packed, int offset)
        {
            _packed = packed;
            _next = offset;
            for (int i = 0; i < _ones.Length; i++)
            {
                _ones[i] = 0x8000;
            }

            // What is expected is mostly so.
            for (int i = 0; i < SymbolContext.Count; i++)
            {
                _ones[i * Stride] = SymbolContext.Prior;
                _counts[i * Stride] = 6;
            }

            for (int i = 0; i < 4; i++)
            {
                _code = (_code << 8) | NextByte();
            }
        }

        /// <summary>One yes or no.</summary>
        public virtual bool Flag(int context)
        {
            return Bit(context * Stride) != 0;
        }

        /// <summary>What is expected, or another number.</summary>
        public virtual int Value(int context, int expected)
        {
            return Bit(context * Stride) != 0 ? expected : NumberOf(context);
        }

        /// <summary>What is expected, or another number: the shorter the earlier it stands in <paramref name="order"/>, which holds some, each plus one: a text has no zero.</summary>
        public virtual int Ranked(int context, int expected, string order)
        {
            if (Bit(context * Stride) != 0)
            {
                return expected;
            }

            int rank = NumberOf(context);
            return rank < order.Length ? order[rank] - 1 : rank - order.Length;
        }

        /// <summary>Any number from 0; small ones are short.</summary>
        public virtual int Number(int context)
        {
            return NumberOf(context);
        }

        /// <summary>0 to 255.</summary>
        /// <param name="kind">Bytes of one kind resemble each other.</param>
        public virtual int Byte(int kind)
        {
            int node = 1;
            while (node < 256)
            {
                node = (node << 1) | Bit(Tree(kind, node));
            }

            return node & 255;
        }

        /// <summary>A byte of a kind that stands in what is known to both sides: those to come resemble it.</summary>
        internal void Learn(int kind, int value)
        {
            for (int node = 1, bit = 7; bit >= 0; bit--)
            {
                Adapt(Tree(kind, node), (value >> bit) & 1);
                node = (node << 1) | ((value >> bit) & 1);
            }
        }

        /// <summary>0 to <paramref name="count"/> - 1, all as likely. More, when the bytes are damaged.</summary>
        public virtual int Below(int count)
        {
            int value = 0;
            for (int bound = 1; bound < count; bound <<= 1)
            {
                value = (value << 1) | Bit(Even);
            }

            return value;
        }

        /// <summary>The next bit: decoded here.</summary>
        protected virtual int Bit(int context)
        {
            uint middle = Middle(context);
            int bit = _code <= middle ? 1 : 0;
            Narrow(context, middle, bit);
            while (((_low ^ _high) & 0xFF000000) == 0)
            {
                Shift();
                _code = (_code << 8) | NextByte();
            }

            return bit;
        }

        /// <summary>Where ones end in the present range.</summary>
        protected uint Middle(int context)
        {
            return _low + ((_high - _low) >> 16) * _ones[context];
        }

        protected uint Low
        {
            get { return _low; }
        }

        protected uint High
        {
            get { return _high; }
        }

        protected void Shift()
        {
            _low <<= 8;
            _high = (_high << 8) | 255;
        }

        protected void Narrow(int context, uint middle, int bit)
        {
            if (bit != 0)
            {
                _high = middle;
            }
            else
            {
                _low = middle + 1;
            }

            if (context == Even)
            {
                return;
            }

            Adapt(context, bit);
        }

        private void Adapt(int context, int bit)
        {
            int count = _counts[context];
            int one = _ones[context];
            int target = bit != 0 ? 0xFFE0 : 0x20;
            _ones[context] = (ushort)(one + ((target - one) * 2 / ((count * 2) + 3)));
            if (count < MostCount)
            {
                _counts[context] = (byte)(count + 1);
            }
        }

        // Elias gamma of the number + 1: how many bits follow, one yes or no each, then they.
        private int NumberOf(int context)
        {
            int bits = 0;
            while (bits < 22 && Bit((context * Stride) + 1 + bits) == 0)
            {
                bits++;
            }

            int value = 1;
            for (int i = 0; i < bits; i++)
            {
                value = (value << 1) | Bit(Even);
            }

            return value - 1;
        }

        private static int Tree(int kind, int node)
        {
            return Trees + (((kind * 0x2F0B) ^ (node * 0x11)) & (TreeSlots - 1));
        }

        private uint NextByte()
        {
            return _next < _packed.Length ? _packed[_next++] : (uint)0;
        }
    }
}
