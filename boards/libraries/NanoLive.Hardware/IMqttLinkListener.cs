namespace NanoLive.Hardware
{
    /// <summary>What an MQTT connection reports, on a thread of its own.</summary>
    public interface IMqttLinkListener
    {
        void OnMessage(string topic, byte[] payload, int qos, bool retain, bool duplicate);

        void OnPublished(int packetId);

        void OnSubscribed(int packetId, int grantedQos);

        void OnUnsubscribed(int packetId);

        void OnClosed();
    }
}
