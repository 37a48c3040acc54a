namespace NanoLive.Mqtt.Broker;

/// <summary>A message on its way to one subscriber.</summary>
/// <param name="Qos">The lower one of the message's and the subscription's (4.3).</param>
/// <param name="Replayed">It was retained and is sent because of a new subscription; only then RETAIN is set [MQTT-3.3.1-8], [MQTT-3.3.1-9].</param>
internal readonly record struct Delivery(MqttMessage Message, MqttQos Qos, bool Replayed);
