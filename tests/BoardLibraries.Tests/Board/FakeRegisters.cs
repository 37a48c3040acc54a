using NanoLive.Hardware;

namespace NanoLive.BoardLibraries.Board;

/// <summary>A part with 256 registers at address 0x76 of bus 1; nobody answers elsewhere.</summary>
internal sealed class FakeRegisters : II2cBuses
{
    private const int FullTransfer = 1;
    private const int NotAcknowledged = 4;

    private readonly byte[] _registers = new byte[256];
    private byte _at;

    public int Transfer(
        int bus,
        int address,
        byte[] write,
        int writeOffset,
        int writeCount,
        byte[] read,
        int readOffset,
        int readCount,
        out int transferredBytes)
    {
        transferredBytes = 0;
        if (bus != 1 || address != 0x76)
        {
            return NotAcknowledged;
        }

        for (int i = 0; i < writeCount; i++)
        {
            if (i == 0)
            {
                _at = write[writeOffset];
            }
            else
            {
                _registers[_at++] = write[writeOffset + i];
            }
        }

        for (int i = 0; i < readCount; i++)
        {
            read[readOffset + i] = _registers[_at++];
        }

        transferredBytes = writeCount + readCount;
        return FullTransfer;
    }
}
