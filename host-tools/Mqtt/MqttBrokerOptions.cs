using System.Net;

namespace NanoLive.Mqtt;

/// <summary>Where a development broker listens, and its bounds.</summary>
public sealed record MqttBrokerOptions
{
    /// <summary>Port 0: the system chooses.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Connected at once; the next one gets <see cref="MqttConnectCode.ServerUnavailable"/>.</summary>
    public int MaxClients { get; init; } = 1_000;

    /// <summary>Persistent sessions without a connection; the one longest gone makes room.</summary>
    public int MaxOfflineSessions { get; init; } = 10_000;

    /// <summary>A larger packet closes its connection.</summary>
    public int MaxPacketBytes { get; init; } = 256 * 1024;

    /// <summary>Messages waiting for one subscriber, connected or not; the newest one is dropped when it does not fit.</summary>
    public int MaxQueuedMessages { get; init; } = 1_000;

    /// <summary>The same in payload bytes.</summary>
    public int MaxQueuedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>A message that would be one more closes its publisher's connection: MQTT 3.1.1 has no gentler refusal.</summary>
    public int MaxRetainedMessages { get; init; } = 100_000;

    /// <summary>The same in payload bytes.</summary>
    public long MaxRetainedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>A filter beyond it is refused in SUBACK.</summary>
    public int MaxSubscriptionsPerClient { get; init; } = 1_000;

    /// <summary>From the TCP connection to a complete CONNECT.</summary>
    public int ConnectTimeoutMs { get; init; } = 10_000;

    /// <summary>A client that takes nothing from its socket for so long is disconnected.</summary>
    public int WriteTimeoutMs { get; init; } = 10_000;

    /// <summary>Decides over client id, user and password; null admits everyone.</summary>
    public Func<string, string?, string?, MqttConnectCode>? Admit { get; init; }

    /// <summary>Gets one line for each connection that opened, was refused or closed, with the reason. Called from any thread.</summary>
    public Action<string>? Log { get; init; }
}
