using Corpus.Parts;
using DeviceTests.Doubles;
using NanoLive.Hardware;

namespace Corpus.Bench
{
    /// <summary>As much hardware as drivers of the corpus touch: one part on a bus, and pins.</summary>
    public sealed class BenchHardware : IHardware, II2cBuses
    {
        private const int TickMs = 100;
        private const int FullTransfer = 1;
        private const int NotAcknowledged = 4;

        private readonly SteppedClock _clock;
        private readonly Part _part;
        private readonly int _address;
        private readonly BenchPins _pins;

        /// <param name="clock">The board's.</param>
        /// <param name="part">Null: nothing is on the bus.</param>
        /// <param name="address">The part's.</param>
        /// <param name="isTurned">Somebody turns a knob.</param>
        public BenchHardware(SteppedClock clock, Part part, int address, bool isTurned)
        {
            _clock = clock;
            _part = part;
            _address = address;
            _pins = new BenchPins(clock, isTurned);
        }

        public BenchPins Knob
        {
            get { return _pins; }
        }

        public IPins Pins
        {
            get { return _pins; }
        }

        public II2cBuses I2c
        {
            get { return this; }
        }

        public IFlashChip Flash
        {
            get { return null; }
        }

        public IBoardClock Clock
        {
            get { return null; }
        }

        public INetwork Network
        {
            get { return null; }
        }

        public IPower Power
        {
            get { return null; }
        }

        public IProcessor Processor
        {
            get { return null; }
        }

        public IAssemblyMemory Assemblies
        {
            get { return null; }
        }

        public IBoardTrace Trace
        {
            get { return null; }
        }

        public string Setting(string name)
        {
            return null;
        }

        public int Transfer(
            int bus,
            int address,
            byte[] write,
            int writeOffset,
            int writeCount,
            byte[] read,
            int readOffset,
            int readCount,
            out int transferredBytes)
        {
            transferredBytes = 0;
            if (_part == null || address != _address)
            {
                return NotAcknowledged;
            }

            _part.Step = _clock.NowMs / TickMs;
            if (writeCount > 0)
            {
                _part.Write(write, writeOffset, writeCount);
            }

            if (readCount > 0)
            {
                _part.Read(read, readOffset, readCount);
            }

            transferredBytes = writeCount + readCount;
            return FullTransfer;
        }
    }
}
