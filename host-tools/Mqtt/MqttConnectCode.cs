namespace NanoLive.Mqtt;

/// <summary>How a connection attempt ended: the codes of CONNACK (MQTT 3.1.1, table 3.1), and those for which there was none.</summary>
public enum MqttConnectCode
{
    Accepted = 0,
    UnacceptableProtocolVersion = 1,
    IdentifierRejected = 2,
    ServerUnavailable = 3,
    BadUserNameOrPassword = 4,
    NotAuthorized = 5,

    /// <summary>Something answered, but not as a broker does, or it closed the connection without a word.</summary>
    NotABroker = 254,

    /// <summary>Nobody answered: wrong address, closed port, network down, or no answer in time.</summary>
    Unreachable = 255,
}
