using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>
/// One update that power cuts are to interrupt: what runs before it, what is offered, and how a sample of the old driver is told from one of the
/// new. Before the cut and after it the offer stays on the broker.
/// </summary>
internal sealed record Tale(string Name, PatchFile Offer, PatchFile Next)
{
    /// <summary>Confirmed one after the other before the tale begins.</summary>
    public IReadOnlyList<PatchFile> Before { get; init; } = [];

    /// <summary>Whether the fixed arithmetic is that of the old driver instead of the new one.</summary>
    public bool IsOldTheRightOne { get; init; }

    /// <summary>The offer is bad: it goes live, throws and is taken back, and after all cuts the old driver runs.</summary>
    public bool EndsWithTheOld { get; init; }

    /// <summary>The offer waits for a reboot, which is made as soon as it does.</summary>
    public bool NeedsReset { get; init; }

    public int InlineLimitBytes { get; init; } = 4096;

    private static PatchFile Fix { get; } = Firmware.Patch("pressure-fix", 1);

    /// <summary>A small patch, inline.</summary>
    public static Tale Live { get; } = new("live", Fix, Firmware.Patch("gust-filter", 9, Fix));

    /// <summary>The second patch of a chain, which takes the first back.</summary>
    public static Tale Chain { get; } = MakeChain();

    /// <summary>A patch that is rolled back live in its third tick.</summary>
    public static Tale Bad { get; } = MakeBad();

    /// <summary>A neutral patch.</summary>
    public static Tale Back { get; } = MakeBack();

    /// <summary>A patch that is applied at boot.</summary>
    public static Tale Reboot { get; } = MakeReboot();

    /// <summary>A patch in small chunks.</summary>
    public static Tale Chunked { get; } = MakeChunked();

    /// <summary>A packed patch, in small chunks.</summary>
    public static Tale Packed { get; } = MakePacked();

    public static IReadOnlyList<Tale> All => [Live, Chain, Bad, Back, Reboot, Chunked, Packed];

    public override string ToString() => Name;

    /// <summary>What the board runs in the end.</summary>
    public PatchFile? Last => EndsWithTheOld ? Before.LastOrDefault() : Offer;

    private static Tale MakeChain()
    {
        var filter = Firmware.Patch("gust-filter", 2, Fix);
        return new Tale("chain", filter, Firmware.Neutral(9, Fix, filter)) { Before = [Fix], IsOldTheRightOne = true };
    }

    private static Tale MakeBad()
    {
        var bad = Firmware.Patch("bad-refresh", 1);
        return new Tale("bad", bad, Firmware.Patch("pressure-fix", 9)) { EndsWithTheOld = true };
    }

    private static Tale MakeBack()
    {
        var back = Firmware.Neutral(2, Fix);
        return new Tale("back", back, Firmware.Patch("gust-filter", 9, Fix)) { Before = [Fix], IsOldTheRightOne = true };
    }

    private static Tale MakeReboot()
    {
        var fix = Firmware.AtReboot("pressure-fix", 1);
        return new Tale("reboot", fix, Firmware.Patch("gust-filter", 9, fix)) { NeedsReset = true };
    }

    private static Tale MakePacked()
    {
        var fix = Firmware.Signed(new Order("pressure-fix", 1) { ChunkLengthBytes = 128, IsPacked = true });
        return new Tale("packed", fix, Firmware.Patch("gust-filter", 9, fix)) { InlineLimitBytes = 1 };
    }

    private static Tale MakeChunked()
    {
        var fix = Firmware.Signed(new Order("pressure-fix", 1) { ChunkLengthBytes = 128 });
        return new Tale("chunked", fix, Firmware.Patch("gust-filter", 9, fix)) { InlineLimitBytes = 1 };
    }
}
