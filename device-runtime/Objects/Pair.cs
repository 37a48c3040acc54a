namespace NanoLive.Objects
{
    /// <summary>An object and the one that takes its place.</summary>
    internal sealed class Pair
    {
        internal readonly ClassSwap Class;
        internal readonly object Old;
        internal readonly object New;

        /// <summary>Whether the new one has gone live.</summary>
        internal bool IsLive;

        /// <summary>Whether a thread ran inside, which was stopped for the swap.</summary>
        internal bool HadThread;

        /// <summary>The walk that met it in its last run.</summary>
        internal Walk ReachedBy;

        // What was exported and is to be imported: a value for each route, and the state of an own format.
        internal ClassTransfer Transfer;
        internal object[] Values;
        internal int Format;
        internal object State;

        internal Pair(ClassSwap swap, object old, object next)
        {
            Class = swap;
            Old = old;
            New = next;
        }

        /// <summary>The one that takes the other's place: on the way up the new one, on the way down the old one.</summary>
        internal object To(bool up)
        {
            return up ? New : Old;
        }
    }
}
