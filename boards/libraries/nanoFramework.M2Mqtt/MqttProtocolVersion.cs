namespace nanoFramework.M2Mqtt
{
    /// <summary>Versions of MQTT. The simulated board speaks 3.1.1.</summary>
    public enum MqttProtocolVersion
    {
        Version_3_1 = 0x03,
        Version_3_1_1 = 0x04,
        Version_5 = 0x05,
    }
}
