using System;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>A handle that raises events, as a pin does, and the source of its own line.</summary>
    public sealed class FakePin : IInterruptSource
    {
        // Not as what it is: a swap is to find it among the lines, not in a field.
        private InterruptLine[] _lines = new InterruptLine[0];
        private IInterruptSink _sink;

        public event PinChanged Changed
        {
            add
            {
                _lines = IsHeard ? _lines : new InterruptLine[] { new FakePinLine() };
                _lines[0].Handler = Delegate.Combine((Delegate)_lines[0].Handler, value);
            }

            remove
            {
                Delegate left = Delegate.Remove((Delegate)_lines[0].Handler, value);
                _lines[0].Handler = left;
                _lines = left == null ? new InterruptLine[0] : _lines;
            }
        }

        public bool IsHeard
        {
            get { return _lines.Length > 0; }
        }

        public InterruptLine[] Lines
        {
            get { return _lines; }
        }

        public void Connect(IInterruptSink sink)
        {
            _sink = sink;
        }

        public void Raise(object arguments)
        {
            if (IsHeard)
            {
                _sink.Enqueue(_lines[0], this, arguments);
            }
        }
    }
}
