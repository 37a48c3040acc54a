namespace NanoLive.Hardware
{
    /// <summary>
    /// The NOR flash that keeps what must survive a power cut. Erased bytes read 0xFF. Stricter than hardware: a byte is programmed once
    /// between two erasures, at multiples of <see cref="WriteUnitBytes"/>, and every operation can be cut anywhere inside.
    /// All operations return 0, or the fault: 1 out of bounds, 2 misaligned, 3 not erased, 4 hardware.
    /// </summary>
    public interface IFlashChip
    {
        int RegionCount { get; }

        int WriteUnitBytes { get; }

        int RegionLengthBytes(int region);

        int Read(int region, int offset, byte[] buffer, int bufferOffset, int count);

        int Program(int region, int offset, byte[] buffer, int bufferOffset, int count);

        int Erase(int region);
    }
}
