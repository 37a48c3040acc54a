using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>One channel of a counter bank.</summary>
    public class Channel
    {
        private int _count;

        public int Count
        {
            get { return _count; }
        }

        public void Step()
        {
            _count++;
        }
    }

    /// <summary>All channels that there are, for whoever lists them.</summary>
    public static class Channels
    {
        public static readonly ArrayList All = new ArrayList();
    }

    /// <summary>Two channels that are also found in a list.</summary>
    public class Bank
    {
        private readonly Channel _left = new Channel();
        private readonly Channel _right = new Channel();

        public Bank()
        {
            Channels.All.Add(_left);
            Channels.All.Add(_right);
        }

        public string Next(int n)
        {
            ((Channel)Channels.All[n % 2]).Step();
            return _left.Count.ToString() + " " + _right.Count.ToString();
        }
    }
}
