namespace NanoLive.Simulator;

/// <summary>
/// How long the board stands still while its flash works: on boards that run from the same chip, nothing else happens meanwhile. 0: no time.
/// A W25Q32JV takes some 11,000 ns a byte to erase a 4 KiB sector (45 ms) and 1,600 ns a byte to program a page (0.4 ms).
/// </summary>
/// <param name="ProgramNsPerByte">Nanoseconds.</param>
/// <param name="EraseNsPerByte">Nanoseconds.</param>
public sealed record FlashTiming(long ProgramNsPerByte, long EraseNsPerByte)
{
    /// <summary>Flash that works beside the program, as on boards with two banks.</summary>
    public static FlashTiming Immediate { get; } = new(0, 0);
}
