using System;

namespace NanoLive.Objects
{
    /// <summary>A bug of the runtime: an invariant does not hold. Nobody catches it; the board resets and a running trial is lost.</summary>
    public sealed class Defect : Exception
    {
        public Defect(string invariant)
            : base(invariant)
        {
        }

        /// <summary>
        /// Whether <paramref name="exception"/> is a defect, also one that came through a reflection call: what a catch of foreign exceptions asks
        /// first, to throw it on. Not in an exception filter: on the real CLR a filter whose exception comes out of an instance method ends
        /// the thread or the CLR (tried).
        /// </summary>
        [ForTools]
        public static bool Is(Exception exception)
        {
            return exception is Defect || exception.InnerException is Defect;
        }
    }
}
