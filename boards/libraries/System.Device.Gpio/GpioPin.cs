using NanoLive;
using NanoLive.Hardware;

namespace System.Device.Gpio
{
    /// <summary>
    /// An open pin. Private fields carry the names of the real class: state transfer and event moving look at them.
    /// As on hardware, (re)configuring an output drives it low, and adding or removing a handler reconfigures.
    /// Edges are delivered on the thread that moves the board's time; the real one has a thread for them.
    /// </summary>
    public sealed class GpioPin : IDisposable
    {
        private readonly object _syncLock = new object();
        private readonly int _pinNumber;
        private readonly EdgeRelay _edges;
        private PinMode _pinMode = PinMode.Input;
        private TimeSpan _debounceTimeout = TimeSpan.Zero;
        private PinValueChangedEventHandler _callbacks;
        private bool _disposedValue;

        internal GpioPin(int pinNumber)
        {
            _pinNumber = pinNumber;
            _edges = new EdgeRelay(this);
        }

        ~GpioPin()
        {
            Dispose(false);
        }

        /// <summary>Handlers run on the thread that reports the edge.</summary>
        public event PinValueChangedEventHandler ValueChanged
        {
            add
            {
                lock (_syncLock)
                {
                    ThrowIfDisposed();
                    _callbacks = (PinValueChangedEventHandler)Delegate.Combine(_callbacks, value);
                    Configure(_pinMode);
                }
            }

            remove
            {
                lock (_syncLock)
                {
                    ThrowIfDisposed();
                    _callbacks = (PinValueChangedEventHandler)Delegate.Remove(_callbacks, value);
                    Configure(_pinMode);
                }
            }
        }

        /// <summary>After an edge that was reported, edges of this pin are ignored for this long.</summary>
        public TimeSpan DebounceTimeout
        {
            get { return _debounceTimeout; }
            set { _debounceTimeout = value; }
        }

        public int PinNumber
        {
            get { return _pinNumber; }
        }

        public PinMode GetPinMode()
        {
            lock (_syncLock)
            {
                ThrowIfDisposed();
                return _pinMode;
            }
        }

        public bool IsPinModeSupported(PinMode pinMode)
        {
            lock (_syncLock)
            {
                ThrowIfDisposed();
                return IsSupported(pinMode);
            }
        }

        public void SetPinMode(PinMode value)
        {
            lock (_syncLock)
            {
                ThrowIfDisposed();
                Configure(value);
            }
        }

        public PinValue Read()
        {
            ThrowIfDisposed();
            return Socket.Board.Pins.Read(_pinNumber);
        }

        /// <summary>Throws ArgumentException while the pin is an input.</summary>
        public void Write(PinValue value)
        {
            lock (_syncLock)
            {
                ThrowIfDisposed();
                if (_pinMode < PinMode.Output)
                {
                    throw new ArgumentException();
                }
            }

            Drive((bool)value);
        }

        /// <summary>Does nothing while the pin is an input.</summary>
        public void Toggle()
        {
            ThrowIfDisposed();
            if (_pinMode >= PinMode.Output)
            {
                Drive(!Socket.Board.Pins.Read(_pinNumber));
            }
        }

        public void Dispose()
        {
            lock (_syncLock)
            {
                if (!_disposedValue)
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }
            }
        }

        internal static bool IsSupported(PinMode mode)
        {
            return mode >= PinMode.Input && mode <= PinMode.OutputOpenSourcePullDown;
        }

        internal void OnPinChangedInternal(PinEventTypes edge)
        {
            PinValueChangedEventHandler callbacks = null;
            lock (_syncLock)
            {
                if (!_disposedValue)
                {
                    callbacks = _callbacks;
                }
            }

            if (callbacks != null)
            {
                callbacks(this, new PinValueChangedEventArgs(edge, _pinNumber));
            }
        }

        private void Configure(PinMode mode)
        {
            if (!IsSupported(mode))
            {
                throw new ArgumentException();
            }

            IPins pins = Socket.Board.Pins;
            pins.SetMode(_pinNumber, (int)mode);
            if (mode >= PinMode.Output)
            {
                pins.Listen(_pinNumber, null);
                pins.Write(_pinNumber, false);
            }
            else
            {
                pins.Listen(_pinNumber, _callbacks == null ? null : _edges);
            }

            _pinMode = mode;
        }

        private void Drive(bool high)
        {
            Socket.Board.Pins.Write(_pinNumber, high);
            OnPinChangedInternal(high ? PinEventTypes.Rising : PinEventTypes.Falling);
        }

        private void ThrowIfDisposed()
        {
            if (_disposedValue)
            {
                throw new ObjectDisposedException("GpioPin");
            }
        }

        private void Dispose(bool disposing)
        {
            if (!_disposedValue)
            {
                ReservedPins.Release(_pinNumber);
                _disposedValue = true;
            }
        }
    }
}
