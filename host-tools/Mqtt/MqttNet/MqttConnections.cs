namespace NanoLive.Mqtt;

/// <summary>The one place where an implementation is chosen: this one, or that of the BuiltIn folder when built without <c>-p:Mqtt=MQTTnet</c>.</summary>
public static class MqttConnections
{
    /// <summary>Unconnected.</summary>
    public static IMqttClient CreateClient() => new MqttNet.MqttNetClient();

    /// <summary>Not yet started.</summary>
    public static IMqttBroker CreateBroker(MqttBrokerOptions? options = null) => new MqttNet.MqttNetBroker(options ?? new MqttBrokerOptions());
}
