namespace NanoLive.Hardware
{
    /// <summary>The board's way to a broker: a message link for runs in simulated time, or MQTT over real TCP.</summary>
    public interface INetwork
    {
        /// <summary>The deterministic link, or null when the board is to use its MQTT library over TCP.</summary>
        IMessageLink Messages { get; }

        /// <summary>A new, unconnected MQTT connection over TCP.</summary>
        IMqttLink CreateMqtt(string host, int port, IMqttLinkListener listener);
    }
}
