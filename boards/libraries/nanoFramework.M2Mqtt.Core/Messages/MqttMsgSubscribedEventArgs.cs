using System;

namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>A subscription that the broker granted, level by level.</summary>
    public class MqttMsgSubscribedEventArgs : EventArgs
    {
        private readonly ushort _messageId;
        private readonly MqttQoSLevel[] _grantedQosLevels;

        public MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels)
        {
            _messageId = messageId;
            _grantedQosLevels = grantedQosLevels;
        }

        public ushort MessageId
        {
            get { return _messageId; }
        }

        public MqttQoSLevel[] GrantedQoSLevels
        {
            get { return _grantedQosLevels; }
        }
    }
}
