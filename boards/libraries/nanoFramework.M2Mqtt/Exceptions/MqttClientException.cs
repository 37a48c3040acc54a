using System;

namespace nanoFramework.M2Mqtt.Exceptions
{
    /// <summary>A request that cannot be sent.</summary>
    public class MqttClientException : Exception
    {
        public MqttClientException(MqttClientErrorCode errorCode)
        {
            ErrorCode = errorCode;
        }

        public MqttClientErrorCode ErrorCode { get; set; }
    }
}
