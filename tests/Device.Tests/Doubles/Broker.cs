using System.Collections;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>A broker and the board's connection to it: retained messages, subscriptions that end with the connection.</summary>
    public sealed class Broker : ITransport
    {
        private readonly ArrayList _topics = new ArrayList();
        private readonly ArrayList _payloads = new ArrayList();
        private readonly ArrayList _subscriptions = new ArrayList();
        private readonly ArrayList _inbox = new ArrayList();
        private readonly ArrayList _published = new ArrayList();

        public bool IsConnected { get; private set; } = true;

        public int Generation { get; private set; } = 1;

        public int Subscribed { get; private set; }

        public int PublishedCount
        {
            get { return _published.Count; }
        }

        public string PublishedAt(int index)
        {
            return (string)_published[index];
        }

        /// <summary>The last message that was published under a topic that ends so; "" when there is none.</summary>
        public string Last(string topicEnd)
        {
            for (int i = _published.Count - 1; i >= 0; i--)
            {
                string text = (string)_published[i];
                int space = text.IndexOf(' ');
                if (text.Substring(0, space).EndsWith(topicEnd))
                {
                    return text.Substring(space + 1);
                }
            }

            return "";
        }

        public void Connect()
        {
            Generation += IsConnected ? 0 : 1;
            IsConnected = true;
        }

        public void Disconnect()
        {
            IsConnected = false;
            _subscriptions.Clear();
            _inbox.Clear();
        }

        /// <summary>Somebody publishes.</summary>
        public void Retain(string topic, byte[] payload)
        {
            _topics.Add(topic);
            _payloads.Add(payload);
            if (_subscriptions.Contains(topic))
            {
                _inbox.Add(_topics.Count - 1);
            }
        }

        public bool Publish(string topic, byte[] payload, bool retain)
        {
            if (IsConnected)
            {
                char[] text = new char[payload.Length];
                for (int i = 0; i < text.Length; i++)
                {
                    text[i] = (char)payload[i];
                }

                _published.Add(topic + " " + new string(text));
            }

            return IsConnected;
        }

        public bool Subscribe(string topicFilter)
        {
            Subscribed++;
            _subscriptions.Add(topicFilter);
            for (int i = _topics.Count - 1; i >= 0; i--)
            {
                if ((string)_topics[i] == topicFilter)
                {
                    _inbox.Add(i);
                    break;
                }
            }

            return true;
        }

        public bool Unsubscribe(string topicFilter)
        {
            _subscriptions.Remove(topicFilter);
            return true;
        }

        public bool TryReceive(out string topic, out byte[] payload)
        {
            topic = null;
            payload = null;
            if (_inbox.Count == 0)
            {
                return false;
            }

            int index = (int)_inbox[0];
            _inbox.RemoveAt(0);
            topic = (string)_topics[index];
            payload = (byte[])_payloads[index];
            return true;
        }
    }
}
