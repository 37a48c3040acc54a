namespace NanoLive.Boards;

/// <summary>What somebody wants to flash, beside the release.</summary>
public sealed record FlashRequest
{
    /// <summary>The serial port, as the computer calls it.</summary>
    public required string Port { get; init; }

    /// <summary>Where the files lie when nanoff reads them.</summary>
    public required string Folder { get; init; }

    /// <summary>The board's settings; see <see cref="BoardSettingsText"/>.</summary>
    public required string Settings { get; init; }

    /// <summary>The wireless network to join; null: whatever the board is set to.</summary>
    public string? Ssid { get; init; }

    /// <summary>Its password; null: an open network.</summary>
    public string? WifiPassword { get; init; }

    /// <summary>Version of the firmware; null: the newest.</summary>
    public string? Firmware { get; init; }
}
