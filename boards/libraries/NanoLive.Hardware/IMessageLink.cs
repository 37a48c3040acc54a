namespace NanoLive.Hardware
{
    /// <summary>A broker connection that is polled and never blocks. Losses, duplicates, reordering and outages are the simulator's to add.</summary>
    public interface IMessageLink
    {
        bool IsConnected { get; }

        /// <summary>False when the link is down; the message is then not sent.</summary>
        bool Publish(string topic, byte[] payload, bool retain);

        bool Subscribe(string topicFilter);

        bool Unsubscribe(string topicFilter);

        /// <summary>Takes the oldest message that has arrived, if any.</summary>
        bool TryReceive(out string topic, out byte[] payload);
    }
}
