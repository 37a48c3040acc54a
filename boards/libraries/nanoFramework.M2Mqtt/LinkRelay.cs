using NanoLive.Hardware;

namespace nanoFramework.M2Mqtt
{
    /// <summary>From one connection of the board's network to the client. A connection that was replaced or closed is heard no more.</summary>
    internal sealed class LinkRelay : IMqttLinkListener
    {
        private readonly MqttClient _client;

        public LinkRelay(MqttClient client)
        {
            _client = client;
        }

        public void OnMessage(string topic, byte[] payload, int qos, bool retain, bool duplicate)
        {
            _client.RaiseMessage(this, topic, payload, qos, retain, duplicate);
        }

        public void OnPublished(int packetId)
        {
            _client.RaisePublished(this, packetId);
        }

        public void OnSubscribed(int packetId, int grantedQos)
        {
            _client.RaiseSubscribed(this, packetId, grantedQos);
        }

        public void OnUnsubscribed(int packetId)
        {
            _client.RaiseUnsubscribed(this, packetId);
        }

        public void OnClosed()
        {
            _client.RaiseClosed(this);
        }
    }
}
