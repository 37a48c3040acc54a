namespace NanoLive.Simulator;

/// <summary>
/// A relay on an output pin that switches the heater of a <see cref="HeatedBox"/>: high is on. Every movement of the contact is kept, with
/// its cause: a relay that drops because the board was reset is told from one that the control law switched.
/// </summary>
public sealed class HeaterOutput : IBoardPart
{
    private readonly List<PinEdge> _switches = [];
    private readonly HeatedBox _box;
    private readonly SimulatedPin _pin;

    internal HeaterOutput(SimulatedPin pin, HeatedBox box)
    {
        _pin = pin;
        _box = box;
        pin.Changed += OnChanged;
    }

    /// <inheritdoc/>
    public event Action<PartEvent>? Noted;

    /// <inheritdoc/>
    public string Name => "heater";

    /// <summary>The number of the pin.</summary>
    public int Pin => _pin.Number;

    /// <summary>Whether the contact is closed.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Every movement of the contact, oldest first; bounded as the pin's edges are.</summary>
    public IReadOnlyList<PinEdge> Switches => _switches;

    /// <summary>Movements that no program asked for: resets, power cuts, changes of mode, released handles.</summary>
    public int UnaskedSwitches { get; private set; }

    /// <inheritdoc/>
    public void PowerOn()
    {
    }

    /// <inheritdoc/>
    public void PowerOff()
    {
    }

    private void OnChanged(PinEdge edge)
    {
        IsOn = edge.Rising;
        _box.Heat(edge.Rising, edge.TimeUs);
        if (_pin.KeepEdges)
        {
            _switches.Add(edge);
        }

        if (edge.Cause != PinCause.Write)
        {
            UnaskedSwitches++;
            Noted?.Invoke(new PartEvent(edge.TimeUs, "unasked", edge.Rising ? 1 : 0, (long)edge.Cause));
        }
    }
}
