using NanoLive.Mqtt.Broker;
using NanoLive.Mqtt.Client;

namespace NanoLive.Mqtt;

/// <summary>The one place where an implementation is chosen: this one, or that of the MqttNet folder when built with <c>-p:Mqtt=MQTTnet</c>.</summary>
public static class MqttConnections
{
    /// <summary>Unconnected.</summary>
    public static IMqttClient CreateClient() => new MqttClient();

    /// <summary>Not yet started.</summary>
    public static IMqttBroker CreateBroker(MqttBrokerOptions? options = null) => new MqttBroker(options ?? new MqttBrokerOptions());
}
