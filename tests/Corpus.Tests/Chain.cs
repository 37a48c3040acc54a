using NanoLive.Patching;
using NanoLive.Results;
using NanoLive.Signing;

namespace NanoLive.Corpus.Tests;

/// <summary>Versions of a driver, applied live one after the other on a simulated board. The driver has <c>string Step(int n)</c>, called once a tick.</summary>
internal sealed class Chain : IDisposable
{
    private const string Application = """
        using Corpus; using Drivers; using NanoLive.Objects; using NanoLive.Update;
        namespace Weather {
          public sealed class Application : IApplication {
            public void Build(LiveBoard board) {
              Entry driver = board.Table.Define("driver", typeof(Driver)).Create("driver");
              Script.Start(board, driver, board.Table.Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry)).Create("use", board, driver));
            }
          }
          public class Use : Script {
            private readonly Entry _driver;
            public Use(LiveBoard board, Entry driver) : base(board) { _driver = driver; }
            protected override string Step(int n, long nowMs) { return ((Driver)_driver.Target).Step(n); }
          }
        }
        """;

    private static readonly string s_script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Device", "Script.cs"));

    private readonly string _application;
    private readonly Build _release;
    private readonly List<EarlierPatch> _applied = [];
    private int _sequence;

    /// <param name="release">The driver as it was flashed.</param>
    /// <param name="application">Who uses it, in all versions; null: a task that shows what a step gives.</param>
    public Chain(string release, string? application = null)
    {
        _application = application ?? Application;
        _release = Compile(release);
        Board = new CorpusBoard(_release, new Pair());
    }

    public CorpusBoard Board { get; }

    /// <summary>The last line before the last commit.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The patch from the release to a version, for boards with any of the patches before. Null with the report's text when there is none.</summary>
    public PatchContent? Make(string version, out string told)
    {
        var result = PatchCompiler.Compile(_release, Compile(version), new PatchOptions { After = _applied });
        Verdict = result.Value?.Verdict ?? Verdict.NoChange;
        return Answer(result, out told);
    }

    /// <summary>Of what was made last.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The migrations that are proposed for a version.</summary>
    public string Proposal(string version) => string.Concat(PatchCompiler.Compile(_release, Compile(version), new PatchOptions()).Value!.Stubs.Select(s => s.Text));

    public PatchContent? Back(out string told) => Answer(PatchCompiler.Neutral(_release, new PatchOptions { After = _applied }), out told);

    /// <summary>Whether a patch goes live where the last one was applied.</summary>
    public bool FollowsLast(PatchContent patch) => _applied.Count == 0 || patch.Plan.FromStates.Any(s => s.SequenceEqual(_applied[^1].PayloadDigest));

    /// <summary>Applies a patch live and runs until it is confirmed. The lines since the commit.</summary>
    public IReadOnlyList<string> Apply(PatchContent content, int ticks)
    {
        var lines = TryApply(content, ticks);
        Assert.True(lines != null, $"the board refuses it: {Board.StateText}");
        return lines;
    }

    /// <summary>The same; null when the board refuses the patch.</summary>
    public IReadOnlyList<string>? TryApply(PatchContent content, int ticks)
    {
        var patch = PairBuild.Sign(content, ++_sequence);
        if (!Board.Takes(patch))
        {
            return null;
        }

        int line = Board.Lines.Count;
        Before = line == 0 ? "" : Board.Lines[line - 1];
        Board.Confirm();
        Board.RunToLine(line + ticks);
        _applied.Add(new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, patch.Assembly.ToArray()));
        return [.. Board.Lines.Skip(line)];
    }

    /// <summary>Applies a patch whose ticks throw, and runs on with what was before. False when the board refuses the patch.</summary>
    public bool Fall(PatchContent content, int ticks)
    {
        bool isLive = Board.Takes(PairBuild.Sign(content, ++_sequence));
        if (isLive)
        {
            Board.Fall();
        }

        Board.RunToLine(Board.Lines.Count + ticks);
        return isLive;
    }

    /// <summary>Compiles, applies live, and gives the lines since the commit.</summary>
    public IReadOnlyList<string> Apply(string version, int ticks)
    {
        var patch = Make(version, out string told);
        Assert.True(patch != null && FollowsLast(patch), told);
        return Apply(patch, ticks);
    }

    public IReadOnlyList<string> Rollback(int ticks)
    {
        var patch = Back(out string told);
        Assert.True(patch != null && FollowsLast(patch), told);
        return Apply(patch, ticks);
    }

    public void Dispose() => Board.Dispose();

    private static PatchContent? Answer(Result<PatchReport> result, out string told)
    {
        told = string.Join("\n", result.Diagnostics);
        if (result.Value is not { } report)
        {
            return null;
        }

        told += report.Summary + "\n" + string.Join("\n", report.Edits.Select(e => $"{e.Verdict} {e.Kind} {e.Class}.{e.Member}: {e.Reason}"))
            + "\n" + string.Join("\n", report.Findings.Select(f => $"finding {f.Id}: {f.Message}"));
        return report.Patch;
    }

    private Build Compile(string source)
    {
        var driver = DeviceCompiler.Compile("Drivers", [("/corpus/Driver.cs", source)]);
        return DeviceCompiler.Build(driver, DeviceCompiler.Compile("Application", [("/corpus/Application.cs", _application), ("/corpus/Script.cs", s_script)], driver));
    }
}
