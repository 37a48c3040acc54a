using System;

namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>A message that arrived.</summary>
    public class MqttMsgPublishEventArgs : EventArgs
    {
        private readonly string _topic;
        private readonly byte[] _message;
        private readonly bool _dupFlag;
        private readonly MqttQoSLevel _qosLevel;
        private readonly bool _retain;

        public MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain)
        {
            _topic = topic;
            _message = message;
            _dupFlag = dupFlag;
            _qosLevel = qosLevel;
            _retain = retain;
        }

        public string Topic
        {
            get { return _topic; }
        }

        public byte[] Message
        {
            get { return _message; }
        }

        public bool DupFlag
        {
            get { return _dupFlag; }
        }

        public MqttQoSLevel QosLevel
        {
            get { return _qosLevel; }
        }

        public bool Retain
        {
            get { return _retain; }
        }
    }
}
