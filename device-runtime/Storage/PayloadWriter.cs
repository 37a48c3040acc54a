using System;
using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <summary>
    /// Writes the payload that is being staged, cell after cell. A cell that a cut spoiled is left behind and its payload goes into the next
    /// one; what had not filled a cell yet is lost with the reset and comes again.
    /// </summary>
    internal sealed class PayloadWriter
    {
        private readonly Cells _cells;
        private readonly Crc32 _crc;
        private readonly byte[] _tail = new byte[PayloadCell.LengthBytes];
        private int _region;
        private int _lengthBytes;
        private int _tailCount;
        private int _index;
        private int _cell;
        private bool _erased;

        public PayloadWriter(Cells cells, Crc32 crc)
        {
            _cells = cells;
            _crc = crc;
        }

        /// <summary>Of the staging that this writer is at; 0: none.</summary>
        public int Tag { get; private set; }

        /// <summary>Taken so far; up to 248 of them are not on flash yet.</summary>
        public int StagedBytes { get; private set; }

        /// <summary>Finds out how far a staging came. Writes nothing.</summary>
        public void Resume(int region, int lengthBytes, int tag)
        {
            _region = region;
            _lengthBytes = lengthBytes;
            Tag = tag;
            StagedBytes = 0;
            _tailCount = 0;
            _index = 0;
            _cell = 0;
            _erased = false;
            int count = _cells.Count(region);
            for (int cell = 0; cell < count; cell++)
            {
                _cells.Read(region, cell, _tail);
                int found = PayloadCell.Count(_tail, _index, tag, _crc);
                if (found > 0)
                {
                    StagedBytes += found;
                    _index++;
                }

                if (found > 0 || !_cells.IsBlank(_tail))
                {
                    _cell = cell + 1;
                }
            }
        }

        /// <summary>Whether what is missing fits behind the cells that are spoiled.</summary>
        public bool HasRoom => StagedBytes == 0
            || (_cells.Count(_region) - _cell) * PayloadCell.PayloadBytes >= _lengthBytes - StagedBytes;

        /// <summary>Before the first byte: erases, unless this boot did or a cell of this staging proves that an earlier one did.</summary>
        public int Prepare()
        {
            if (_erased || StagedBytes > 0)
            {
                return Status.Ok;
            }

            _cell = 0;
            int status = _cells.Erase(_region);
            _erased = status == Status.Ok;
            return status;
        }

        /// <summary>The next bytes, no more than are missing. <see cref="Status.FlashFull"/> when too many cells are spoiled.</summary>
        public int Append(byte[] buffer, int offset, int count)
        {
            while (true)
            {
                // A full tail here is one that could not be written the last time.
                if (_tailCount == PayloadCell.PayloadBytes || (_tailCount > 0 && StagedBytes == _lengthBytes))
                {
                    int status = WriteTail();
                    if (status != Status.Ok)
                    {
                        return status;
                    }
                }

                if (count == 0)
                {
                    return Status.Ok;
                }

                int taken = PayloadCell.PayloadBytes - _tailCount;
                taken = taken > count ? count : taken;
                Array.Copy(buffer, offset, _tail, _tailCount, taken);
                _tailCount += taken;
                StagedBytes += taken;
                offset += taken;
                count -= taken;
            }
        }

        private int WriteTail()
        {
            PayloadCell.Seal(_tail, _tailCount, _index, Tag, _crc);
            int end = _cells.Count(_region);
            while (_cell < end)
            {
                if (_cells.Program(_region, _cell++, _tail) == Status.Ok)
                {
                    _index++;
                    _tailCount = 0;
                    return Status.Ok;
                }
            }

            return Status.FlashFull;
        }
    }
}
