namespace System.IO
{
    /// <summary>A sequence of bytes with a position.</summary>
    public abstract class Stream : MarshalByRefObject, IDisposable
    {
        public abstract bool CanRead { get; }

        public abstract bool CanSeek { get; }

        public abstract bool CanWrite { get; }

        public abstract long Length { get; }

        public abstract long Position { get; set; }

        public virtual void Close()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public void Dispose()
        {
            Close();
        }

        public abstract void Flush();

        public abstract long Seek(long offset, SeekOrigin origin);

        public abstract void SetLength(long value);

        public abstract int Read(SpanByte buffer);

        /// <summary>Returns how many bytes were read, 0 at the end.</summary>
        public abstract int Read(byte[] buffer, int offset, int count);

        /// <summary>The next byte, or -1 at the end.</summary>
        public virtual int ReadByte()
        {
            byte[] one = new byte[1];
            return Read(one, 0, 1) == 0 ? -1 : one[0];
        }

        public abstract void Write(byte[] buffer, int offset, int count);

        public virtual void WriteByte(byte value)
        {
            Write(new byte[] { value }, 0, 1);
        }

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
