using NanoLive;

namespace System.Device.I2c
{
    /// <summary>A device on a bus. A transfer that fails says so in its result and does not throw.</summary>
    public class I2cDevice : IDisposable
    {
        private readonly object _syncLock = new object();
        private readonly I2cConnectionSettings _connectionSettings;
        private readonly byte[] _buffer = new byte[1];
        private bool _disposed;

        public I2cDevice(I2cConnectionSettings settings)
        {
            _connectionSettings = settings;
        }

        ~I2cDevice()
        {
            Dispose(false);
        }

        public I2cConnectionSettings ConnectionSettings
        {
            get { return _connectionSettings; }
        }

        public static I2cDevice Create(I2cConnectionSettings settings)
        {
            return new I2cDevice(settings);
        }

        public byte ReadByte()
        {
            lock (_syncLock)
            {
                Transfer(null, _buffer);
                return _buffer[0];
            }
        }

        public I2cTransferResult Read(SpanByte buffer)
        {
            return Transfer(new SpanByte(), buffer);
        }

        public I2cTransferResult WriteByte(byte value)
        {
            lock (_syncLock)
            {
                _buffer[0] = value;
                return Transfer(_buffer, null);
            }
        }

        public I2cTransferResult Write(SpanByte buffer)
        {
            return Transfer(buffer, new SpanByte());
        }

        /// <summary>Writes, then reads after a repeated start.</summary>
        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer)
        {
            return Transfer(writeBuffer, readBuffer);
        }

        public void Dispose()
        {
            lock (_syncLock)
            {
                if (!_disposed)
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }
            }
        }

        private I2cTransferResult Transfer(SpanByte write, SpanByte read)
        {
            lock (_syncLock)
            {
                if (_disposed)
                {
                    throw new ObjectDisposedException("I2cDevice");
                }

                // A span shows its bytes only one by one, so the wires get copies.
                byte[] output = write.ToArray();
                byte[] input = new byte[read.Length];
                int transferredBytes;
                int status = Socket.Board.I2c.Transfer(
                    _connectionSettings.BusId,
                    _connectionSettings.DeviceAddress,
                    output,
                    0,
                    output.Length,
                    input,
                    0,
                    input.Length,
                    out transferredBytes);
                for (int i = 0; i < input.Length; i++)
                {
                    read[i] = input[i];
                }

                return new I2cTransferResult((I2cTransferStatus)status, transferredBytes);
            }
        }

        private void Dispose(bool disposing)
        {
            _disposed = true;
        }
    }
}
