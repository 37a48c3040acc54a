namespace System.Text
{
    /// <summary>A string under construction. Numbers are written as their ToString does.</summary>
    public sealed class StringBuilder
    {
        private char[] _chars;
        private int _length;

        public StringBuilder()
            : this(16)
        {
        }

        public StringBuilder(int capacity)
        {
            if (capacity < 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            _chars = new char[capacity < 16 ? 16 : capacity];
        }

        public StringBuilder(string value)
            : this(value, 16)
        {
        }

        public StringBuilder(string value, int capacity)
            : this(capacity)
        {
            Append(value);
        }

        public int Capacity
        {
            get { return _chars.Length; }
        }

        public int Length
        {
            get
            {
                return _length;
            }

            set
            {
                if (value < 0)
                {
                    throw new ArgumentOutOfRangeException();
                }

                Reserve(value - _length);
                for (int i = _length; i < value; i++)
                {
                    _chars[i] = '\0';
                }

                _length = value;
            }
        }

        public char this[int index]
        {
            get { return _chars[InRange(index)]; }
            set { _chars[InRange(index)] = value; }
        }

        public StringBuilder Append(bool value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(byte value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(char value)
        {
            Reserve(1);
            _chars[_length++] = value;
            return this;
        }

        public StringBuilder Append(double value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(short value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(char[] value)
        {
            return value == null ? this : Append(value, 0, value.Length);
        }

        public StringBuilder Append(int value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(long value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(object value)
        {
            return value == null ? this : Append(value.ToString());
        }

        public StringBuilder Append(string value)
        {
            return value == null ? this : Append(value.ToCharArray(), 0, value.Length);
        }

        public StringBuilder Append(sbyte value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(float value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(ushort value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(uint value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(ulong value)
        {
            return Append(value.ToString());
        }

        public StringBuilder Append(string value, int startIndex, int count)
        {
            return Append(value.Substring(startIndex, count));
        }

        public StringBuilder Append(char[] value, int startIndex, int charCount)
        {
            Reserve(charCount);
            Array.Copy(value, startIndex, _chars, _length, charCount);
            _length += charCount;
            return this;
        }

        public StringBuilder Append(char value, int repeatCount)
        {
            return Append(new string(value, repeatCount));
        }

        public StringBuilder AppendLine()
        {
            return Append("\r\n");
        }

        public StringBuilder AppendLine(string str)
        {
            return Append(str).AppendLine();
        }

        public StringBuilder Remove(int startIndex, int length)
        {
            if (startIndex < 0 || length < 0 || startIndex > _length - length)
            {
                throw new ArgumentOutOfRangeException();
            }

            Array.Copy(_chars, startIndex + length, _chars, startIndex, _length - startIndex - length);
            _length -= length;
            return this;
        }

        public StringBuilder Clear()
        {
            _length = 0;
            return this;
        }

        public override string ToString()
        {
            return new string(_chars, 0, _length);
        }

        public string ToString(int startIndex, int length)
        {
            return new string(_chars, startIndex, length);
        }

        private int InRange(int index)
        {
            if (index < 0 || index >= _length)
            {
                throw new IndexOutOfRangeException();
            }

            return index;
        }

        private void Reserve(int more)
        {
            if (_length + more > _chars.Length)
            {
                char[] larger = new char[(_length + more) * 2];
                Array.Copy(_chars, larger, _length);
                _chars = larger;
            }
        }
    }
}
