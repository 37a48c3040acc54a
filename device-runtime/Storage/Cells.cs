using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Storage
{
    /// <summary>
    /// A region seen as cells of one size, each programmed at most once between two erasures. A cut leaves a cell that holds anything, or
    /// that looks blank and is not: so a cell counts as written only when it reads back, and what does not take is left behind.
    /// </summary>
    internal sealed class Cells
    {
        private readonly IFlash _flash;
        private readonly byte[] _check;

        public Cells(IFlash flash, int cellBytes)
        {
            _flash = flash;
            CellBytes = cellBytes;
            _check = new byte[cellBytes];
        }

        public int CellBytes { get; }

        public int Count(int region)
        {
            return _flash.RegionLengthBytes(region) / CellBytes;
        }

        public int Erase(int region)
        {
            return _flash.Erase(region);
        }

        /// <summary>False when the flash could not be read; then the buffer is no blank cell and no valid one.</summary>
        public bool Read(int region, int cell, byte[] buffer)
        {
            if (_flash.Read(region, cell * CellBytes, buffer, 0, CellBytes) == Status.Ok)
            {
                return true;
            }

            System.Array.Clear(buffer, 0, CellBytes);
            return false;
        }

        /// <summary>Ok when the cell now reads as the buffer, whatever the flash said; else its fault.</summary>
        public int Program(int region, int cell, byte[] buffer)
        {
            int status = _flash.Program(region, cell * CellBytes, buffer, 0, CellBytes);
            if (Read(region, cell, _check) && Bytes.Equal(_check, 0, buffer, 0, CellBytes))
            {
                return Status.Ok;
            }

            return status == Status.Ok ? Status.FlashFault : status;
        }

        public bool IsBlank(byte[] buffer)
        {
            int i = 0;
            while (i < CellBytes && buffer[i] == 0xFF)
            {
                i++;
            }

            return i == CellBytes;
        }
    }
}
