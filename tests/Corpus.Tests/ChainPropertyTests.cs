using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// Random chains of edits, each a cumulative patch applied live on a simulated board: no value is lost, no object is doubled, the way back leads to the
/// release's values, and a reboot with the last patch only starts as the last version does. A refusal is allowed.
/// </summary>
public class ChainPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 12;
    private const string Again = "again:";

    private int _applied;
    private int _refused;

    [Fact]
    public void Chain_of_patches_keeps_every_value_on_a_board_there_and_back()
    {
        // The line that a failure ends with.
        if (Environment.GetEnvironmentVariable("NANOLIVE_CHAIN")?.Split(' ') is [var again, .. var numbers])
        {
            Holds(int.Parse(again, CultureInfo.InvariantCulture), [.. numbers.Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);
            return;
        }

        var cases = from seed in Gen.Choose(0, 100_000)
                    from edits in Gen.Choose(0, 100_000).ListOf(9)
                    select (Seed: seed, Edits: edits.ToArray());
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20260202, 7919);
        Prop.ForAll(cases.ToArbitrary(), one => Holds(one.Seed, one.Edits)).Check(config);
        output.WriteLine($"{_applied} applied, {_refused} refused");
        Assert.True(_applied > Cases, $"{_applied} applied, {_refused} refused");
    }

    // Three versions of three edits each.
    private void Holds(int seed, int[] edits)
    {
        var version = RandomDriver.Make(seed);
        var release = version;
        using var chain = new Chain(version.Source());
        chain.Board.RunToLine(4);
        string told = $"{Again} NANOLIVE_CHAIN=\"{seed} {string.Join(' ', edits)}\" dotnet test tests/Corpus.Tests --filter ChainPropertyTests\n{version.Source()}";
        var values = version.Values.ToDictionary(v => v.Number, v => (long)v.Start);
        int line = 0;
        Follow(chain, version, ref values, ref line, told);
        for (int i = 0; i < edits.Length; i += 3)
        {
            var next = edits.Skip(i).Take(3).Aggregate(version, (at, edit) => at.Edit(edit));
            told += $"\n--- {i / 3 + 1}\n{next.Source()}";
            var patch = chain.Make(next.Source(), out string report);
            told += report;
            if (patch == null || !chain.FollowsLast(patch))
            {
                _refused++;
                return;
            }

            Follow(chain, version, ref values, ref line, told);
            Run(chain, patch, told, commit => Switch(chain, version, next, commit, ref values, ref line, told));
            version = next;
            _applied++;
        }

        // The way back: what the release has goes on, what it has not is gone.
        if (version != release && chain.Back(out string back) is { } neutral && chain.FollowsLast(neutral))
        {
            Run(chain, neutral, told + back, commit => Switch(chain, version, release, commit, ref values, ref line, told));
        }
    }

    private static void Run(Chain chain, NanoLive.Patching.PatchContent patch, string told, Action<int> check)
    {
        try
        {
            int count = chain.Apply(patch, 4).Count;
            check(chain.Board.Lines.Count - count);
        }
        catch (Exception exception) when (!exception.Message.Contains(Again, StringComparison.Ordinal))
        {
            Assert.Fail($"{exception.Message}\n{told}");
        }
    }

    private static void Switch(Chain chain, RandomDriver before, RandomDriver after, int commit, ref Dictionary<int, long> values, ref int line, string told)
    {
        for (; line < commit; line++)
        {
            Check(chain, before, ref values, line, told);
        }

        Follow(chain, after, ref values, ref line, told);
    }

    private static void Follow(Chain chain, RandomDriver version, ref Dictionary<int, long> values, ref int line, string told)
    {
        for (; line < chain.Board.Lines.Count; line++)
        {
            Check(chain, version, ref values, line, told);
        }
    }

    private static void Check(Chain chain, RandomDriver version, ref Dictionary<int, long> values, int line, string told)
    {
        values = version.After(values);
        string expected = version.Show(values);
        Assert.True(expected == chain.Board.Lines[line], $"line {line} is {chain.Board.Lines[line]}, not {expected}\n{told}");
    }
}
