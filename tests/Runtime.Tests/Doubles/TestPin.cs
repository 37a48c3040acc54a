using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

public delegate void PinChanged(object sender, object arguments);

/// <summary>A handle that raises events, as a pin does, and the source of its own line.</summary>
public sealed class TestPin : ILineSource
{
    private IInterruptSink? _sink;

    public event PinChanged Changed
    {
        add
        {
            Lines = Lines.Length > 0 ? Lines : [new TestLine()];
            Lines[0].Handler = Delegate.Combine((Delegate?)Lines[0].Handler, value)!;
        }

        remove
        {
            Lines[0].Handler = Delegate.Remove((Delegate?)Lines[0].Handler, value)!;
            Lines = Lines[0].Handler == null ? [] : Lines;
        }
    }

    // Not as what it is: a swap is to find it among the lines, not in a field.
    public Line[] Lines { get; private set; } = [];

    public void Connect(IInterruptSink sink, Entry gate) => _sink = sink;

    public void Raise(object arguments)
    {
        foreach (var line in Lines)
        {
            _sink!.Enqueue((InterruptLine)line, this, arguments);
        }
    }
}

/// <summary>A line between a <see cref="TestPin"/> and its listeners.</summary>
public sealed class TestLine : InterruptLine
{
    public override Type HandlerType => typeof(PinChanged);

    public override void Deliver(object sender, object arguments) => ((PinChanged?)Handler)?.Invoke(sender, arguments);
}
