using System;
using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <summary>Reads payloads back, best in order: the cell it stopped at is kept, and cells that do not read as written are noticed.</summary>
    internal sealed class PayloadReader
    {
        private readonly Cells _cells;
        private readonly Crc32 _crc;
        private readonly byte[] _page = new byte[PayloadCell.LengthBytes];
        private int _region;
        private int _tag;
        private int _index;
        private int _cell;

        public PayloadReader(Cells cells, Crc32 crc)
        {
            _cells = cells;
            _crc = crc;
        }

        /// <summary><see cref="Status.PayloadDamaged"/> when a cell is missing or does not read as it was written.</summary>
        public int Read(int region, int tag, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (region != _region || tag != _tag)
            {
                _region = region;
                _tag = tag;
                Rewind();
            }

            while (count > 0)
            {
                int index = offset / PayloadCell.PayloadBytes;
                int within = offset - index * PayloadCell.PayloadBytes;
                int taken = Find(index) - within;
                if (taken <= 0)
                {
                    Rewind();
                    return Status.PayloadDamaged;
                }

                taken = taken > count ? count : taken;
                Array.Copy(_page, within, buffer, bufferOffset, taken);
                offset += taken;
                bufferOffset += taken;
                count -= taken;
            }

            return Status.Ok;
        }

        private void Rewind()
        {
            _index = -1;
            _cell = -1;
        }

        // Cells of a payload lie in order, with spoiled ones between them. The count of the one in the page, or 0.
        private int Find(int index)
        {
            if (index == _index)
            {
                return PayloadCell.Count(_page, index, _tag, _crc);
            }

            if (index < _index)
            {
                Rewind();
            }

            int end = _cells.Count(_region);
            while (++_cell < end)
            {
                _cells.Read(_region, _cell, _page);
                int count = PayloadCell.Count(_page, _index + 1, _tag, _crc);
                if (count > 0 && ++_index == index)
                {
                    return count;
                }
            }

            return 0;
        }
    }
}
