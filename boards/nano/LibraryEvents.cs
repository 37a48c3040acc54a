using System;

namespace NanoLive.Board
{
    // A mutable static for the reason that PinEvents has one.

    /// <summary>What the lines of prepared releases and patches call when a delegate is given to a class library.</summary>
    public static class LibraryEvents
    {
        /// <summary>Null: no board runs here, and libraries are given what the code says.</summary>
        internal static EventLines Running;

        /// <summary>What the library gets in the handler's place, as far as that is known: null when the handler has no line yet.</summary>
        public static Delegate Find(Delegate handler)
        {
            return Running == null ? handler : Running.Find(handler);
        }

        /// <summary>A new line, and the delegate on it that the library gets.</summary>
        public static void Add(EventLine line, Delegate outer)
        {
            line.Outer = outer;
            Running.Add(line);
        }
    }
}
