namespace NanoLive.Publishing;

/// <summary>A message on a device's topic that is not what such a message is.</summary>
/// <param name="Name">Last level of the topic.</param>
public sealed record UnreadableMessage(string DeviceId, string Name, string Problem) : FleetMessage(DeviceId);
