using System;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Storage
{
    /// <summary>
    /// The state as a log of whole records in regions 0 and 1: the valid record with the highest number is the state. A record goes into the
    /// next cell of the region that holds the newest one; when that is full, the other region is erased and begun.
    ///
    /// Invariants. The region with the newest valid record is never erased, so no cut loses it. A region is written to only if this boot
    /// erased it or a valid record in it proves that an erasure once ended. Numbers only grow, also over records that did not take.
    /// </summary>
    internal sealed class Journal
    {
        private readonly Cells _cells;
        private readonly Crc32 _crc;
        private int _newestRegion = 1;
        private int _region = 1;
        private int _cell;
        private int _number;

        public Journal(IFlash flash, Crc32 crc)
        {
            _cells = new Cells(flash, StateRecord.LengthBytes);
            _crc = crc;
        }

        /// <summary>The number that the next record will have, or a lower one than it will have.</summary>
        public int NextNumber => _number + 1;

        /// <summary>
        /// Reads the newest record into <paramref name="record"/>, which stays as it is when there is none. Returns
        /// <see cref="Status.JournalDamaged"/> when there is none and yet something was written.
        /// </summary>
        public int Open(StateRecord record)
        {
            byte[] read = new byte[StateRecord.LengthBytes];
            bool written = false;
            _cell = _cells.Count(_region);
            for (int region = 0; region < 2; region++)
            {
                int end = 0;
                bool newest = false;
                for (int cell = 0; cell < _cells.Count(region); cell++)
                {
                    _cells.Read(region, cell, read);
                    if (_cells.IsBlank(read))
                    {
                        continue;
                    }

                    written = true;
                    end = cell + 1;
                    int number = StateRecord.NumberOf(read, _crc);
                    if (number > _number)
                    {
                        Array.Copy(read, record.Bytes, StateRecord.LengthBytes);
                        _number = number;
                        newest = true;
                    }
                }

                if (newest)
                {
                    _newestRegion = region;
                    _region = region;
                    _cell = end;
                }
            }

            return written && _number == 0 ? Status.JournalDamaged : Status.Ok;
        }

        /// <summary>Seals the record and writes it. Ok: it is the state. A fault: the state is the old one, or after a reset perhaps this one.</summary>
        public int Append(StateRecord record)
        {
            bool erased = false;
            int status = Status.FlashFault;
            while (true)
            {
                if (_cell == _cells.Count(_region))
                {
                    if (erased)
                    {
                        return status;
                    }

                    status = _cells.Erase(1 - _newestRegion);
                    if (status != Status.Ok)
                    {
                        return status;
                    }

                    erased = true;
                    _region = 1 - _newestRegion;
                    _cell = 0;
                }

                record.Seal(_crc, ++_number);
                status = _cells.Program(_region, _cell++, record.Bytes);
                if (status == Status.Ok)
                {
                    _newestRegion = _region;
                    return Status.Ok;
                }
            }
        }
    }
}
