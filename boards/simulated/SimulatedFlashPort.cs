using NanoLive.Format;
using NanoLive.Hardware;
using NanoLive.Ports;

namespace NanoLive.Guest
{
    /// <summary>The flash chip as the runtime's port: any fault of the chip is the one status that the runtime knows for it.</summary>
    public sealed class SimulatedFlashPort : IFlash
    {
        private readonly IFlashChip _chip;

        public SimulatedFlashPort(IFlashChip chip)
        {
            _chip = chip;
        }

        /// <inheritdoc/>
        public int RegionCount
        {
            get { return _chip.RegionCount; }
        }

        /// <inheritdoc/>
        public int WriteUnitBytes
        {
            get { return _chip.WriteUnitBytes; }
        }

        /// <inheritdoc/>
        public int RegionLengthBytes(int region)
        {
            return _chip.RegionLengthBytes(region);
        }

        /// <inheritdoc/>
        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            return StatusOf(_chip.Read(region, offset, buffer, bufferOffset, count));
        }

        /// <inheritdoc/>
        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            return StatusOf(_chip.Program(region, offset, buffer, bufferOffset, count));
        }

        /// <inheritdoc/>
        public int Erase(int region)
        {
            return StatusOf(_chip.Erase(region));
        }

        private static int StatusOf(int fault)
        {
            return fault == 0 ? Status.Ok : Status.FlashFault;
        }
    }
}
