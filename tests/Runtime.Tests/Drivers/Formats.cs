#nullable disable
using NanoLive.Objects;

namespace NanoLive.Runtime.Drivers;

/// <summary>A meter that has its own idea of how state is read and written.</summary>
public class Meter : IStateExporter, IStateImporter
{
    public const int OwnFormat = StateFormat.FirstOwn << 2;

    private int _total;
    private readonly object _handle = "handle";

    public Meter()
    {
    }

    protected Meter(Meter adoption) => _handle = null;

    public static int Offers { get; set; } = OwnFormat | StateFormat.Fields;

    public static int Takes { get; set; } = OwnFormat | StateFormat.Fields;

    public static Action Interrupting { get; set; }

    public int ExportFormats => Offers;

    public int ImportFormats => Takes;

    public int Total
    {
        get => _total;
        set => _total = value;
    }

    public object Handle => _handle;

    public int ImportedFormat { get; private set; }

    public object ExportState(int format)
    {
        Interrupting?.Invoke();
        if (format != StateFormat.Snapshot)
        {
            return _total * 2;
        }

        var state = new NeutralState();
        state.Add("_total", (long)_total + 100);
        state.Add("unknown", "passed over");
        return state;
    }

    public void ImportState(int format, object state)
    {
        ImportedFormat = format;
        Interrupting?.Invoke();
        if (format == StateFormat.Snapshot)
        {
            Assert.True(((NeutralState)state).TryGet("_total", out object total));
            _total = (int)(long)total;
        }
        else if (format != StateFormat.Reset)
        {
            _total = (int)state / 2;
        }
    }
}

public class MeterA : Meter
{
    public MeterA()
    {
    }

    public MeterA(MeterA adoption)
        : base(adoption)
    {
    }
}

/// <summary>A counter with subscriptions.</summary>
public class Counter
{
    private readonly Doubles.TestPin _pin;
    private int _edges;

    public Counter(Doubles.TestPin pin)
    {
        _pin = pin;
        _pin.Changed += OnChanged;
    }

    protected Counter(Counter adoption)
    {
    }

    public int Edges => _edges;

    public List<object> Seen { get; private set; } = [];

    public event Action<int> Counted;

    public void Stop() => _pin.Changed -= OnChanged;

    public void Start() => _pin.Changed += OnChanged;

    protected internal virtual void OnChanged(object sender, object arguments) => Note(arguments);

    public virtual void OnOther(int value) => _edges += value;

    protected void Note(object arguments)
    {
        _edges++;
        Seen.Add(arguments);
        Counted?.Invoke(_edges);
    }
}

public class CounterA : Counter
{
    private int _filtered;

    public CounterA(Doubles.TestPin pin)
        : base(pin)
    {
    }

    public CounterA(CounterA adoption)
        : base(adoption)
    {
    }

    public int Filtered => _filtered;

    public int New { get; private set; }

    public void OnNew(object sender, object arguments) => New++;

    public static object Handler(object self, int index) => index switch
    {
        0 => new Doubles.PinChanged(((Counter)self).OnChanged),
        1 => new Action<int>(((CounterA)self).OnOther),
        _ => null,
    };

    protected internal override void OnChanged(object sender, object arguments)
    {
        _filtered++;
        Note(arguments);
    }

    public override void OnOther(int value) => base.OnOther(value * 10);
}

/// <summary>A hand-written migration.</summary>
public static class Migration
{
    public static bool Throws { get; set; }

    public static bool ThrowsDown { get; set; }

    public static void Up(object old, object next)
    {
        if (Throws)
        {
            throw new InvalidOperationException();
        }

        ((ThermometerB)next).Filtered = ((Thermometer)old).Count * 3;
    }

    public static void Down(object next, object old)
    {
        if (ThrowsDown)
        {
            throw new InvalidOperationException();
        }

        ((Thermometer)old).Smoother.Window = ((ThermometerB)next).Filtered;
    }
}

/// <summary>A node of any graph.</summary>
public class Node
{
    public int Number;
    public Node Left;
    public object Right;
    public Node[] Some = new Node[3];
    public System.Collections.ArrayList Others = new();

    public Node()
    {
    }

    protected Node(Node adoption)
    {
        Some = null;
        Others = null;
    }
}

public class NodeA : Node
{
    public NodeA()
    {
    }

    public NodeA(NodeA adoption)
        : base(adoption)
    {
    }
}

/// <summary>Part of the graph, but not of the plan.</summary>
public class Frame
{
    public Node Inner;
    public object Any;
    public Frame Next;
}

/// <summary>A driver whose finalizer releases hardware.</summary>
public class Final
{
    public Final()
    {
    }

    protected Final(Final adoption)
    {
    }

    ~Final()
    {
        lock (Finalized)
        {
            Finalized.Add(GetType().Name);
        }
    }

    public static List<string> Finalized { get; } = [];
}

public class FinalA : Final
{
    public FinalA()
    {
    }

    public FinalA(FinalA adoption)
        : base(adoption)
    {
    }
}
