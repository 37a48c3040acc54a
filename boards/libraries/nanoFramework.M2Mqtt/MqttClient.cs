using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using NanoLive;
using NanoLive.Hardware;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// An MQTT client over the board's network. Events are raised on the connection's own thread. It does not reconnect by itself; after the
    /// connection has closed, Connect may be called again. As with the real one, what is published or subscribed without a connection is lost silently.
    /// Several topics in one Subscribe travel as one packet each; the last one's id is returned.
    /// Deliberately absent: TLS and MQTT 5, which throw NotSupportedException.
    /// </summary>
    public partial class MqttClient : IMqttClient, IDisposable
    {
        private const ushort DefaultKeepAliveSeconds = 60;
        private const int NoConnection = 255;

        private string _brokerHostName;
        private int _brokerPort;
        private MqttProtocolVersion _protocolVersion = MqttProtocolVersion.Version_3_1_1;
        private IMqttLink _link;
        private LinkRelay _relay;

        public MqttClient(string brokerHostName)
            : this(brokerHostName, 1883, false, null, null, MqttSslProtocols.None)
        {
        }

        public MqttClient(
            string brokerHostName,
            int brokerPort,
            bool secure,
            X509Certificate caCert,
            X509Certificate clientCert,
            MqttSslProtocols sslProtocol)
        {
            Init(brokerHostName, brokerPort, secure, (byte[])null, null, sslProtocol);
        }

        public bool IsConnected
        {
            get
            {
                IMqttLink link = _link;
                return link != null && link.IsConnected;
            }
        }

        public string ClientId { get; private set; }

        public bool CleanSession { get; private set; }

        public bool WillFlag { get; private set; }

        public MqttQoSLevel WillQosLevel { get; private set; }

        public string WillTopic { get; private set; }

        public string WillMessage { get; private set; }

        public MqttProtocolVersion ProtocolVersion
        {
            get
            {
                return _protocolVersion;
            }

            set
            {
                if (value != MqttProtocolVersion.Version_3_1_1)
                {
                    throw new NotSupportedException();
                }

                _protocolVersion = value;
            }
        }

        public void Init(string brokerHostName, int brokerPort, bool secure, byte[] caCert, byte[] clientCert, MqttSslProtocols sslProtocol)
        {
            if (secure || sslProtocol != MqttSslProtocols.None)
            {
                throw new NotSupportedException();
            }

            _brokerHostName = brokerHostName;
            _brokerPort = brokerPort;
        }

        public MqttReasonCode Connect(string clientId)
        {
            return Connect(clientId, null, null, true, DefaultKeepAliveSeconds);
        }

        public MqttReasonCode Connect(string clientId, bool cleanSession)
        {
            return Connect(clientId, null, null, cleanSession, DefaultKeepAliveSeconds);
        }

        public MqttReasonCode Connect(string clientId, string username, string password)
        {
            return Connect(clientId, username, password, true, DefaultKeepAliveSeconds);
        }

        public MqttReasonCode Connect(string clientId, string username, string password, bool cleanSession, ushort keepAlivePeriod)
        {
            return Connect(clientId, username, password, false, MqttQoSLevel.AtMostOnce, false, null, null, cleanSession, keepAlivePeriod);
        }

        /// <summary>Throws MqttConnectionException when the broker cannot be reached. keepAlivePeriod in seconds, 0 is off.</summary>
        public MqttReasonCode Connect(
            string clientId,
            string username,
            string password,
            bool willRetain,
            MqttQoSLevel willQosLevel,
            bool willFlag,
            string willTopic,
            string willMessage,
            bool cleanSession,
            ushort keepAlivePeriod)
        {
            LinkRelay relay = new LinkRelay(this);
            IMqttLink link = Socket.Board.Network.CreateMqtt(_brokerHostName, _brokerPort, relay);
            _relay = relay;
            _link = link;
            int code = link.Connect(
                clientId,
                username,
                password,
                willRetain,
                (int)willQosLevel,
                willFlag ? willTopic : null,
                willFlag ? Encoding.UTF8.GetBytes(willMessage) : null,
                cleanSession,
                keepAlivePeriod);
            if (code == NoConnection)
            {
                throw new MqttConnectionException("Exception connecting to the broker", null);
            }

            ClientId = clientId;
            CleanSession = cleanSession;
            WillFlag = willFlag;
            WillQosLevel = willQosLevel;
            WillTopic = willTopic;
            WillMessage = willMessage;
            return (MqttReasonCode)code;
        }

        /// <summary>Says goodbye: the broker keeps the last will to itself. ConnectionClosed follows.</summary>
        public void Disconnect()
        {
            IMqttLink link = _link;
            if (link == null)
            {
                throw new MqttCommunicationException();
            }

            link.Disconnect();
        }

        /// <summary>Drops the connection without an event.</summary>
        public void Close()
        {
            IMqttLink link = _link;
            _relay = null;
            _link = null;
            if (link != null)
            {
                link.Disconnect();
            }
        }

        public void Dispose()
        {
            Close();
        }

        public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
        {
            if (topics == null || topics.Length == 0)
            {
                throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
            }

            if (qosLevels == null || qosLevels.Length == 0)
            {
                throw new MqttClientException(MqttClientErrorCode.QosLevelsEmpty);
            }

            if (topics.Length != qosLevels.Length)
            {
                throw new MqttClientException(MqttClientErrorCode.TopicsQosLevelsNotMatch);
            }

            int id = 0;
            for (int i = 0; i < topics.Length; i++)
            {
                IMqttLink link = _link;
                id = link == null ? 0 : link.Subscribe(topics[i], (int)qosLevels[i]);
            }

            return (ushort)id;
        }

        public ushort Unsubscribe(string[] topics)
        {
            if (topics == null || topics.Length == 0)
            {
                throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
            }

            int id = 0;
            for (int i = 0; i < topics.Length; i++)
            {
                IMqttLink link = _link;
                id = link == null ? 0 : link.Unsubscribe(topics[i]);
            }

            return (ushort)id;
        }

        public ushort Publish(string topic, byte[] message)
        {
            return Publish(topic, message, null, null, MqttQoSLevel.AtMostOnce, false);
        }

        public ushort Publish(string topic, byte[] message, string contentType)
        {
            return Publish(topic, message, contentType, null, MqttQoSLevel.AtMostOnce, false);
        }

        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties)
        {
            return Publish(topic, message, contentType, userProperties, MqttQoSLevel.AtMostOnce, false);
        }

        /// <summary>Content type and user properties belong to MQTT 5 and must be null or empty.</summary>
        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain)
        {
            if (!string.IsNullOrEmpty(contentType) || (userProperties != null && userProperties.Count > 0))
            {
                throw new NotSupportedException();
            }

            if (topic.IndexOf('#') >= 0 || topic.IndexOf('+') >= 0)
            {
                throw new MqttClientException(MqttClientErrorCode.TopicWildcard);
            }

            IMqttLink link = _link;
            return link == null ? (ushort)0 : (ushort)link.Publish(topic, message, (int)qosLevel, retain);
        }
    }
}
