using System;
using NanoLive.Format;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>
    /// Flash that keeps its content over boots and is strict: a byte is programmed once between two erasures. It can be told at which operation
    /// the power fails, half of that operation being done, and is dead from there on until <see cref="PowerUp"/>.
    /// </summary>
    public sealed class RamFlash : IFlash
    {
        public const int Never = int.MaxValue;

        private const byte Erased = 0xFF;

        private readonly byte[][] _regions = new byte[4][];
        private int _cutAt = Never;
        private bool _isDead;

        public RamFlash(int journalBytes = 4096, int slotBytes = 16384)
        {
            for (int region = 0; region < _regions.Length; region++)
            {
                _regions[region] = new byte[region < 2 ? journalBytes : slotBytes];
                Fill(_regions[region], 0, _regions[region].Length);
            }
        }

        /// <summary>Erasures and programs since <see cref="PowerUp"/>.</summary>
        public int Operations { get; private set; }

        public bool Fails { get; set; }

        public int RegionCount
        {
            get { return _regions.Length; }
        }

        public int WriteUnitBytes
        {
            get { return 8; }
        }

        public void PowerUp(int cutAt)
        {
            _cutAt = cutAt;
            _isDead = false;
            Operations = 0;
        }

        public int RegionLengthBytes(int region)
        {
            return _regions[region].Length;
        }

        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (_isDead)
            {
                return Status.FlashFault;
            }

            Array.Copy(_regions[region], offset, buffer, bufferOffset, count);
            return Status.Ok;
        }

        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
        {
            if (_isDead || Fails || offset % WriteUnitBytes != 0 || count % WriteUnitBytes != 0)
            {
                return Status.FlashFault;
            }

            bool isCut = Operations++ == _cutAt;
            int whole = isCut ? count / 2 : count;
            for (int i = 0; i < whole; i++)
            {
                if (_regions[region][offset + i] != Erased)
                {
                    return Status.FlashFault;
                }

                _regions[region][offset + i] = buffer[bufferOffset + i];
            }

            return End(isCut);
        }

        public int Erase(int region)
        {
            if (_isDead || Fails)
            {
                return Status.FlashFault;
            }

            bool isCut = Operations++ == _cutAt;
            Fill(_regions[region], 0, isCut ? _regions[region].Length / 2 : _regions[region].Length);
            return End(isCut);
        }

        private static void Fill(byte[] bytes, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = Erased;
            }
        }

        private int End(bool isCut)
        {
            if (isCut)
            {
                _isDead = true;
                throw new PowerCut();
            }

            return Status.Ok;
        }
    }
}
