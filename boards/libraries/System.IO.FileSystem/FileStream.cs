using NanoLive.Hardware;

namespace System.IO
{
    /// <summary>An open file. Every write goes through at once; Flush has nothing left to do.</summary>
    public class FileStream : Stream
    {
        private readonly string _path;
        private readonly FileAccess _access;
        private readonly IFiles _files;
        private long _position;
        private bool _closed;

        public FileStream(string path, FileMode mode)
            : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
        {
        }

        public FileStream(string path, FileMode mode, FileAccess access)
            : this(path, mode, access, FileShare.Read)
        {
        }

        public FileStream(string path, FileMode mode, FileAccess access, FileShare share)
        {
            _files = Volume.Files;
            _path = Volume.Checked(path);
            _access = access;
            bool exists = _files.FileExists(path);
            bool mustExist = mode == FileMode.Open || mode == FileMode.Truncate;
            if ((exists && mode == FileMode.CreateNew) || (!exists && mustExist))
            {
                throw new IOException(path);
            }

            if (!exists || mode == FileMode.Create || mode == FileMode.Truncate)
            {
                _files.Create(path);
            }

            _position = mode == FileMode.Append ? _files.LengthBytes(path) : 0;
        }

        public override bool CanRead
        {
            get { return !_closed && (_access & FileAccess.Read) != 0; }
        }

        public override bool CanSeek
        {
            get { return !_closed; }
        }

        public override bool CanWrite
        {
            get { return !_closed && (_access & FileAccess.Write) != 0; }
        }

        public override long Length
        {
            get
            {
                Require(true);
                return _files.LengthBytes(_path);
            }
        }

        public override long Position
        {
            get { return _position; }
            set { Seek(value, SeekOrigin.Begin); }
        }

        public string Name
        {
            get { return _path; }
        }

        public override void Close()
        {
            _closed = true;
            base.Close();
        }

        public override void Flush()
        {
            Require(true);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Require(CanRead);
            int read = _files.Read(_path, _position, buffer, offset, count);
            _position += read;
            return read;
        }

        public override int Read(SpanByte buffer)
        {
            byte[] bytes = new byte[buffer.Length];
            int read = Read(bytes, 0, bytes.Length);
            for (int i = 0; i < read; i++)
            {
                buffer[i] = bytes[i];
            }

            return read;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            Require(true);
            long position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length);
            if (position < 0)
            {
                throw new IOException();
            }

            return _position = position;
        }

        public override void SetLength(long value)
        {
            Require(CanWrite);
            _files.SetLength(_path, value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Require(CanWrite);
            _files.Write(_path, _position, buffer, offset, count);
            _position += count;
        }

        private void Require(bool able)
        {
            if (_closed)
            {
                throw new ObjectDisposedException("FileStream");
            }

            if (!able)
            {
                throw new NotSupportedException();
            }
        }
    }
}
