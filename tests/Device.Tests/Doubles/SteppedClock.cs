using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>Time stands still until somebody waits: work takes none, so every run is the same.</summary>
    public sealed class SteppedClock : IClock
    {
        private long _nowUs = 1000000;

        public long NowMs
        {
            get { return _nowUs / 1000; }
        }

        public long NowUs
        {
            get { return _nowUs; }
        }

        public long UtcSeconds { get; set; }

        public void WaitUntil(long dueMs)
        {
            _nowUs = dueMs * 1000 > _nowUs ? dueMs * 1000 : _nowUs;
        }

        public void AdvanceUs(long us)
        {
            _nowUs += us;
        }
    }
}
