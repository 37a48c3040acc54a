using System.Reflection;
using System.Runtime.Loader;
using NanoLive.Corpus.Tests.Parts;
using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Corpus.Tests;

/// <summary>A simulated board with a pair's application on it, in virtual time.</summary>
internal sealed class CorpusBoard : IDisposable
{
    private const int TickUs = 100_000;

    private static int s_boards;

    private readonly SimulatedBoard _board;
    private readonly CorpusPart? _part;
    private readonly List<int> _outcomes = [];
    private int _swaps;
    private long _startedUs;

    public CorpusBoard(Build build, Pair pair)
    {
        _board = PairBuild.Flash(build, new BoardDescription
        {
            Device = $"corpus-{Interlocked.Increment(ref s_boards)}",
            Broker = "broker",
            Seed = 5,
            Settings = new Dictionary<string, string> { ["trial-ms"] = "500" },
        });
        _board.Trace.Written += Note;
        _part = CorpusPart.Create(pair.Part);
        if (_part != null)
        {
            _part.Step = () => (NowUs - _startedUs) / TickUs;
            _board.Buses.Attach(1, pair.Address, _part);
        }

        if (pair.Knob)
        {
            Turn();
        }
    }

    /// <summary>What the script said, a line a tick.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Tasks that threw.</summary>
    public List<string> Thrown { get; } = [];

    public long NowUs => _board.World.NowUs;

    /// <summary>What it reported last, and how the last patch ended.</summary>
    public string StateText => $"{_board.StateText} {(_outcomes.Count == 0 ? 0 : _outcomes[^1])} {string.Join("; ", Thrown)}";

    public object Driver
    {
        get
        {
            object entry = Script().GetField("Driver")!.GetValue(null)!;
            return entry.GetType().GetField("Target")!.GetValue(entry)!;
        }
    }

    /// <summary>All that it has loaded in this boot.</summary>
    public IEnumerable<Assembly> Assemblies => AssemblyLoadContext.GetLoadContext(Script().Assembly)!.Assemblies;

    public byte[] PartState => _part?.State.ToArray() ?? [];

    public void RunToLine(int count) => Assert.True(_board.RunUntil(() => Lines.Count >= count, TimeSpan.FromSeconds(60)), $"no line {count}");

    public void RunTo(long timeUs) => _board.RunFor(TimeSpan.FromMicroseconds(timeUs - NowUs));

    /// <summary>Updates; stops right after the commit, when nobody has called the new object yet.</summary>
    public void Update(PatchFile patch)
    {
        int before = _swaps;
        _board.Publish(patch);
        Assert.True(_board.RunUntil(() => _swaps > before, TimeSpan.FromSeconds(30)), $"not committed: {_board.StateText}");
    }

    /// <summary>Whether the board goes live with it; else it says why not, and goes on as it was.</summary>
    public bool Takes(PatchFile patch)
    {
        var (swaps, outcomes) = (_swaps, _outcomes.Count);
        _board.Publish(patch);
        Assert.True(_board.RunUntil(() => _swaps > swaps || _outcomes.Count > outcomes, TimeSpan.FromSeconds(30)), $"not answered: {StateText}");
        return _swaps > swaps;
    }

    public void Offer(PatchFile patch) => _board.Publish(patch);

    /// <summary>What parts measure begins anew, too, so that the board can be compared with a fresh one.</summary>
    public void Reset()
    {
        _startedUs = NowUs;
        _board.Reset();
    }

    /// <summary>Runs until the patch is confirmed.</summary>
    public void Confirm()
    {
        int before = _outcomes.Count;
        _board.RunUntil(() => _outcomes.Count > before, TimeSpan.FromSeconds(30));
        Assert.True(_outcomes.Count > before && _outcomes[^1] == Status.Confirmed, $"not confirmed: {StateText}");
    }

    /// <summary>Runs until the patch is taken back by itself.</summary>
    public void Fall()
    {
        int before = _outcomes.Count;
        _board.RunUntil(() => _outcomes.Count > before, TimeSpan.FromSeconds(30));
        Assert.True(_outcomes.Count > before && _outcomes[^1] == Status.TickThrew, $"not taken back: {StateText}");
    }

    /// <summary>Gives an idle board the state of another and lets its script begin.</summary>
    public void Begin(ObjectState state, byte[] partState)
    {
        state.PutInto(Driver);
        partState.CopyTo(_part == null ? [] : _part.State);
        Script().GetField("IsIdle")!.SetValue(null, false);
    }

    public void Dispose() => _board.Dispose();

    private Type Script()
    {
        string topic = _board.DeviceTopic("corpus");
        foreach (var assembly in AssemblyLoadContext.All.SelectMany(context => context.Assemblies).Where(a => a.GetName().Name == "Application").Reverse())
        {
            var script = assembly.GetType("Corpus.Script", true)!;
            if ((string?)script.GetField("Topic", BindingFlags.Public | BindingFlags.Static)!.GetValue(null) == topic)
            {
                return script;
            }
        }

        throw new InvalidOperationException("the application does not run");
    }

    private void Note(TraceRecord record)
    {
        switch (record.What)
        {
            case "corpus":
                Lines.Add(record.Subject!);
                break;
            case TraceWords.Commit:
                _swaps++;
                break;
            case TraceWords.Threw:
                Thrown.Add(record.Subject!);
                break;
            case TraceWords.Phase when record.First is Status.Confirmed or >= 200:
                _outcomes.Add((int)record.First);
                break;
        }
    }

    // A quadrature signal, forwards and backwards, between ticks.
    private void Turn()
    {
        for (int i = 0; i < 2000; i++)
        {
            int phase = i / 60 % 2 == 0 ? i % 4 : 3 - i % 4;
            _board.Time.Schedule(1_200_000 + i * 37_000L, () =>
            {
                _board.Pins[20].Drive(phase is 1 or 2);
                _board.Pins[21].Drive(phase is 2 or 3);
            });
        }
    }
}
