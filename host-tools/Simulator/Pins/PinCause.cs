namespace NanoLive.Simulator;

/// <summary>Who changed the level of a pin.</summary>
public enum PinCause
{
    /// <summary>The board wrote it.</summary>
    Write = 0,

    /// <summary>The board changed the pin's direction or pull.</summary>
    Mode = 1,

    /// <summary>A part that is wired to the pin.</summary>
    Part = 2,

    /// <summary>The board released the pin: closed its handle.</summary>
    Release = 3,

    /// <summary>A reset or a power cut took every pin to its reset state.</summary>
    Reset = 4,
}
