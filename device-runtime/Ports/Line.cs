using System;

namespace NanoLive.Ports
{
    /// <summary>
    /// What drivers gave to somebody whom a swap cannot look into: a pin, or an object of a class library. It has the line, and the line has
    /// what it was given. A swap moves that by writing <see cref="Handler"/>.
    /// </summary>
    public abstract class Line
    {
        /// <summary>A delegate of <see cref="HandlerType"/>, of several subscribers perhaps; null once nobody listens any more.</summary>
        public object Handler;

        /// <summary>The delegate type that is asked for.</summary>
        public abstract Type HandlerType { get; }
    }
}
