namespace NanoLive.Ports
{
    /// <summary>
    /// One subscription of a driver to a handle. The hardware's event ends at the line; the line's <see cref="Handler"/> is called in a tick.
    /// A swap moves the subscription by writing <see cref="Owner"/> and <see cref="Handler"/>: the hardware is not touched.
    /// </summary>
    public abstract class InterruptLine
    {
        /// <summary>The object that listens.</summary>
        public object Owner;

        /// <summary>A delegate of the type that the handle's event has; its target is <see cref="Owner"/>.</summary>
        public object Handler;

        /// <summary>Whether <paramref name="handler"/> has the delegate type that <see cref="Deliver"/> calls.</summary>
        public abstract bool Accepts(object handler);

        /// <summary>Calls <see cref="Handler"/> with what the event carried.</summary>
        public abstract void Deliver(object sender, object arguments);
    }
}
