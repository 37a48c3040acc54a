using System.Diagnostics;

namespace NanoLive.Benchmarks;

/// <summary>
/// The three kinds of call measured in turns, a few microseconds each, and compared turn by turn: what else the machine does meanwhile hits all
/// three alike, which it does not when they are measured one after the other for seconds. The median of the turns' ratios is printed.
/// </summary>
public static class SideBySide
{
    private const int WarmUpTurns = 20_000;
    private const int Turns = 20_000;

    public static void Print(TextWriter to)
    {
        var calls = new CallBenchmarks();
        calls.Setup();
        Func<int>[] kinds = [calls.Direct, calls.Bound, calls.ThroughEntry];
        var ticks = new long[kinds.Length];
        var bound = new double[Turns];
        var entry = new double[Turns];
        for (int turn = -WarmUpTurns; turn < Turns; turn++)
        {
            for (int i = 0; i < kinds.Length; i++)
            {
                int kind = (i + turn + WarmUpTurns) % kinds.Length;
                long began = Stopwatch.GetTimestamp();
                kinds[kind]();
                ticks[kind] = Stopwatch.GetTimestamp() - began;
            }

            if (turn >= 0)
            {
                bound[turn] = (double)ticks[1] / ticks[0];
                entry[turn] = (double)ticks[2] / ticks[0];
            }
        }

        to.WriteLine();
        to.WriteLine("Side by side, times a direct interface call, median of {0} turns (quartiles):", Turns);
        to.WriteLine("  through a bound field  {0}   target 1.05", Describe(bound));
        to.WriteLine("  through an entry       {0}   target 1.30", Describe(entry));
    }

    private static string Describe(double[] ratios)
    {
        Array.Sort(ratios);
        return FormattableString.Invariant($"{ratios[Turns / 2]:0.00} ({ratios[Turns / 4]:0.00} to {ratios[Turns * 3 / 4]:0.00})");
    }
}
