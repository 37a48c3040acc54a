using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>What happened.</summary>
    public enum Event
    {
        None,
        Opened,
        Closed,
    }

    /// <summary>The last four events, in whatever form they came.</summary>
    public class Log
    {
        private readonly object[] _entries = new object[4];

        public string Next(int n)
        {
            object last = _entries[(n + 3) % 4];
            _entries[n % 4] = n % 3 == 0 ? Event.Opened : Event.Closed;
            return last == null ? "none" : (Event)last == Event.Opened ? "opened" : (Event)last == Event.Closed ? "closed" : "other";
        }
    }
}
