namespace NanoLive.Mqtt.Tests.Support;

/// <summary>A running broker that the contract is tried against.</summary>
public interface ITestBroker
{
    /// <summary>What to install, when it is not there; otherwise null.</summary>
    string? Missing { get; }

    /// <summary>On 127.0.0.1; admits everyone.</summary>
    int Port { get; }

    /// <summary>On 127.0.0.1; admits the user <c>operator</c> with the password <c>secret</c>.</summary>
    int GuardedPort { get; }

    /// <summary>Whether it sets DUP when it sends again [MQTT-3.3.1-1]; MQTTnet does not.</summary>
    bool MarksDuplicates { get; }
}
