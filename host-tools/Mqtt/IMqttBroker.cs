using System.Net;

namespace NanoLive.Mqtt;

/// <summary>
/// An MQTT 3.1.1 broker for development and tests: sessions and retained messages live in memory, TLS and access lists are absent. In the field use
/// a real one. QoS 2 is not offered: a subscription is granted QoS 1 at most, a publication with QoS 2 closes its connection. Disposing stops it.
/// </summary>
public interface IMqttBroker : IAsyncDisposable
{
    /// <summary>Where it listens, with the port the system chose if 0 was asked for.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    IPEndPoint EndPoint { get; }

    /// <summary>Clients connected now.</summary>
    int ClientCount { get; }

    /// <summary>Counted since the start.</summary>
    MqttBrokerStatistics Statistics { get; }

    /// <exception cref="System.Net.Sockets.SocketException">The address is in use or not of this machine.</exception>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes all connections, without publishing their last wills, and waits until the last one is gone.</summary>
    Task StopAsync(CancellationToken cancellationToken = default);
}
