namespace NanoLive.Format
{
    /// <summary>
    /// Reads CBOR (RFC 8949) in the order the caller expects it. Accepts the core deterministic encoding only (section 4.2.1): definite
    /// lengths, shortest heads, map keys ascending.
    /// </summary>
    /// <remarks>
    /// Invariants: no byte at or beyond the end is read; no length is used before it was compared with what is left; the first failure is
    /// final, every later read returns 0 or null without moving, so a caller may read on and look at <see cref="Status"/> once.
    /// Deliberately absent: skipping an item that the caller did not ask for. What nobody expects is an error, so nesting is bounded by
    /// the caller's text.
    /// </remarks>
    [ForTools]
    public sealed class CborReader
    {
        public const int MajorText = 3;

        private const int MajorUnsigned = 0;
        private const int MajorNegative = 1;
        private const int MajorBytes = 2;
        private const int MajorArray = 4;
        private const int MajorMap = 5;
        private const int MajorTag = 6;
        private const byte Null = 0xF6;

        private readonly byte[] _buffer;
        private int _position;
        private int _end;
        private int _status;

        /// <summary>The range must lie inside the buffer; that is the caller's promise.</summary>
        public CborReader(byte[] buffer, int offset, int count)
        {
            _buffer = buffer;
            _position = offset;
            _end = offset + count;
        }

        /// <summary>Ok, or what the first failure was: Malformed, or what a caller refused with.</summary>
        public int Status => _status;

        public bool Failed => _status != Format.Status.Ok;

        public int Position => _position;

        /// <summary>Major type of the next item, -1 at the end.</summary>
        public int NextMajor => _position < _end ? _buffer[_position] >> 5 : -1;

        /// <summary>Makes every later read fail. The first status stays.</summary>
        public void Refuse(int status)
        {
            if (_status == Format.Status.Ok)
            {
                _status = status;
            }

            _position = _end;
        }

        /// <summary>Fails unless <paramref name="holds"/>.</summary>
        public void Require(bool holds)
        {
            if (!holds)
            {
                Refuse(Format.Status.Malformed);
            }
        }

        /// <summary>Fails when bytes are left.</summary>
        public void ReadEnd() => Require(_position == _end);

        public int ReadArray(int most) => ReadCount(MajorArray, most);

        /// <summary>An array of exactly so many items.</summary>
        public void ReadArrayOf(int items) => Require(ReadCount(MajorArray, items) == items);

        public int ReadMap(int most) => ReadCount(MajorMap, most);

        public long ReadUnsigned(long least, long most)
        {
            long value = ReadHead(MajorUnsigned);
            Require(value >= least && value <= most);
            return Failed ? 0 : value;
        }

        /// <summary>An integer of either sign, at most 30 bits: a label, a command, an algorithm.</summary>
        public int ReadLabel()
        {
            int major = NextMajor;
            long value = ReadHead(major == MajorNegative ? MajorNegative : MajorUnsigned);
            Require(value <= 0x3FFFFFFF);
            if (Failed)
            {
                return 0;
            }

            return major == MajorNegative ? (int)(-1 - value) : (int)value;
        }

        /// <summary>
        /// The next key of a map with integer keys. <paramref name="order"/> is -1 before the first; keys must ascend as their encodings
        /// do: 0, 1, 2, …, then -1, -2, …
        /// </summary>
        public int ReadKey(ref int order)
        {
            int key = ReadLabel();
            int rank = key >= 0 ? key : 0x3FFFFFFF - key;
            Require(rank > order);
            order = rank;
            return key;
        }

        /// <summary>
        /// The next key, which must be this one: a key that sorts before it is one that nobody here knows
        /// (<see cref="Format.Status.CommandUnknown"/>), one behind it means that it is missing.
        /// </summary>
        public void ReadKey(ref int order, int expected)
        {
            int key = ReadKey(ref order);
            if (key < expected && !Failed)
            {
                Refuse(Format.Status.CommandUnknown);
            }

            Require(key == expected);
        }

        /// <summary>Passes a byte string and returns its length; it ends at <see cref="Position"/>.</summary>
        public int ReadBytes(int most)
        {
            int length = ReadCount(MajorBytes, most);
            _position += length;
            return length;
        }

        /// <summary>The length that a byte string announces; its bytes need not be here. 0 on failure.</summary>
        public int ReadBytesHead(int most)
        {
            long length = ReadHead(MajorBytes);
            Require(length <= most);
            return Failed ? 0 : (int)length;
        }

        /// <summary>A copy of a byte string of exactly this length; null on failure.</summary>
        public byte[] ReadExactly(int length)
        {
            Require(ReadBytes(length) == length);
            if (Failed)
            {
                return null;
            }

            byte[] copy = new byte[length];
            System.Array.Copy(_buffer, _position - length, copy, 0, length);
            return copy;
        }

        /// <summary>A text of 1 to <paramref name="most"/> printable ASCII characters (0x20 to 0x7E); null on failure.</summary>
        public string ReadText(int most)
        {
            int length = ReadCount(MajorText, most);
            Require(length > 0);
            char[] text = new char[length];
            for (int i = 0; i < length && !Failed; i++)
            {
                byte value = _buffer[_position++];
                Require(value >= 0x20 && value <= 0x7E);
                text[i] = (char)value;
            }

            return Failed ? null : new string(text);
        }

        /// <summary>Passes a null if one is next.</summary>
        public bool TryReadNull() => TryReadByte(Null);

        /// <summary>Passes an empty byte string if one is next.</summary>
        public bool TryReadEmpty() => TryReadByte(MajorBytes << 5);

        public void ReadTag(int tag) => Require(ReadHead(MajorTag) == tag);

        /// <summary>Steps into a byte string that holds CBOR; the result goes to <see cref="Leave"/>.</summary>
        public int Enter(int most)
        {
            int length = ReadCount(MajorBytes, most);
            int outer = _end;
            _end = _position + length;
            return outer;
        }

        /// <summary>Steps out again; fails when bytes of the byte string are left.</summary>
        public void Leave(int outer)
        {
            ReadEnd();
            if (!Failed)
            {
                _end = outer;
            }
        }

        private bool TryReadByte(int value)
        {
            if (_position >= _end || _buffer[_position] != value)
            {
                return false;
            }

            _position++;
            return true;
        }

        // Every item takes at least one byte, so a count that passes cannot make the caller loop or allocate beyond what arrived.
        private int ReadCount(int major, int most)
        {
            long count = ReadHead(major);
            Require(count <= most && count <= _end - _position);
            return Failed ? 0 : (int)count;
        }

        private long ReadHead(int major)
        {
            Require(NextMajor == major);
            if (Failed)
            {
                return 0;
            }

            int minor = _buffer[_position++] & 31;
            if (minor < 24)
            {
                return minor;
            }

            // 28 to 30 are reserved, 31 is an indefinite length.
            int bytes = minor > 27 ? int.MaxValue : 1 << (minor - 24);
            Require(bytes <= _end - _position);
            if (Failed)
            {
                return 0;
            }

            long value = 0;
            for (int i = 0; i < bytes; i++)
            {
                value = (value << 8) | _buffer[_position++];
            }

            // A head could be shorter when its value fits half the bytes. Values from 2^63 are negative here and fail as well.
            Require(value >= (bytes == 1 ? 24 : 1L << (4 * bytes)));
            return Failed ? 0 : value;
        }
    }
}
