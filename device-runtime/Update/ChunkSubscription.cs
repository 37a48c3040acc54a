using NanoLive.Ports;
using NanoLive.Staging;

namespace NanoLive.Update
{
    /// <summary>
    /// Subscribes to one chunk at a time: the broker sends no more than the board has asked for, whatever it has. Chunks are retained, so one
    /// that is lost with its connection comes again with the next, and one that the transport dropped with the next subscription (MQTT 3.1.1,
    /// section 3.8.4: each one is answered with the retained messages again).
    /// </summary>
    internal sealed class ChunkSubscription
    {
        private const int PatienceMs = 10000;
        private readonly ITransport _transport;
        private readonly IClock _clock;
        private readonly string _prefix;
        private byte[] _digest;
        private string _folder;
        private string _topic;
        private int _chunk;
        private int _generation;
        private bool _isSubscribed;
        private long _subscribedMs;

        internal ChunkSubscription(ITransport transport, IClock clock, BoardSettings settings)
        {
            _transport = transport;
            _clock = clock;
            _prefix = settings.Root + "/" + settings.Fleet + "/payload/";
            _chunk = PatchStaging.NoChunk;
        }

        internal bool IsAwaited(string topic)
        {
            return _topic != null && topic == _topic;
        }

        /// <summary>Makes the subscription follow what is wanted. Allocates only when that changes.</summary>
        /// <param name="digest">Of the payload; null: nothing is wanted.</param>
        /// <param name="chunk">Its number; <see cref="PatchStaging.NoChunk"/>: none at the moment.</param>
        internal void Await(byte[] digest, int chunk)
        {
            if (digest != _digest || chunk != _chunk)
            {
                Leave();
                _folder = digest == null ? null : digest == _digest ? _folder : _prefix + JsonText.Hex(digest) + "/";
                _digest = digest;
                _chunk = chunk;
                _topic = digest == null || chunk == PatchStaging.NoChunk ? null : _folder + chunk.ToString();
                _isSubscribed = false;
            }

            if (_topic != null && _transport.IsConnected && (!_isSubscribed || _generation != _transport.Generation || IsOverdue))
            {
                _generation = _transport.Generation;
                _subscribedMs = _clock.NowMs;
                _isSubscribed = _transport.Subscribe(_topic);
            }
        }

        private bool IsOverdue
        {
            get { return _clock.NowMs - _subscribedMs >= PatienceMs; }
        }

        // What a lost connection was subscribed to is forgotten anyway.
        private void Leave()
        {
            if (_isSubscribed && _topic != null && _transport.IsConnected && _generation == _transport.Generation)
            {
                _transport.Unsubscribe(_topic);
            }
        }
    }
}
