namespace NanoLive.Mqtt;

/// <summary>How often a message arrives (MQTT 3.1.1, 4.3). QoS 2 is not offered: what travels here may arrive twice.</summary>
public enum MqttQos
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}
