namespace NanoLive.Ports
{
    /// <summary>A line of a handle whose events are interrupts: each ends at the line, waits in the queue and is delivered in a tick. The hardware is not touched by a swap.</summary>
    public abstract class InterruptLine : Line
    {
        /// <summary>Calls <see cref="Line.Handler"/>, if any, with what the event carried.</summary>
        public abstract void Deliver(object sender, object arguments);
    }
}
