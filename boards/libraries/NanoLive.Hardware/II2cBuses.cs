namespace NanoLive.Hardware
{
    /// <summary>The board's I2C buses.</summary>
    public interface II2cBuses
    {
        /// <summary>
        /// One transaction: writes, then reads with a repeated start. Either count may be 0.
        /// Returns a number of System.Device.I2c.I2cTransferStatus; <paramref name="transferredBytes"/> counts both directions.
        /// </summary>
        int Transfer(
            int bus,
            int address,
            byte[] write,
            int writeOffset,
            int writeCount,
            byte[] read,
            int readOffset,
            int readCount,
            out int transferredBytes);
    }
}
