using NanoLive.Objects;

namespace NanoLive.Ports
{
    /// <summary>Puts lines between one kind of giver of events (pins; the objects of class libraries) and the drivers that listen.</summary>
    public interface ILineSource
    {
        /// <summary>What is given away at present; a swap finds the listeners here. An array that was handed out never changes.</summary>
        Line[] Lines { get; }

        /// <summary>
        /// Called once, before the application makes anything: from now on whoever listens has a line.
        /// </summary>
        /// <param name="sink">For what can wait for a tick.</param>
        /// <param name="gate">For what cannot: entered before, and left after, a handler is called on the thread of the event, so that none is inside while objects are swapped.</param>
        void Connect(IInterruptSink sink, Entry gate);
    }
}
