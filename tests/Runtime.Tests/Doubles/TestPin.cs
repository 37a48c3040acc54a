using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

public delegate void PinChanged(object sender, object arguments);

/// <summary>A handle that raises events, as a pin does.</summary>
public sealed class TestPin
{
    public event PinChanged? Changed;

    public PinChanged? Subscribed
    {
        get => Changed;
        set => Changed = value;
    }

    public void Raise(object arguments) => Changed?.Invoke(this, arguments);
}

/// <summary>A line between a <see cref="TestPin"/> and its listener.</summary>
public sealed class TestLine : InterruptLine
{
    private readonly IInterruptSink _sink;

    public TestLine(IInterruptSink sink) => _sink = sink;

    public override bool Accepts(object handler) => handler is PinChanged;

    public override void Deliver(object sender, object arguments) => ((PinChanged)Handler)(sender, arguments);

    public void OnChanged(object sender, object arguments) => _sink.Enqueue(this, sender, arguments);
}

/// <summary>Puts lines on <see cref="TestPin"/>s.</summary>
public sealed class TestPinSource : IInterruptSource
{
    public InterruptLine Tap(object owner, object handle, IInterruptSink sink)
    {
        if (handle is not TestPin pin || pin.Subscribed is null || !ReferenceEquals(pin.Subscribed.Target, owner))
        {
            return null!;
        }

        var line = new TestLine(sink) { Owner = owner, Handler = pin.Subscribed };
        pin.Subscribed = line.OnChanged;
        return line;
    }
}
