namespace NanoLive.Publishing;

/// <summary>A board came or went; the broker says the latter in its name (last will).</summary>
public sealed record DevicePresence(string DeviceId, bool IsOnline) : FleetMessage(DeviceId);
