using NanoLive.Ports;

namespace NanoLive.Update
{
    // One place for each topic that this board listens to, so a flood on one cannot push out what came on another, and memory is bounded by
    // the number of topics. A later offer on a topic takes the place of an earlier one that was not looked at yet. The broker sends
    // retained offers again with every connection: one that was looked at is not looked at again.

    /// <summary>Offers on their way from the broker to the session.</summary>
    internal sealed class OfferInbox
    {
        private readonly ITransport _transport;
        private readonly string[] _topics;
        private readonly byte[][] _waiting;
        private readonly uint[] _seen;
        private int _generation;
        private int _subscribed;
        private int _next;

        internal OfferInbox(ITransport transport, BoardSettings settings)
        {
            _transport = transport;
            _topics = new string[settings.Groups.Length + 1];
            _waiting = new byte[_topics.Length][];
            _seen = new uint[_topics.Length];
            string prefix = settings.Root + "/" + settings.Fleet + "/offer/";
            _topics[0] = prefix + settings.DeviceId;
            for (int i = 0; i < settings.Groups.Length; i++)
            {
                _topics[i + 1] = prefix + settings.Groups[i];
            }
        }

        /// <summary>Subscribes what is not subscribed yet on this connection.</summary>
        internal void Step()
        {
            if (_generation != _transport.Generation)
            {
                _generation = _transport.Generation;
                _subscribed = 0;
            }

            while (_subscribed < _topics.Length && _transport.IsConnected && _transport.Subscribe(_topics[_subscribed]))
            {
                _subscribed++;
            }
        }

        /// <summary>Keeps the message if it is an offer to this board. False when it is something else.</summary>
        internal bool TryKeep(string topic, byte[] payload)
        {
            for (int i = 0; i < _topics.Length; i++)
            {
                if (_topics[i] == topic)
                {
                    // An empty retained message is how a broker is told to forget one.
                    _waiting[i] = payload.Length == 0 || Mark(payload) == _seen[i] ? null : payload;
                    return true;
                }
            }

            return false;
        }

        /// <summary>The next offer to look at, topics in turn; null when none waits.</summary>
        internal byte[] Next()
        {
            for (int i = 0; i < _topics.Length; i++)
            {
                int topic = (_next + i) % _topics.Length;
                byte[] offer = _waiting[topic];
                if (offer != null)
                {
                    _waiting[topic] = null;
                    _seen[topic] = Mark(offer);
                    _next = topic + 1;
                    return offer;
                }
            }

            return null;
        }

        /// <summary>Looks at all offers again when they come the next time.</summary>
        internal void Forget()
        {
            for (int i = 0; i < _seen.Length; i++)
            {
                _seen[i] = 0;
            }
        }

        // FNV-1a. Whoever makes two offers with one mark only hides the second on the topic where it sent the first.
        private static uint Mark(byte[] bytes)
        {
            uint hash = 2166136261;
            for (int i = 0; i < bytes.Length; i++)
            {
                hash = (hash ^ bytes[i]) * 16777619;
            }

            return hash == 0 ? 1 : hash;
        }
    }
}
