using System.Diagnostics;

namespace NanoLive.Simulator;

/// <summary>
/// Notices when the host gives this process no time: a thread that wants to wake often and is woken late. A board in real time can do nothing
/// about it, so who reads its trace has to know.
/// </summary>
internal sealed class HostStalls : IDisposable
{
    private const int PeriodMs = 10;
    private const long StallMs = 40;

    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    /// <param name="report">Called with the length of each stall in milliseconds, just after it, on a thread of its own.</param>
    public HostStalls(Action<long> report)
    {
        _thread = new Thread(() => Watch(report)) { IsBackground = true, Name = "host stalls", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Watch(Action<long> report)
    {
        long before = Stopwatch.GetTimestamp();
        while (!_end.Wait(PeriodMs))
        {
            long stalledMs = (long)Stopwatch.GetElapsedTime(before).TotalMilliseconds - PeriodMs;
            before = Stopwatch.GetTimestamp();
            if (stalledMs > StallMs)
            {
                report(stalledMs);
            }
        }
    }
}
