using System.Collections.Concurrent;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>
/// Power cuts in chains, rollbacks, recoveries and at any time: a sample that is the same each time. NANOLIVE_EXHAUSTIVE=1 tries all: 9,268 cases,
/// some 140 minutes of processor time by a sample of 105; NANOLIVE_EXHAUSTIVE=&lt;tale&gt; all of one tale, 738 to 1,569 cases.
/// </summary>
public class PowerCutSamples
{
    private const int Tears = 4;
    private const int StepUs = 1000;

    private static readonly ConcurrentDictionary<string, Lazy<Measurement>> s_measurements = new();

    [Theory]
    [InlineData("chain")]
    [InlineData("bad")]
    [InlineData("back")]
    [InlineData("reboot")]
    [InlineData("chunked")]
    [InlineData("packed")]
    public void Cut_at_a_flash_operation_is_survived(string name)
    {
        var (tale, whole) = Find(name);
        foreach (var cut in Measurement.Some(whole.FlashCuts(Tears), 4, name))
        {
            Interruption.Tell(tale, cut);
        }
    }

    [Theory]
    [InlineData("live", TraceWords.Commit)]
    [InlineData("bad", TraceWords.Commit)]
    [InlineData("bad", TraceWords.Threw)]
    [InlineData("bad", TraceWords.Rollback)]
    [InlineData("back", TraceWords.Commit)]
    public void Cut_in_the_step_of_a_swap_or_a_rollback_is_survived(string name, string word)
    {
        var (tale, whole) = Find(name);
        Interruption.Tell(tale, Cut.AtRecord(Assert.Single(whole.NumbersOf(word))));
    }

    [Theory]
    [InlineData("live")]
    [InlineData("bad")]
    [InlineData("reboot")]
    [InlineData("packed")]
    public void Cut_at_any_moment_is_survived(string name)
    {
        var (tale, whole) = Find(name);
        foreach (var cut in Measurement.Some(Moments(whole), 3, name))
        {
            Interruption.Tell(tale, cut);
        }
    }

    [Theory]
    [InlineData("live")]
    [InlineData("chain")]
    [InlineData("bad")]
    [InlineData("reboot")]
    public void Second_cut_while_the_board_recovers_is_survived(string name)
    {
        var (tale, whole) = Find(name);
        foreach (var pair in Measurement.Some(Pairs(whole), 2, name))
        {
            Interruption.Tell(tale, pair);
        }
    }

    [Fact]
    public void Every_cut_is_survived()
    {
        string? wanted = Environment.GetEnvironmentVariable("NANOLIVE_EXHAUSTIVE");
        if (wanted == null)
        {
            Assert.Skip("takes long: set NANOLIVE_EXHAUSTIVE to 1, or to the name of a tale");
        }

        foreach (var tale in Tale.All.Where(tale => wanted == "1" || tale.Name == wanted))
        {
            var whole = Interruption.Measure(tale);
            Cut[][] cases = [.. whole.FlashCuts(6).Concat(Moments(whole)).Select(cut => (Cut[])[cut]), .. Pairs(whole)];
            TestContext.Current.SendDiagnosticMessage($"{tale}: {whole.Operations} operations, {cases.Length} cases");
            var failures = new ConcurrentQueue<string>();
            Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, cuts =>
            {
                try
                {
                    Interruption.Tell(tale, cuts);
                }
                catch (InvalidOperationException exception)
                {
                    failures.Enqueue(exception.Message);
                }
            });
            Assert.Empty(failures);
        }
    }

    private static (Tale Tale, Measurement Whole) Find(string name)
    {
        var tale = Tale.All.First(tale => tale.Name == name);
        return (tale, s_measurements.GetOrAdd(name, _ => new Lazy<Measurement>(() => Interruption.Measure(tale))).Value);
    }

    // Every record of the trace, inside the step that writes it, and a grid of times: finer before the swap than during the trial.
    private static IEnumerable<Cut> Moments(Measurement whole)
    {
        for (int record = 1; record <= whole.Records.Count; record++)
        {
            yield return Cut.AtRecord(record);
        }

        for (long us = StepUs; us < whole.Us; us += us < 100 * StepUs ? StepUs : 20 * StepUs)
        {
            yield return Cut.AfterUs(us);
        }
    }

    // A recovery has as many operations as were left, and two at least: those of a boot that finds a patch. Only after the very last cut there may
    // be fewer. The board boots for a second.
    private static IEnumerable<Cut[]> Pairs(Measurement whole)
    {
        foreach (var first in whole.FlashCuts(1).Where(cut => cut.At < whole.Operations))
        {
            for (int operation = 1; operation <= Math.Max(2, whole.Operations - first.At); operation++)
            {
                yield return [first, Cut.AtOperation(operation, operation % 2 == 0 ? CutPoint.Before : CutPoint.During, (ulong)operation)];
            }

            for (long us = 999_000; us < 1_100_000; us += 10 * StepUs)
            {
                yield return [first, Cut.AfterUs(us)];
            }
        }
    }
}
