namespace NanoLive.Ports
{
    /// <summary>
    /// Knows one kind of handle that raises events (a pin), and puts a line between it and the drivers that listen: the interrupt is then
    /// queued with its time and delivered in a tick.
    /// </summary>
    public interface IInterruptSource
    {
        /// <summary>What is subscribed at present; a swap finds the listeners here. An array that was handed out never changes.</summary>
        InterruptLine[] Lines { get; }

        /// <summary>
        /// Called once, before the application makes anything: from now on whoever listens to a handle of this kind has a line, which puts
        /// what happens into <paramref name="sink"/>.
        /// </summary>
        void Connect(IInterruptSink sink);
    }
}
