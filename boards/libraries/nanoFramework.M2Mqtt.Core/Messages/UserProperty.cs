namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>A name and a value that travel with a message of MQTT 5; version 3.1.1 has no place for them.</summary>
    public class UserProperty
    {
        public UserProperty(string name, string value)
        {
            Name = name;
            Value = value;
        }

        public string Name { get; set; }

        public string Value { get; set; }
    }
}
