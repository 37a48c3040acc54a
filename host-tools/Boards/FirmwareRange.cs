namespace NanoLive.Boards;

/// <summary>Versions of the firmware, three numbers each: from the first, and below the second.</summary>
public sealed record FirmwareRange(string From, string Below)
{
    public override string ToString() => $"{From} and later, below {Below}";
}
