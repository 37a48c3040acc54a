using System;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>
    /// Regions in RAM, for boards without a drive: patches go live, and nothing outlives a reset, the highest sequence number included. A region
    /// takes its memory when it is first written.
    /// </summary>
    public sealed class MemoryFlash : IFlash
    {
        private readonly byte[][] _regions = new byte[FileFlash.Regions][];

        /// <inheritdoc/>
        public int RegionCount
        {
            get { return FileFlash.Regions; }
        }

        /// <inheritdoc/>
        public int WriteUnitBytes
        {
            get { return 1; }
        }

        /// <inheritdoc/>
        public int RegionLengthBytes(int region)
        {
            return FileFlash.LengthOf(region);
        }

        /// <inheritdoc/>
        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!FileFlash.IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            if (_regions[region] != null)
            {
                Array.Copy(_regions[region], offset, buffer, bufferOffset, count);
                return Status.Ok;
            }

            for (int i = 0; i < count; i++)
            {
                buffer[bufferOffset + i] = FileFlash.Erased;
            }

            return Status.Ok;
        }

        /// <inheritdoc/>
        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!FileFlash.IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            if (_regions[region] == null)
            {
                byte[] bytes = new byte[FileFlash.LengthOf(region)];
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = FileFlash.Erased;
                }

                _regions[region] = bytes;
            }

            Array.Copy(buffer, bufferOffset, _regions[region], offset, count);
            return Status.Ok;
        }

        /// <inheritdoc/>
        public int Erase(int region)
        {
            if (!FileFlash.IsInside(region, 0, 0))
            {
                return Status.FlashFault;
            }

            _regions[region] = null;
            return Status.Ok;
        }
    }
}
