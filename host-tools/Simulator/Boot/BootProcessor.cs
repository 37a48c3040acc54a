using System.Runtime;
using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>
/// Runs the board's code, and breaks off what does not end. Time counts in two ways: the board's, which passes while code waits; and that of the
/// host's processors, because the board's stands still while code computes. The host's wall clock does not: a busy host breaks nothing off.
///
/// .NET breaks work off once in the life of a thread; a second time it waits for ever (10.0, tried). So a thread on which that has happened
/// is spent, and who runs the board takes another.
/// </summary>
internal sealed class BootProcessor(BootGate gate, BoardClock clock) : IProcessor
{
    [ThreadStatic]
    private static bool t_isSpent;

    private CancellationTokenSource? _limit;
    private long _endUs;

    /// <summary>Whether the calling thread can be of no more use to any board.</summary>
    internal static bool IsThreadSpent => t_isSpent;

    public bool TryRun(ThreadStart work, int limitMs)
    {
        gate.Check();

        // Not disposed: its watch may look once more when the work has ended.
        var limit = new CancellationTokenSource();
        var length = TimeSpan.FromMilliseconds(limitMs);
        var end = Environment.CpuUsage.TotalTime + length;
        using var watch = new Timer(_ => EndLate(limit, end), null, length, length / 4);
        _limit = limit;
        _endUs = clock.NowUs + (limitMs * 1000L);
        try
        {
#pragma warning disable SYSLIB0046 // Warns of what it leaves half done: so does a board that breaks off work.
            ControlledExecution.Run(new Action(work), limit.Token);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            t_isSpent = true;
            gate.Check();
            return false;
        }
        finally
        {
            _limit = null;
        }
    }

    /// <summary>Lets the board's time pass while its code waits: to the end, or to that of the work's limit, and then the wait does not return.</summary>
    internal void Wait(long durationUs)
    {
        if (_limit is { } limit && clock.NowUs + durationUs > _endUs)
        {
            clock.Pass(Math.Max(_endUs - clock.NowUs, 0));
            limit.Cancel();
        }

        clock.Pass(durationUs);
    }

    private static void EndLate(CancellationTokenSource limit, TimeSpan end)
    {
        if (Environment.CpuUsage.TotalTime >= end)
        {
            limit.Cancel();
        }
    }
}
