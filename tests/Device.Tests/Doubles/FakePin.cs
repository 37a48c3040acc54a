using System;
using NanoLive.Objects;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>A handle that raises events, as a pin does, and the source of its own line.</summary>
    public sealed class FakePin : ILineSource
    {
        // Not as what it is: a swap is to find it among the lines, not in a field.
        private Line[] _lines = new Line[0];
        private IInterruptSink _sink;

        public event PinChanged Changed
        {
            add
            {
                _lines = IsHeard ? _lines : new Line[] { new FakePinLine() };
                _lines[0].Handler = Delegate.Combine((Delegate)_lines[0].Handler, value);
            }

            remove
            {
                Delegate left = Delegate.Remove((Delegate)_lines[0].Handler, value);
                _lines[0].Handler = left;
                _lines = left == null ? new Line[0] : _lines;
            }
        }

        public bool IsHeard
        {
            get { return _lines.Length > 0; }
        }

        public Line[] Lines
        {
            get { return _lines; }
        }

        public void Connect(IInterruptSink sink, Entry gate)
        {
            _sink = sink;
        }

        public void Raise(object arguments)
        {
            if (IsHeard)
            {
                _sink.Enqueue((InterruptLine)_lines[0], this, arguments);
            }
        }
    }
}
