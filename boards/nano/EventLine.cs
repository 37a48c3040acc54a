using System;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>
    /// What one delegate became that prepared code gives to a class library: the library calls the line, on whatever thread it has, and the
    /// line calls the handler. Prepared releases and patches derive a class for each type of delegate.
    /// </summary>
    public abstract class EventLine : Line
    {
        private readonly EventLines _all;

        /// <param name="handler">What prepared code meant to give away.</param>
        public EventLine(object handler)
        {
            Handler = handler;
            _all = LibraryEvents.Running;
        }

        /// <inheritdoc/>
        public override Type HandlerType
        {
            get { return Handler.GetType(); }
        }

        /// <summary>What the library has in the handler's place.</summary>
        internal Delegate Outer;

        /// <summary>Before the handler is called: waits while objects are being swapped.</summary>
        public void Begin()
        {
            _all.Gate.Enter(int.MaxValue);
        }

        /// <summary>After it. What a handler throws passes on to the library, and speaks against a patch that is on trial.</summary>
        public void End(bool hasReturned)
        {
            _all.Gate.Leave();
            if (!hasReturned)
            {
                _all.Sink.Threw(this);
            }
        }
    }
}
