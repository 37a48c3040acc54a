using System;
using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A driver with a field of each kind that state transfer knows.</summary>
    public class Thermometer : IThermometer, ITickable
    {
        private readonly object _bus;
        private readonly bool _opened = true;
        private readonly byte[] _buffer = new byte[4];
        private int _count;
        private int _raw = 20;
        private byte _gain = 7;
        private double _offset = 2.5;
        private DateTime _since = new DateTime(2024, 1, 1);
        private Calibration _calibration;
        private string _label = "outside";
        private Smoother _smoother = new Smoother(4);

        public Thermometer(object bus)
        {
            _bus = bus;
            _calibration.T1 = 3;
            _calibration.T2 = 9;
        }

        protected Thermometer(Thermometer adoption)
        {
        }

        public object Bus
        {
            get { return _bus; }
        }

        public int Count
        {
            get { return _count; }
        }

        public Smoother Smoother
        {
            get { return _smoother; }
        }

        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>Everything that is state, as text.</summary>
        public string State
        {
            get
            {
                return _bus + " " + _opened + " " + _count + " " + _raw + " " + _gain + " " + (_offset * 2) + " " + _since.Year + " "
                    + _calibration.T1 + " " + _calibration.T2 + " " + _label + " " + (_smoother == null ? 0 : _smoother.Window) + " " + _buffer.Length;
            }
        }

        public virtual int Read()
        {
            return ++_count;
        }

        public virtual void Tick(long nowMs)
        {
            Read();
        }
    }
}
