using System;
using System.Collections;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Board
{
    // One line for each delegate that is given away, whatever it is given to and how often: the same delegate gets the same line, so what takes
    // it back, or asks whether it is there, need not be told apart from what gives it. A line lives as long as the library keeps it.

    /// <summary>The lines between class libraries and the drivers that they call.</summary>
    public sealed class EventLines : ILineSource
    {
        private readonly ArrayList _lines = new ArrayList();

        /// <inheritdoc/>
        public Line[] Lines
        {
            get
            {
                lock (_lines)
                {
                    Line[] all = new Line[_lines.Count];
                    int kept = 0;
                    for (int i = 0; i < all.Length; i++)
                    {
                        EventLine line = At(kept);
                        if (line == null)
                        {
                            _lines.RemoveAt(kept);
                        }
                        else
                        {
                            all[kept++] = line;
                        }
                    }

                    Line[] alive = new Line[kept];
                    Array.Copy(all, 0, alive, 0, kept);
                    return alive;
                }
            }
        }

        internal Entry Gate { get; private set; }

        internal IInterruptSink Sink { get; private set; }

        /// <inheritdoc/>
        public void Connect(IInterruptSink sink, Entry gate)
        {
            Gate = gate;
            Sink = sink;
            LibraryEvents.Running = this;
        }

        internal Delegate Find(Delegate handler)
        {
            lock (_lines)
            {
                for (int i = 0; i < _lines.Count; i++)
                {
                    EventLine line = At(i);
                    if (line != null && (Delegate)line.Handler == handler)
                    {
                        return line.Outer;
                    }
                }

                return null;
            }
        }

        internal void Add(EventLine line)
        {
            lock (_lines)
            {
                _lines.Add(new WeakReference(line));
            }
        }

        private EventLine At(int index)
        {
            return (EventLine)((WeakReference)_lines[index]).Target;
        }
    }
}
