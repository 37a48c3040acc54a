using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// Random chains of edits, each a cumulative patch applied live on a simulated board: no value is lost, no object is doubled, nothing old can be reached, a trial
/// that fails leads back to what was, and so does the way back to the release. A refusal is allowed, but every form of an edit has to go live somewhere.
/// </summary>
public class ChainPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 40;
    private const int EditsAtOnce = 3;
    private const string Again = "again:";

    private readonly Dictionary<EditForm, (int Live, int Refused)> _counts = Enum.GetValues<EditForm>().ToDictionary(f => f, _ => (0, 0));
    private int _led;
    private int _fallen;

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
                    from edits in Gen.Choose(0, 100_000).ListOf(4 * EditsAtOnce)
                    select (Seed: seed, Edits: edits.ToArray());
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20260202, 7919);
        Prop.ForAll(cases.ToArbitrary(), one => Holds(one.Seed, one.Edits)).Check(config);
        string told = string.Join("\n", _counts.Select(c => $"{c.Key}: live {c.Value.Live}, in a patch that was refused {c.Value.Refused}")) + $"\n{_led} led back to the release, {_fallen} trials failed";
        output.WriteLine(told);
        Assert.All(_counts, c => Assert.True(c.Value.Live > 0, told));
        Assert.True(_led > Cases / 3 && _fallen > Cases / 3, told);
    }

    // Three versions of three edits each, one that fails on trial, and the release again.
    private void Holds(int seed, int[] edits)
    {
        var run = new ChainRun(RandomDriver.Make(seed), $"{Again} NANOLIVE_CHAIN=\"{seed} {string.Join(' ', edits)}\" dotnet test tests/Corpus.Tests --filter ChainPropertyTests");
        using (run)
        {
            try
            {
                for (int i = 0; i + EditsAtOnce < edits.Length; i += EditsAtOnce)
                {
                    Apply(run, edits[i..(i + EditsAtOnce)]);
                }

                _fallen += run.Fall(Edited(run.Version, edits[^EditsAtOnce..]).Version) ? 1 : 0;
                _led += run.Back() ? 1 : 0;
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.Message}\n{run.Told}");
            }
        }
    }

    private void Apply(ChainRun run, int[] edits)
    {
        var (next, forms) = Edited(run.Version, edits);
        if (forms.Count == 0)
        {
            return;
        }

        bool isLive = run.Apply(next);
        foreach (var form in forms)
        {
            var (live, refused) = _counts[form];
            _counts[form] = isLive ? (live + 1, refused) : (live, refused + 1);
        }
    }

    private static (RandomDriver Version, HashSet<EditForm> Forms) Edited(RandomDriver version, int[] edits)
    {
        var forms = new HashSet<EditForm>();
        foreach (int edit in edits)
        {
            var next = version.Edit(edit);
            if (next != version)
            {
                forms.Add(RandomDriver.FormOf(edit));
            }

            version = next;
        }

        return (version, forms);
    }
}
