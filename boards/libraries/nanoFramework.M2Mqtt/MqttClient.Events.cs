using System;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    /// <content>What the connection reports, and to whom.</content>
    public partial class MqttClient
    {
        public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;

        public event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished;

        public event IMqttClient.MqttMsgSubscribedEventHandler MqttMsgSubscribed;

        public event IMqttClient.MqttMsgUnsubscribedEventHandler MqttMsgUnsubscribed;

        public event IMqttClient.ConnectionClosedEventHandler ConnectionClosed;

        internal void RaiseMessage(LinkRelay from, string topic, byte[] payload, int qos, bool retain, bool duplicate)
        {
            IMqttClient.MqttMsgPublishEventHandler handlers = MqttMsgPublishReceived;
            if (from == _relay && handlers != null)
            {
                handlers(this, new MqttMsgPublishEventArgs(topic, payload, duplicate, (MqttQoSLevel)qos, retain));
            }
        }

        internal void RaisePublished(LinkRelay from, int packetId)
        {
            IMqttClient.MqttMsgPublishedEventHandler handlers = MqttMsgPublished;
            if (from == _relay && handlers != null)
            {
                handlers(this, new MqttMsgPublishedEventArgs((ushort)packetId, true));
            }
        }

        internal void RaiseSubscribed(LinkRelay from, int packetId, int grantedQos)
        {
            IMqttClient.MqttMsgSubscribedEventHandler handlers = MqttMsgSubscribed;
            if (from == _relay && handlers != null)
            {
                handlers(this, new MqttMsgSubscribedEventArgs((ushort)packetId, new MqttQoSLevel[] { (MqttQoSLevel)grantedQos }));
            }
        }

        internal void RaiseUnsubscribed(LinkRelay from, int packetId)
        {
            IMqttClient.MqttMsgUnsubscribedEventHandler handlers = MqttMsgUnsubscribed;
            if (from == _relay && handlers != null)
            {
                handlers(this, new MqttMsgUnsubscribedEventArgs((ushort)packetId));
            }
        }

        internal void RaiseClosed(LinkRelay from)
        {
            if (from != _relay)
            {
                return;
            }

            _relay = null;
            _link = null;
            IMqttClient.ConnectionClosedEventHandler handlers = ConnectionClosed;
            if (handlers != null)
            {
                handlers(this, EventArgs.Empty);
            }
        }
    }
}
