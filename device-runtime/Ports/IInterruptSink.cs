namespace NanoLive.Ports
{
    /// <summary>Where lines put what happened. Called on the thread that raises the event; never blocks, never allocates.</summary>
    public interface IInterruptSink
    {
        void Enqueue(InterruptLine line, object sender, object arguments);
    }
}
