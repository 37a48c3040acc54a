using System;
using System.Threading;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using NanoLive.Ports;
using NanoLive.Update;

namespace NanoLive.Board
{
    /// <summary>
    /// nanoFramework.M2Mqtt behind the runtime's transport. The library blocks while it connects, calls back on a thread of its own and does
    /// not reconnect; so one thread of ours does nothing but keep a connection, and the library's callback only fills a bounded inbox.
    /// </summary>
    public sealed class MqttTransport : ITransport
    {
        private const int InboxCapacity = 8;
        private const int FirstRetryMs = 500;
        private const int LongestRetryMs = 30000;
        private const int WatchMs = 200;
        private const ushort KeepAliveSeconds = 20;

        private readonly object _gate = new object();
        private readonly string[] _topics = new string[InboxCapacity];
        private readonly byte[][] _payloads = new byte[InboxCapacity][];
        private readonly BoardSettings _settings;
        private readonly string _onlineTopic;
        private IMqttClient _client;
        private int _first;
        private int _count;
        private int _generation;

        /// <summary>Starts to keep a connection to the broker that the settings name; without one the board stays offline.</summary>
        public MqttTransport(BoardSettings settings)
        {
            _settings = settings;
            _onlineTopic = settings.DeviceTopic("online");
            if (settings.BrokerHost != null)
            {
                new Thread(KeepConnected).Start();
            }
        }

        /// <inheritdoc/>
        public bool IsConnected
        {
            get
            {
                IMqttClient client = _client;
                return client != null && client.IsConnected;
            }
        }

        /// <inheritdoc/>
        public int Generation
        {
            get { return _generation; }
        }

        /// <inheritdoc/>
        public bool Publish(string topic, byte[] payload, bool retain)
        {
            if (!IsConnected)
            {
                return false;
            }

            _client.Publish(topic, payload, null, null, MqttQoSLevel.AtLeastOnce, retain);
            return true;
        }

        /// <inheritdoc/>
        public bool Subscribe(string topicFilter)
        {
            if (!IsConnected)
            {
                return false;
            }

            _client.Subscribe(new string[] { topicFilter }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            return true;
        }

        /// <inheritdoc/>
        public bool Unsubscribe(string topicFilter)
        {
            if (!IsConnected)
            {
                return false;
            }

            _client.Unsubscribe(new string[] { topicFilter });
            return true;
        }

        /// <inheritdoc/>
        public bool TryReceive(out string topic, out byte[] payload)
        {
            lock (_gate)
            {
                if (_count == 0)
                {
                    topic = null;
                    payload = null;
                    return false;
                }

                topic = _topics[_first];
                payload = _payloads[_first];
                _topics[_first] = null;
                _payloads[_first] = null;
                _first = (_first + 1) % InboxCapacity;
                _count--;
                return true;
            }
        }

        private void KeepConnected()
        {
            int retryMs = FirstRetryMs;
            while (true)
            {
                if (IsConnected)
                {
                    Thread.Sleep(WatchMs);
                }
                else if (TryConnect())
                {
                    retryMs = FirstRetryMs;
                }
                else
                {
                    Thread.Sleep(retryMs);
                    retryMs = retryMs * 2 > LongestRetryMs ? LongestRetryMs : retryMs * 2;
                }
            }
        }

        private bool TryConnect()
        {
            try
            {
                IMqttClient client = new MqttClient(_settings.BrokerHost, _settings.BrokerPort, false, null, null, MqttSslProtocols.None);
                client.MqttMsgPublishReceived += OnReceived;
                MqttReasonCode answer = client.Connect(
                    _settings.DeviceId,
                    _settings.BrokerUser,
                    _settings.BrokerPassword,
                    true,
                    MqttQoSLevel.AtLeastOnce,
                    true,
                    _onlineTopic,
                    "0",
                    true,
                    KeepAliveSeconds);
                if (answer != MqttReasonCode.Success)
                {
                    return false;
                }

                client.Publish(_onlineTopic, new byte[] { (byte)'1' }, null, null, MqttQoSLevel.AtLeastOnce, true);
                _client = client;
                _generation++;
                return true;
            }
            catch (Exception)
            {
                // The library tells an unreachable broker by exceptions of many kinds; all of them mean: again, later.
                return false;
            }
        }

        private void OnReceived(object sender, MqttMsgPublishEventArgs message)
        {
            lock (_gate)
            {
                if (_count < InboxCapacity)
                {
                    int place = (_first + _count) % InboxCapacity;
                    _topics[place] = message.Topic;
                    _payloads[place] = message.Message;
                    _count++;
                }
            }
        }
    }
}
