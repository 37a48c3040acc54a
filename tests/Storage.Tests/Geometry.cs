namespace NanoLive.Storage.Tests;

/// <summary>A flash to try: the smaller the journal, the more often it changes regions.</summary>
public sealed record Geometry(int WriteUnitBytes, int JournalBytes, int SlotBytes)
{
    public static readonly Geometry[] All =
    [
        new(1, 160, 1792),
        new(4, 352, 2048),
        new(32, 512, 1824),
        new(16, 4096, 2304),
    ];

    public override string ToString() => $"{WriteUnitBytes},{JournalBytes},{SlotBytes}";

    public static Geometry Parse(string text)
    {
        int[] numbers = [.. text.Split(',').Select(int.Parse)];
        return new Geometry(numbers[0], numbers[1], numbers[2]);
    }
}
