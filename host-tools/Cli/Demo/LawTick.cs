namespace NanoLive.Cli.Demo;

/// <summary>A tick in which the heater's control law was asked, in milliseconds of the board's clock.</summary>
/// <param name="ToldMs">When its pass began: the time that the law goes by.</param>
/// <param name="EndMs">When it had ended. The relay moves in between.</param>
public readonly record struct LawTick(long ToldMs, long EndMs)
{
    /// <summary>Whether what moved at that time can have been moved by it.</summary>
    public bool Contains(long atMs) => atMs >= ToldMs && atMs <= EndMs;
}
