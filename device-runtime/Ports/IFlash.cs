namespace NanoLive.Ports
{
    /// <summary>
    /// What must survive a power cut: a few regions of erasable memory. Erased bytes read 0xFF; a byte is programmed once between two
    /// erasures, at multiples of <see cref="WriteUnitBytes"/>. Any operation may be cut in the middle and leave any mixture of old and new
    /// bytes in the range it was working on, and nowhere else. Operations return <see cref="Format.Status.Ok"/> or a fault.
    /// </summary>
    public interface IFlash
    {
        int RegionCount { get; }

        /// <summary>1, 2, 4, 8, 16 or 32.</summary>
        int WriteUnitBytes { get; }

        int RegionLengthBytes(int region);

        int Read(int region, int offset, byte[] buffer, int bufferOffset, int count);

        int Program(int region, int offset, byte[] buffer, int bufferOffset, int count);

        int Erase(int region);
    }
}
