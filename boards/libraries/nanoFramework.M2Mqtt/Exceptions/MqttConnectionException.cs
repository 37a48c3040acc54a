using System;

namespace nanoFramework.M2Mqtt.Exceptions
{
    /// <summary>No connection to the broker came about.</summary>
    public class MqttConnectionException : Exception
    {
        public MqttConnectionException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
