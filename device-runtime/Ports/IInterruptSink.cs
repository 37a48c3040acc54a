namespace NanoLive.Ports
{
    /// <summary>What the loop hears of events. Called on the threads that raise them; never blocks.</summary>
    public interface IInterruptSink
    {
        /// <summary>To be delivered in a tick. Never allocates.</summary>
        void Enqueue(InterruptLine line, object sender, object arguments);

        /// <summary>A handler that was called on the thread of its event threw.</summary>
        void Threw(Line line);
    }
}
