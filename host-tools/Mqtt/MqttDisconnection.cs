namespace NanoLive.Mqtt;

/// <summary>Why a connection ended.</summary>
/// <param name="Diagnostic">One sentence for a person.</param>
public sealed record MqttDisconnection(MqttDisconnectReason Reason, string Diagnostic);
