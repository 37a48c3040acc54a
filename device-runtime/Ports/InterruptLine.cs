using System;

namespace NanoLive.Ports
{
    /// <summary>
    /// What drivers subscribed to a handle. The hardware's event ends at the line; the line's <see cref="Handler"/> is called in a tick.
    /// A swap moves the subscriptions by writing <see cref="Handler"/>: the hardware is not touched.
    /// </summary>
    public abstract class InterruptLine
    {
        /// <summary>A delegate of <see cref="HandlerType"/>, of several subscribers perhaps; null once nobody listens any more.</summary>
        public object Handler;

        /// <summary>The delegate type that the handle's event has.</summary>
        public abstract Type HandlerType { get; }

        /// <summary>Calls <see cref="Handler"/>, if any, with what the event carried.</summary>
        public abstract void Deliver(object sender, object arguments);
    }
}
