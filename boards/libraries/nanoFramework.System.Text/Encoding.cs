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

        public virtual byte[] GetBytes(string s)
        {
            throw new NotImplementedException();
        }

        /// <summary>Returns how many bytes it wrote.</summary>
        public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)
        {
            throw new NotImplementedException();
        }

        public virtual char[] GetChars(byte[] bytes)
        {
            throw new NotImplementedException();
        }

        public virtual char[] GetChars(byte[] bytes, int byteIndex, int byteCount)
        {
            throw new NotImplementedException();
        }

        public virtual string GetString(byte[] bytes, int index, int count)
        {
            return new string(GetChars(bytes, index, count));
        }
    }
}
