namespace NanoLive.Mqtt.Broker;

/// <summary>The answer to a CONNECT.</summary>
/// <param name="Session">Null when refused.</param>
internal readonly record struct Admission(MqttConnectCode Code, bool SessionPresent, Session? Session);
