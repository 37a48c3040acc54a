namespace nanoFramework.M2Mqtt
{
    /// <summary>TLS versions. The simulated board connects with None only.</summary>
    public enum MqttSslProtocols
    {
        None,
        SSLv3,
        TLSv1_0,
        TLSv1_1,
        TLSv1_2,
        TLSv1_3,
    }
}
