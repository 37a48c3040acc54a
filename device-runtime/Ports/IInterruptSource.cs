namespace NanoLive.Ports
{
    /// <summary>
    /// Knows one kind of handle that raises events (a pin), and how to put a line of the runtime between it and the driver that listens:
    /// the interrupt is then queued with its time and delivered in a tick.
    /// </summary>
    public interface IInterruptSource
    {
        /// <summary>
        /// For a handle of this kind that <paramref name="owner"/> listens to: subscribes a line in the place of the owner's handler and
        /// returns it. Null when the handle is of another kind or the owner does not listen.
        /// </summary>
        InterruptLine Tap(object owner, object handle, IInterruptSink sink);
    }
}
