namespace NanoLive.Hardware
{
    /// <summary>One MQTT 3.1.1 connection over TCP. Calls block as those of nanoFramework.M2Mqtt do.</summary>
    public interface IMqttLink
    {
        bool IsConnected { get; }

        /// <summary>Returns the CONNACK code (0 accepted), or 255 when no connection came about.</summary>
        int Connect(
            string clientId,
            string user,
            string password,
            bool willRetain,
            int willQos,
            string willTopic,
            byte[] willMessage,
            bool cleanSession,
            int keepAliveSeconds);

        /// <summary>Returns the packet id, 0 for QoS 0.</summary>
        int Publish(string topic, byte[] payload, int qos, bool retain);

        int Subscribe(string topicFilter, int qos);

        int Unsubscribe(string topicFilter);

        /// <summary>Ends the connection. The listener's OnClosed follows, once a connection, whoever ended it.</summary>
        void Disconnect();
    }
}
