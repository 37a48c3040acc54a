namespace NanoLive.Simulator;

/// <summary>What an operation of the chip answers; the numbers of <see cref="Hardware.IFlashChip"/>.</summary>
public enum FlashFault
{
    None = 0,
    OutOfBounds = 1,
    Misaligned = 2,
    NotErased = 3,

    /// <summary>The chip has no power, or the operation was cut.</summary>
    Dead = 4,
}
