using System;

namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>A subscription that has ended.</summary>
    public class MqttMsgUnsubscribedEventArgs : EventArgs
    {
        private readonly ushort _messageId;

        public MqttMsgUnsubscribedEventArgs(ushort messageId)
        {
            _messageId = messageId;
        }

        public ushort MessageId
        {
            get { return _messageId; }
        }
    }
}
