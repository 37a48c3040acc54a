using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NanoLive.Mqtt.Broker;

/// <summary>The built-in broker: listens, and keeps track of its connections. Stopped and started again it has its sessions and its port still.</summary>
internal sealed class MqttBroker : IMqttBroker
{
    // Connections that have not sent CONNECT yet, beyond the clients; one more is closed without a word.
    private const int MaxStrangers = 100;

    private readonly MqttBrokerOptions _options;
    private readonly BrokerCounters _counters = new();
    private readonly Exchange _exchange;
    private readonly ConcurrentDictionary<BrokerConnection, Task> _connections = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private IPEndPoint? _endPoint;

    public MqttBroker(MqttBrokerOptions options)
    {
        _options = options;
        _exchange = new Exchange(options, _counters);
    }

    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("The broker has not been started.");

    public int ClientCount => _exchange.ConnectedCount;

    public MqttBrokerStatistics Statistics => _counters.Snapshot();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_listener is not null)
            {
                throw new InvalidOperationException("The broker is running.");
            }

            IPEndPoint wanted = _endPoint ?? _options.EndPoint;
            var listener = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(wanted);
                listener.Listen();
            }
            catch (SocketException)
            {
                listener.Dispose();
                throw;
            }

            _endPoint = (IPEndPoint)listener.LocalEndPoint!;
            _listener = listener;
            _accepting = AcceptAsync(listener);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            _listener?.Dispose();
            _listener = null;
            await _accepting;
            foreach (BrokerConnection connection in _connections.Keys)
            {
                connection.TakeWill();
                connection.Close("the broker stops");
            }

            await Task.WhenAll(_connections.Values).WaitAsync(cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException e)
            {
                // A client that was gone before it was accepted, or no more handles: neither ends the broker.
                _options.Log?.Invoke($"not accepted: {e.Message}");
                await Task.Delay(10);
                continue;
            }

            if (_connections.Count >= _options.MaxClients + MaxStrangers)
            {
                _options.Log?.Invoke("not accepted: too many connections");
                socket.Dispose();
                continue;
            }

            try
            {
                Serve(socket);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Gone already.
                socket.Dispose();
            }
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        var connection = new BrokerConnection(new NetworkStream(socket, ownsSocket: true), _exchange, _options, _counters);
        var started = new TaskCompletionSource();
        Task serving = ServeAsync(connection, started.Task);
        _connections[connection] = serving;
        started.SetResult();
    }

    // Waits until it is registered, so that it cannot take itself off the list before.
    private async Task ServeAsync(BrokerConnection connection, Task registered)
    {
        await registered;
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
