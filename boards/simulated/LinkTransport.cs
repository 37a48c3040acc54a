using System.Text;
using NanoLive.Hardware;
using NanoLive.Ports;
using NanoLive.Update;

namespace NanoLive.Guest
{
    /// <summary>
    /// The simulated network as the runtime's transport. The link comes back by itself, and never before it was seen down; each time it is up
    /// again, the board says that it is online. The simulator knows the last will.
    /// </summary>
    public sealed class LinkTransport : ITransport
    {
        private readonly IMessageLink _link;
        private readonly string _onlineTopic;
        private readonly byte[] _online = Encoding.UTF8.GetBytes("1");
        private bool _wasConnected;
        private int _generation;

        public LinkTransport(IMessageLink link, BoardSettings settings)
        {
            _link = link;
            _onlineTopic = settings.DeviceTopic("online");
        }

        /// <inheritdoc/>
        public bool IsConnected
        {
            get { return Look(); }
        }

        /// <inheritdoc/>
        public int Generation
        {
            get
            {
                Look();
                return _generation;
            }
        }

        /// <inheritdoc/>
        public bool Publish(string topic, byte[] payload, bool retain)
        {
            return IsConnected && _link.Publish(topic, payload, retain);
        }

        /// <inheritdoc/>
        public bool Subscribe(string topicFilter)
        {
            return IsConnected && _link.Subscribe(topicFilter);
        }

        /// <inheritdoc/>
        public bool Unsubscribe(string topicFilter)
        {
            return IsConnected && _link.Unsubscribe(topicFilter);
        }

        /// <inheritdoc/>
        public bool TryReceive(out string topic, out byte[] payload)
        {
            return _link.TryReceive(out topic, out payload);
        }

        // Looking is what notices a new connection.
        private bool Look()
        {
            bool isConnected = _link.IsConnected;
            if (isConnected && !_wasConnected)
            {
                _generation++;
                _link.Publish(_onlineTopic, _online, true);
            }

            _wasConnected = isConnected;
            return isConnected;
        }
    }
}
