namespace NanoLive.Mqtt.Packets;

/// <summary>What the next read gave: a packet, or why there is none. Without both, the other side closed the connection.</summary>
internal readonly record struct Received(Packet? Packet, string? Violation, int LengthBytes);
