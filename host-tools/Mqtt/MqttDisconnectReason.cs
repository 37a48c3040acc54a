namespace NanoLive.Mqtt;

public enum MqttDisconnectReason
{
    /// <summary>This side asked for it.</summary>
    Requested,

    /// <summary>The broker closed it: stopped, took the session over for another connection, or did not like what it got.</summary>
    ClosedByBroker,

    /// <summary>The network failed.</summary>
    NetworkFailed,

    /// <summary>An acknowledgement or a ping was not answered in time.</summary>
    NoAnswer,

    /// <summary>The broker sent what MQTT 3.1.1 does not allow, or a packet over the limit.</summary>
    ProtocolViolated,
}
