namespace NanoLive.Simulator;

/// <summary>Something soldered to a board. Resets of the board's processor do not touch it; power cuts do.</summary>
public interface IBoardPart
{
    /// <summary>The name in traces, in small letters.</summary>
    string Name { get; }

    /// <summary>Raised for what the part counts; becomes a <see cref="TraceWords.Part"/> record.</summary>
    event Action<PartEvent>? Noted;

    /// <summary>Supply voltage is there. Called once before the first boot and after each power cut.</summary>
    void PowerOn();

    /// <summary>Supply voltage is gone; what the part kept in volatile registers goes with it.</summary>
    void PowerOff();
}
