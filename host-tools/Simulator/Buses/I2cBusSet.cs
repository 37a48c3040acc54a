namespace NanoLive.Simulator;

/// <summary>
/// The I2C buses of one board and what is soldered to them. Transactions take bus time: one start and nine clocks a byte, address included.
/// </summary>
public sealed class I2cBusSet
{
    // System.Device.I2c.I2cTransferStatus
    private const int FullTransfer = 1;
    private const int PartialTransfer = 3;
    private const int AddressNotAcknowledged = 4;

    private const int ClocksPerByte = 9;

    private readonly Dictionary<(int Bus, int Address), II2cPart> _parts = [];

    internal I2cBusSet(int clockHz) => ClockHz = clockHz;

    /// <summary>Bus clock: 100000 is standard mode, 400000 fast mode (UM10204).</summary>
    public int ClockHz { get; }

    /// <summary>Transactions since power-on, unanswered ones included.</summary>
    public long Transactions { get; private set; }

    /// <summary>Puts a part on a bus. One part an address.</summary>
    public void Attach(int bus, int address, II2cPart part) => _parts.Add((bus, address), part);

    /// <summary>Takes a part off its bus: from now on its address is not acknowledged. True if there was one.</summary>
    public bool Detach(int bus, int address) => _parts.Remove((bus, address));

    internal int Transfer(int bus, int address, ReadOnlySpan<byte> write, Span<byte> read, out int transferredBytes, out long durationUs)
    {
        lock (_parts)
        {
            Transactions++;
            int status = Exchange(bus, address, write, read, out transferredBytes, out int clockedBytes);
            durationUs = Math.Max(1, (long)clockedBytes * ClocksPerByte * 1_000_000 / ClockHz);
            return status;
        }
    }

    private int Exchange(int bus, int address, ReadOnlySpan<byte> write, Span<byte> read, out int transferredBytes, out int bytes)
    {
        transferredBytes = 0;
        bytes = 1;
        int status = AddressNotAcknowledged;
        if (_parts.TryGetValue((bus, address), out var part) && part.Acknowledges)
        {
            status = FullTransfer;
            if (write.Length > 0)
            {
                transferredBytes = part.Write(write);
                bytes += transferredBytes;
                status = transferredBytes < write.Length ? PartialTransfer : FullTransfer;
            }

            if (read.Length > 0 && status == FullTransfer)
            {
                part.Read(read);
                transferredBytes += read.Length;
                bytes += read.Length + (write.Length > 0 ? 1 : 0);
            }
        }

        return status;
    }
}
