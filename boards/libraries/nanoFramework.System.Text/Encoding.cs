namespace System.Text
{
    /// <summary>Text as bytes and back. A board knows UTF-8 only.</summary>
    public abstract class Encoding
    {
        // Not to be derived from: the real one also wants a decoder, which nobody here needs.
        internal Encoding()
        {
        }

        public static Encoding UTF8
        {
            get { return new UTF8Encoding(); }
        }

        public abstract byte[] GetBytes(string s);

        /// <summary>Returns how many bytes it wrote.</summary>
        public abstract int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex);

        public abstract char[] GetChars(byte[] bytes);

        public abstract char[] GetChars(byte[] bytes, int byteIndex, int byteCount);

        public virtual string GetString(byte[] bytes, int index, int count)
        {
            return new string(GetChars(bytes, index, count));
        }
    }
}
