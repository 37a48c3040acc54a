using System.Globalization;

namespace NanoLive.Simulator;

/// <summary>Connects the instrument beside the board: pins and parts to the trace.</summary>
internal static class BoardTracing
{
    internal static void Observe(SimulatedBoard board, BoardClock clock, BoardLife life)
    {
        foreach (var pin in board.Pins)
        {
            string name = pin.Number.ToString(CultureInfo.InvariantCulture);
            pin.Changed += edge => board.Trace.Write(
                new TraceRecord(edge.TimeUs, TraceWords.Edge, name, edge.Rising ? 1 : 0, (long)edge.Cause));
            pin.Configured += (_, what) => board.Trace.Write(
                new TraceRecord(clock.NowUs, what == "mode" ? TraceWords.Mode : TraceWords.Release, name, (long)pin.Direction, what == "reset" ? 1 : 0));
            pin.ListenerThrew += (_, exception) => board.Trace.Write(
                new TraceRecord(clock.NowUs, TraceWords.Threw, $"interrupt of pin {name}: {exception.Message}", 0, 0));
            pin.Delivered += life.Wake;
        }
    }

    internal static void Observe(IBoardPart part, BoardTrace trace) =>
        part.Noted += noted => trace.Write(
            new TraceRecord(noted.TimeUs, TraceWords.Part, $"{part.Name} {noted.What}", noted.First, noted.Second));
}
