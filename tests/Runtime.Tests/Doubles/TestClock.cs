using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>Time stands still until a test moves it, or creeps by a fixed amount at each look.</summary>
public sealed class TestClock : IClock
{
    private long _nowUs = 1_000_000;

    /// <summary>Added at each reading, so that work takes time.</summary>
    public long UsPerLook { get; set; }

    public long NowMs => NowUs / 1000;

    public long NowUs => Interlocked.Add(ref _nowUs, UsPerLook);

    public long UtcSeconds { get; set; }

    public void WaitUntil(long dueMs) => Interlocked.Exchange(ref _nowUs, Math.Max(_nowUs, dueMs * 1000));

    public void AdvanceUs(long us) => Interlocked.Add(ref _nowUs, us);

    public void Advance(long ms) => Interlocked.Add(ref _nowUs, ms * 1000);
}
