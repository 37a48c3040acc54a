namespace System.Text
{
    /// <summary>
    /// UTF-8 (RFC 3629). Surrogate pairs become four bytes and back; a lone surrogate and bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    public class UTF8Encoding : Encoding
    {
        private const int Replacement = 0xFFFD;

        public override byte[] GetBytes(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            byte[] longest = new byte[s.Length * 3];
            int count = GetBytes(s, 0, s.Length, longest, 0);
            byte[] bytes = new byte[count];
            Array.Copy(longest, bytes, count);
            return bytes;
        }

        public override int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)
        {
            int at = byteIndex;
            int end = charIndex + charCount;
            for (int i = charIndex; i < end; i++)
            {
                int point = s[i];
                if (point >= 0xD800 && point <= 0xDFFF)
                {
                    bool pair = point <= 0xDBFF && i + 1 < end && s[i + 1] >= 0xDC00 && s[i + 1] <= 0xDFFF;
                    point = pair ? 0x10000 + ((point - 0xD800) << 10) + (s[++i] - 0xDC00) : Replacement;
                }

                at = Put(point, bytes, at);
            }

            return at - byteIndex;
        }

        public override char[] GetChars(byte[] bytes)
        {
            return GetChars(bytes, 0, bytes.Length);
        }

        public override char[] GetChars(byte[] bytes, int byteIndex, int byteCount)
        {
            if (byteIndex < 0 || byteCount < 0 || byteIndex > bytes.Length - byteCount)
            {
                throw new ArgumentOutOfRangeException();
            }

            char[] longest = new char[byteCount];
            int count = 0;
            int at = byteIndex;
            int end = byteIndex + byteCount;
            while (at < end)
            {
                int point = Take(bytes, ref at, end);
                if (point >= 0x10000)
                {
                    longest[count++] = (char)(0xD800 + ((point - 0x10000) >> 10));
                    longest[count++] = (char)(0xDC00 + ((point - 0x10000) & 0x3FF));
                }
                else
                {
                    longest[count++] = (char)point;
                }
            }

            char[] chars = new char[count];
            Array.Copy(longest, chars, count);
            return chars;
        }

        private static int Put(int point, byte[] bytes, int at)
        {
            if (point < 0x80)
            {
                bytes[at++] = (byte)point;
                return at;
            }

            int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
            int lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
            bytes[at++] = (byte)(lead | (point >> (6 * more)));
            while (more-- > 0)
            {
                bytes[at++] = (byte)(0x80 | ((point >> (6 * more)) & 0x3F));
            }

            return at;
        }

        private static int Take(byte[] bytes, ref int at, int end)
        {
            int first = bytes[at++];
            if (first < 0x80)
            {
                return first;
            }

            int more = first >= 0xC2 && first <= 0xDF ? 1 : first >= 0xE0 && first <= 0xEF ? 2 : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
            if (more == 0)
            {
                return Replacement;
            }

            int point = first & (0x3F >> more);
            for (int i = 0; i < more; i++)
            {
                // A sequence that breaks off costs one replacement; the byte that broke it is read again as a first one.
                if (at >= end || (bytes[at] & 0xC0) != 0x80 || !IsSecondOf(first, bytes[at], i))
                {
                    return Replacement;
                }

                point = (point << 6) | (bytes[at++] & 0x3F);
            }

            return point;
        }

        // RFC 3629, section 4: overlong forms, surrogates and values above U+10FFFF show in the second byte.
        private static bool IsSecondOf(int first, int value, int index)
        {
            return index != 0
                || !((first == 0xE0 && value < 0xA0) || (first == 0xED && value > 0x9F) || (first == 0xF0 && value < 0x90) || (first == 0xF4 && value > 0x8F));
        }
    }
}
