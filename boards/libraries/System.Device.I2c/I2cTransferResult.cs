namespace System.Device.I2c
{
    /// <summary>How a transfer ended and how many bytes went over the bus, both directions together.</summary>
    public struct I2cTransferResult
    {
        private readonly uint _bytesTransferred;
        private readonly I2cTransferStatus _status;

        internal I2cTransferResult(I2cTransferStatus status, int bytesTransferred)
        {
            _status = status;
            _bytesTransferred = (uint)bytesTransferred;
        }

        public uint BytesTransferred
        {
            get { return _bytesTransferred; }
        }

        public I2cTransferStatus Status
        {
            get { return _status; }
        }
    }
}
