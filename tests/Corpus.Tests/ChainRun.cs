using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>A random driver on a board, and beside it what each line has to be: every tick is compared with the version that runs by then.</summary>
internal sealed class ChainRun : IDisposable
{
    private const int Ticks = 4;

    private readonly RandomDriver _release;
    private readonly Chain _chain;
    private Dictionary<int, long> _values;
    private int _line;

    /// <param name="release">What is flashed.</param>
    /// <param name="told">What a failure begins with.</param>
    public ChainRun(RandomDriver release, string told)
    {
        (_release, Version) = (release, release);
        Told = told + "\n" + RandomDriverText.Of(release);
        _values = release.Starts;
        _chain = new Chain(RandomDriverText.Of(release));
        _chain.Board.RunToLine(Ticks);
        Follow(release);
    }

    /// <summary>What runs.</summary>
    public RandomDriver Version { get; private set; }

    /// <summary>All that a failing test has to show.</summary>
    public string Told { get; private set; }

    /// <summary>Whether a version goes live after what runs; then it runs.</summary>
    public bool Apply(RandomDriver next)
    {
        return Make(next, isBad: false) is { } patch && Switch(patch, next);
    }

    /// <summary>Whether a version goes live whose ticks throw: what ran before goes on, with the values of then.</summary>
    public bool Fall(RandomDriver next)
    {
        if (Make(next, isBad: true) is not { } patch)
        {
            return false;
        }

        bool isLive = _chain.Fall(patch, Ticks);
        Follow(Version);
        return isLive;
    }

    /// <summary>Whether the release comes back live: what it has goes on, what it has not is gone.</summary>
    public bool Back()
    {
        if (Version == _release || _chain.Back(out string told) is not { } neutral || !_chain.FollowsLast(neutral))
        {
            return false;
        }

        Told += $"\n--- back\n{told}";
        return Switch(neutral, _release);
    }

    public void Dispose() => _chain.Dispose();

    private PatchContent? Make(RandomDriver next, bool isBad)
    {
        string source = RandomDriverText.Of(next, isBad);
        var patch = _chain.Make(source, out string report);
        Told += $"\n---{(isBad ? " bad" : "")}\n{source}{report}";
        return patch != null && _chain.Verdict < Verdict.AtReboot && _chain.FollowsLast(patch) ? patch : null;
    }

    private bool Switch(PatchContent patch, RandomDriver next)
    {
        if (_chain.TryApply(patch, Ticks) is not { Count: var count })
        {
            Follow(Version);
            return false;
        }

        Follow(Version, _chain.Board.Lines.Count - count);
        Version = next;
        Follow(next);
        var left = BoardObjects.Left(_chain.Board, patch.Plan.Classes);
        Assert.True(left.Count == 0, "still there: " + string.Join("; ", left));
        return true;
    }

    private void Follow(RandomDriver version, int? end = null)
    {
        for (; _line < (end ?? _chain.Board.Lines.Count); _line++)
        {
            _values = version.After(_values);
            string expected = version.Show(_values);
            Assert.True(expected == _chain.Board.Lines[_line], $"line {_line} is {_chain.Board.Lines[_line]}, not {expected}");
        }
    }
}
