using System.IO;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>
    /// Regions as files on the board's littlefs partition. Erasing deletes the file, programming extends it, and what lies behind its end
    /// reads as erased; so a mark costs one append. littlefs writes a file's new content when it is closed, all or nothing.
    /// </summary>
    public sealed class FileFlash : IFlash
    {
        /// <summary>The internal drive of boards that have one.</summary>
        public const string DefaultFolder = "I:\\";

        private const int JournalLengthBytes = 4096;
        private const int SlotLengthBytes = 32768;
        private const int Regions = 4;
        private const int FirstSlotRegion = 2;
        private const byte Erased = 0xFF;

        private readonly string _folder;

        public FileFlash(string folder)
        {
            _folder = folder;
        }

        /// <inheritdoc/>
        public int RegionCount
        {
            get { return Regions; }
        }

        /// <inheritdoc/>
        public int WriteUnitBytes
        {
            get { return 1; }
        }

        /// <inheritdoc/>
        public int RegionLengthBytes(int region)
        {
            return region < FirstSlotRegion ? JournalLengthBytes : SlotLengthBytes;
        }

        /// <inheritdoc/>
        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            int read = 0;
            if (File.Exists(PathOf(region)))
            {
                using (FileStream file = new FileStream(PathOf(region), FileMode.Open, FileAccess.Read))
                {
                    if (offset < file.Length)
                    {
                        file.Seek(offset, SeekOrigin.Begin);
                        read = file.Read(buffer, bufferOffset, count);
                    }
                }
            }

            for (; read < count; read++)
            {
                buffer[bufferOffset + read] = Erased;
            }

            return Status.Ok;
        }

        /// <inheritdoc/>
        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            using (FileStream file = new FileStream(PathOf(region), FileMode.OpenOrCreate, FileAccess.ReadWrite))
            {
                file.Seek(0, SeekOrigin.End);
                for (long end = file.Length; end < offset; end++)
                {
                    file.WriteByte(Erased);
                }

                file.Seek(offset, SeekOrigin.Begin);
                file.Write(buffer, bufferOffset, count);
            }

            return Status.Ok;
        }

        /// <inheritdoc/>
        public int Erase(int region)
        {
            if (!IsInside(region, 0, 0))
            {
                return Status.FlashFault;
            }

            if (File.Exists(PathOf(region)))
            {
                File.Delete(PathOf(region));
            }

            return Status.Ok;
        }

        private bool IsInside(int region, int offset, int count)
        {
            return region >= 0 && region < Regions && offset >= 0 && count >= 0 && count <= RegionLengthBytes(region) - offset;
        }

        private string PathOf(int region)
        {
            return _folder + "nanolive." + region.ToString();
        }
    }
}
