namespace NanoLive.Ports
{
    /// <summary>
    /// A connection to an MQTT 3.1.1 broker that is polled from the loop: no call blocks, none calls back. Reconnecting, keep-alive and the
    /// last will (<c>online</c> = 0) are its own business; subscriptions are lost with the connection and made again by the caller, who
    /// sees <see cref="Generation"/> change.
    /// </summary>
    public interface ITransport
    {
        bool IsConnected { get; }

        /// <summary>Counts the connections made since boot.</summary>
        int Generation { get; }

        /// <summary>False when it could not be handed over; the caller tries again later. QoS 1.</summary>
        bool Publish(string topic, byte[] payload, bool retain);

        bool Subscribe(string topicFilter);

        bool Unsubscribe(string topicFilter);

        /// <summary>Takes the oldest message waiting. The inbox is bounded; what does not fit is dropped and comes again, being retained.</summary>
        bool TryReceive(out string topic, out byte[] payload);
    }
}
