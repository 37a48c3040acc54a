using System;
using System.IO;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>
    /// Regions as files on the board's littlefs partition. Erasing deletes the file, programming extends it, and what lies behind its end
    /// reads as erased; so a mark costs one append. littlefs writes a file's new content when it is closed, all or nothing. The file library
    /// tells a full or failing drive by exceptions of several kinds; to the runtime all of them are one fault.
    /// </summary>
    public sealed class FileFlash : IFlash
    {
        /// <summary>The internal drive of boards that have one.</summary>
        public const string DefaultFolder = "I:\\";

        internal const int Regions = 4;
        internal const byte Erased = 0xFF;

        private const int JournalLengthBytes = 4096;
        private const int SlotLengthBytes = 32768;
        private const int FirstSlotRegion = 2;

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

        /// <summary>Whether there is such a drive: whether its first journal file can be opened, which is made if need be.</summary>
        public static bool IsUsable(string folder)
        {
            try
            {
                using (FileStream file = new FileStream(PathOf(folder, 0), FileMode.OpenOrCreate, FileAccess.ReadWrite))
                {
                    return file.CanWrite;
                }
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public int RegionLengthBytes(int region)
        {
            return LengthOf(region);
        }

        /// <inheritdoc/>
        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            try
            {
                int read = ReadFile(PathOf(_folder, region), offset, buffer, bufferOffset, count);
                for (; read < count; read++)
                {
                    buffer[bufferOffset + read] = Erased;
                }

                return Status.Ok;
            }
            catch (Exception)
            {
                return Status.FlashFault;
            }
        }

        /// <inheritdoc/>
        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!IsInside(region, offset, count))
            {
                return Status.FlashFault;
            }

            try
            {
                using (FileStream file = new FileStream(PathOf(_folder, region), FileMode.OpenOrCreate, FileAccess.ReadWrite))
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
            catch (Exception)
            {
                return Status.FlashFault;
            }
        }

        /// <inheritdoc/>
        public int Erase(int region)
        {
            if (!IsInside(region, 0, 0))
            {
                return Status.FlashFault;
            }

            try
            {
                if (File.Exists(PathOf(_folder, region)))
                {
                    File.Delete(PathOf(_folder, region));
                }

                return Status.Ok;
            }
            catch (Exception)
            {
                return Status.FlashFault;
            }
        }

        internal static int LengthOf(int region)
        {
            return region < FirstSlotRegion ? JournalLengthBytes : SlotLengthBytes;
        }

        internal static bool IsInside(int region, int offset, int count)
        {
            return region >= 0 && region < Regions && offset >= 0 && count >= 0 && count <= LengthOf(region) - offset;
        }

        private static int ReadFile(string path, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (!File.Exists(path))
            {
                return 0;
            }

            using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                if (offset >= file.Length)
                {
                    return 0;
                }

                file.Seek(offset, SeekOrigin.Begin);
                return file.Read(buffer, bufferOffset, count);
            }
        }

        private static string PathOf(string folder, int region)
        {
            return folder + "nanolive." + region.ToString();
        }
    }
}
