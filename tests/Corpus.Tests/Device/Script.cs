using NanoLive.Objects;
using NanoLive.Update;

namespace Corpus
{
    /// <summary>Drives a driver: each tick is a line in the board's diary, which tests compare.</summary>
    public abstract class Script : ITickable
    {
        /// <summary>The word of its lines in the diary.</summary>
        public const string Word = "corpus";

        /// <summary>While set, ticks are counted and the driver is left alone.</summary>
        public static bool IsIdle;

        /// <summary>Which board this is: tests tell boards apart by it.</summary>
        public static string Topic;

        public static Entry Driver;

        private readonly LiveBoard _board;
        private int _n;

        protected Script(LiveBoard board)
        {
            _board = board;
        }

        public static void Start(LiveBoard board, Entry driver, Entry use)
        {
            Topic = board.Settings.DeviceTopic("corpus");
            Driver = driver;
            board.Loop.Add(use, 100);
        }

        public void Tick(long nowMs)
        {
            _board.Trace.Write(Word, IsIdle ? "" : Step(_n, nowMs), _n, 0);
            _n++;
        }

        protected abstract string Step(int n, long nowMs);
    }
}
