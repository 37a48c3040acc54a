using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The board's diary as one boot writes it.</summary>
internal sealed class BootTrace(BootGate gate, BoardTrace trace, BoardClock clock) : IBoardTrace
{
    public void Write(string what, string subject, long first, long second)
    {
        if (!gate.IsOver)
        {
            trace.Write(new TraceRecord(clock.NowUs, what, subject, first, second));
        }
    }
}
