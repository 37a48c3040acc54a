using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The I2C buses as one boot reaches them: a transaction takes its time, during which edges arrive.</summary>
internal sealed class BootBuses(BootGate gate, I2cBusSet buses, IBoardClock clock) : II2cBuses
{
    public int Transfer(
        int bus,
        int address,
        byte[]? write,
        int writeOffset,
        int writeCount,
        byte[]? read,
        int readOffset,
        int readCount,
        out int transferredBytes)
    {
        gate.Check();
        int status = buses.Transfer(
            bus,
            address,
            write.AsSpan(writeOffset, writeCount),
            read.AsSpan(readOffset, readCount),
            out transferredBytes,
            out long durationUs);
        clock.Wait(durationUs);
        return status;
    }
}
