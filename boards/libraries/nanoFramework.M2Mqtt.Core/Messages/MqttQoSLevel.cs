namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>Delivery guarantee of a message (MQTT 3.1.1, section 4.3).</summary>
    public enum MqttQoSLevel
    {
        AtMostOnce = 0,
        AtLeastOnce = 1,
        ExactlyOnce = 2,
        GrantedFailure = 0x80,
    }
}
