using System.Collections;
using NanoLive;

namespace System.Device.Gpio
{
    /// <summary>
    /// Opens pins. As in the real class, the list of open pins belongs to all controllers together: disposing any controller closes every pin.
    /// </summary>
    public sealed class GpioController : IDisposable
    {
        private static readonly ArrayList s_GpioPins = new ArrayList();

        private readonly PinNumberingScheme _numberingScheme;
        private bool _disposedValue;

        public GpioController()
        {
        }

        public GpioController(PinNumberingScheme numberingScheme)
        {
            _numberingScheme = numberingScheme;
        }

        public PinNumberingScheme NumberingScheme
        {
            get { return _numberingScheme; }
        }

        public int PinCount
        {
            get { return Socket.Board.Pins.Count; }
        }

        /// <summary>Throws InvalidOperationException when the pin is open already or does not exist.</summary>
        public GpioPin OpenPin(int pinNumber)
        {
            if (!ReservedPins.TryTake(pinNumber))
            {
                throw new InvalidOperationException();
            }

            GpioPin pin = new GpioPin(pinNumber);
            lock (s_GpioPins)
            {
                s_GpioPins.Add(new OpenPin { PinNumber = pinNumber, Pin = pin });
            }

            return pin;
        }

        public GpioPin OpenPin(int pinNumber, PinMode mode)
        {
            GpioPin pin = OpenPin(pinNumber);
            pin.SetPinMode(mode);
            return pin;
        }

        public void ClosePin(int pinNumber)
        {
            OpenPin open = Require(pinNumber);
            open.Pin.Dispose();
            lock (s_GpioPins)
            {
                s_GpioPins.Remove(open);
            }
        }

        public PinMode GetPinMode(int pinNumber)
        {
            return Require(pinNumber).Pin.GetPinMode();
        }

        public bool IsPinModeSupported(int pinNumber, PinMode mode)
        {
            return pinNumber >= 0 && pinNumber < PinCount && GpioPin.IsSupported(mode);
        }

        public bool IsPinOpen(int pinNumber)
        {
            return ReservedPins.IsTaken(pinNumber);
        }

        public PinValue Read(int pinNumber)
        {
            ThrowIfDisposed();
            return Require(pinNumber).Pin.Read();
        }

        public void SetPinMode(int pinNumber, PinMode mode)
        {
            ThrowIfDisposed();
            Require(pinNumber).Pin.SetPinMode(mode);
        }

        public void Write(int pinNumber, PinValue value)
        {
            ThrowIfDisposed();
            Require(pinNumber).Pin.Write(value);
        }

        /// <summary>One callback a pin: a second registration replaces the first.</summary>
        public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
        {
            OpenPin open = Require(pinNumber);
            open.Events = eventTypes;
            open.Callback = callback;
            open.Pin.ValueChanged += GpioControllerValueChanged;
        }

        public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
        {
            OpenPin open = Find(pinNumber);
            if (open != null)
            {
                open.Events = PinEventTypes.None;
                open.Pin.ValueChanged -= GpioControllerValueChanged;
            }
        }

        public void Dispose()
        {
            lock (s_GpioPins)
            {
                if (!_disposedValue)
                {
                    for (int i = 0; i < s_GpioPins.Count; i++)
                    {
                        ((OpenPin)s_GpioPins[i]).Pin.Dispose();
                    }

                    s_GpioPins.Clear();
                    _disposedValue = true;
                }
            }
        }

        private static OpenPin Find(int pinNumber)
        {
            lock (s_GpioPins)
            {
                for (int i = 0; i < s_GpioPins.Count; i++)
                {
                    OpenPin open = (OpenPin)s_GpioPins[i];
                    if (open.PinNumber == pinNumber)
                    {
                        return open;
                    }
                }
            }

            return null;
        }

        private static OpenPin Require(int pinNumber)
        {
            OpenPin open = Find(pinNumber);
            if (open == null)
            {
                throw new InvalidOperationException();
            }

            return open;
        }

        private void GpioControllerValueChanged(object sender, PinValueChangedEventArgs e)
        {
            OpenPin open = Find(e.PinNumber);
            if (open != null && (open.Events & e.ChangeType) != 0)
            {
                open.Callback(this, new PinValueChangedEventArgs(e.ChangeType, e.PinNumber));
            }
        }

        private void ThrowIfDisposed()
        {
            if (_disposedValue)
            {
                throw new ObjectDisposedException("GpioController");
            }
        }
    }
}
