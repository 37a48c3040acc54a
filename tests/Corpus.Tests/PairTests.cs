using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>Each pair: its verdict, and what happens when a running board is updated by it and rolled back.</summary>
public class PairTests
{
    // Ticks before the update, with it, and after the rollback.
    private const int Ticks = 23;

    public static TheoryData<string> Every => [.. Pair.All.Select(pair => pair.Name)];

    public static TheoryData<string> Patched => [.. Pair.All.Where(pair => !pair.Refused && !pair.Wrong && !pair.Silent && !pair.Waits).Select(pair => pair.Name)];

    public static TheoryData<string> RolledBackLive => [.. Patched.Select(row => row.Data).Where(name => !Pair.Named(name).Reboots)];

    public static TheoryData<string> RolledBackByReboot => [.. Patched.Select(row => row.Data).Where(name => Pair.Named(name).Reboots)];

    public static TheoryData<string> Waiting => [.. Pair.All.Where(pair => pair.Waits).Select(pair => pair.Name)];

    [Theory]
    [MemberData(nameof(RolledBackByReboot))]
    public void Values_that_code_converted_go_back_at_the_next_reboot_and_not_before(string name)
    {
        var (pair, build) = Built(name);
        using var board = Running(pair, build);
        var patch = build.Patch();
        board.Update(patch);
        board.Confirm();
        object updated = board.Driver;
        board.Offer(build.Neutral(patch));
        board.RunToLine(board.Lines.Count + (3 * Ticks));
        Assert.Same(updated, board.Driver);
        board.Reset();
        board.RunToLine(board.Lines.Count + Ticks);
        Assert.Equal("Drivers", board.Driver.GetType().Assembly.GetName().Name);
    }

    [Theory]
    [MemberData(nameof(Waiting))]
    public void Patch_that_waits_changes_nothing_until_the_reboot_and_then_all(string name)
    {
        var (pair, build) = Built(name);
        using var board = Running(pair, build);
        object old = board.Driver;
        board.Offer(build.Patch());
        board.RunToLine(3 * Ticks);
        Assert.Same(old, board.Driver);
        board.Reset();
        int line = board.Lines.Count;
        board.RunToLine(line + Ticks);

        using var fresh = new CorpusBoard(build.After, pair);
        fresh.RunToLine(Ticks);
        Assert.Equal(fresh.Lines.Take(Ticks), board.Lines.Skip(line).Take(Ticks));
        Assert.Empty(board.Thrown);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Pair_gets_its_verdict(string name)
    {
        var (pair, build) = Built(name);
        Assert.True(pair.Verdict == build.Report.Verdict.ToString(), build.Lines());
        Assert.True(pair.Kind == "Nothing" ? build.Report.Edits.Count == 0 : build.Report.Edits.Any(edit => edit.Kind.ToString() == pair.Kind), build.Lines());
        Assert.All(pair.Findings, id => Assert.True(build.Report.Findings.Any(finding => finding.Id == id), build.Lines()));
        Assert.True(pair.Refused || pair.Silent ? build.Report.Patch == null : build.Report.Patch != null, build.Lines());
    }

    [Theory]
    [MemberData(nameof(Patched))]
    public void Updated_board_goes_on_as_the_new_version_would_from_the_same_state(string name)
    {
        var (pair, build) = Built(name);
        using var board = Running(pair, build);
        object old = board.Driver;
        board.Update(build.Patch());
        var (state, part, line, timeUs) = (ObjectState.Of(old), board.PartState, board.Lines.Count, board.NowUs);
        board.Confirm();
        board.RunToLine(line + Ticks);

        using var fresh = new CorpusBoard(build.Idle("after"), pair);
        fresh.RunTo(timeUs);
        Assert.Equal(line, fresh.Lines.Count);
        fresh.Begin(state.As(pair.State), part);
        fresh.RunToLine(line + Ticks);
        Assert.Equal(fresh.Lines.Skip(line), board.Lines.Skip(line).Take(Ticks));
        Assert.Empty(board.Thrown);
        Assert.Empty(fresh.Thrown);
    }

    [Theory]
    [MemberData(nameof(RolledBackLive))]
    public void Rolled_back_board_goes_on_as_the_old_version_would(string name)
    {
        var (pair, build) = Built(name);
        using var board = Running(pair, build);
        var patch = build.Patch();
        board.Update(patch);
        board.Confirm();
        board.RunToLine(board.Lines.Count + Ticks);
        object updated = board.Driver;
        board.Update(build.Neutral(patch));
        var (state, part, line, timeUs) = (ObjectState.Of(updated), board.PartState, board.Lines.Count, board.NowUs);
        board.Confirm();
        board.RunToLine(line + Ticks);

        // Either the old version from the state that the new one left, or, where both make the same state, a board that was never updated.
        using var left = new CorpusBoard(pair.Diverges ? build.Idle("before") : build.Before, pair);
        left.RunTo(timeUs);
        if (pair.Diverges)
        {
            left.Begin(state.Without(pair.State), part);
        }

        left.RunToLine(line + Ticks);
        Assert.Equal(left.Lines.Skip(line).Take(Ticks), board.Lines.Skip(line).Take(Ticks));
        Assert.Empty(board.Thrown);
    }

    private static (Pair Pair, PairBuild Build) Built(string name) => (Pair.Named(name), new PairBuild(Pair.Named(name)));

    private static CorpusBoard Running(Pair pair, PairBuild build)
    {
        var board = new CorpusBoard(build.Before, pair);
        board.RunToLine(Ticks);
        return board;
    }
}
