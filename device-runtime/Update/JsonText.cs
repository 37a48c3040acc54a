namespace NanoLive.Update
{
    /// <summary>
    /// Writes one flat JSON object (RFC 8259) as ASCII; other characters are escaped. The encodings of the class library are another package.
    /// </summary>
    internal sealed class JsonText
    {
        private const string HexDigits = "0123456789abcdef";
        private byte[] _buffer = new byte[256];
        private int _length;

        internal JsonText()
        {
            Put('{');
        }

        /// <summary>32 bytes as 64 lower-case hexadecimal digits.</summary>
        internal static string Hex(byte[] bytes)
        {
            char[] text = new char[bytes.Length * 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                text[2 * i] = HexDigits[bytes[i] >> 4];
                text[(2 * i) + 1] = HexDigits[bytes[i] & 15];
            }

            return new string(text);
        }

        /// <param name="value">Null is written as null.</param>
        internal JsonText Add(string name, string value)
        {
            PutName(name);
            if (value == null)
            {
                PutAscii("null");
                return this;
            }

            Put('"');
            for (int i = 0; i < value.Length; i++)
            {
                PutEscaped(value[i]);
            }

            Put('"');
            return this;
        }

        internal JsonText Add(string name, byte[] value)
        {
            return Add(name, value == null ? null : Hex(value));
        }

        internal JsonText Add(string name, long value)
        {
            PutName(name);
            PutAscii(value.ToString());
            return this;
        }

        /// <summary>The finished object. The writer is of no use afterwards.</summary>
        internal byte[] ToBytes()
        {
            Put('}');
            byte[] bytes = new byte[_length];
            System.Array.Copy(_buffer, bytes, _length);
            return bytes;
        }

        private void PutName(string name)
        {
            if (_length > 1)
            {
                Put(',');
            }

            Put('"');
            PutAscii(name);
            Put('"');
            Put(':');
        }

        private void PutEscaped(char value)
        {
            if (value == '"' || value == '\\')
            {
                Put('\\');
                Put(value);
            }
            else if (value >= ' ' && value < 127)
            {
                Put(value);
            }
            else
            {
                PutAscii("\\u");
                for (int shift = 12; shift >= 0; shift -= 4)
                {
                    Put(HexDigits[(value >> shift) & 15]);
                }
            }
        }

        private void PutAscii(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                Put(text[i]);
            }
        }

        private void Put(char value)
        {
            if (_length == _buffer.Length)
            {
                byte[] larger = new byte[_length * 2];
                System.Array.Copy(_buffer, larger, _length);
                _buffer = larger;
            }

            _buffer[_length++] = (byte)value;
        }
    }
}
