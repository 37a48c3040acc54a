namespace NanoLive.Stories.Tests;

/// <summary>What is counted until the power goes.</summary>
internal enum CutKind
{
    /// <summary>Program and erase operations of the flash.</summary>
    Flash,

    /// <summary>Records of the board's trace: ticks, edges, phases, swaps.</summary>
    Record,

    /// <summary>Microseconds.</summary>
    Time,
}
