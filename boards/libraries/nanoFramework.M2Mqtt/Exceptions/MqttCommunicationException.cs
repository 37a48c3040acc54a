using System;

namespace nanoFramework.M2Mqtt.Exceptions
{
    /// <summary>An exchange with the broker failed: the connection is down.</summary>
    public class MqttCommunicationException : Exception
    {
        public MqttCommunicationException()
        {
        }
    }
}
