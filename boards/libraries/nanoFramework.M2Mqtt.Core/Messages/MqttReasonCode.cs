namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>How the broker answered a CONNECT (MQTT 3.1.1, table 3.1). The real enumeration also holds the reasons of MQTT 5.</summary>
    public enum MqttReasonCode
    {
        Success = 0,
        ConnectionRefusedUnacceptableProtocolVersion = 1,
        ConnectionRefusedIdentifierRejected = 2,
        ConnectionRefusedServerUnavailable = 3,
        ConnectionRefusedBadUserNameOrPassword = 4,
        ConnectionRefusedNotAuthorized = 5,
    }
}
