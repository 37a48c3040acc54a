using System.Net;
using System.Net.Sockets;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>A TCP way to a broker that can be cut, or hold back what goes one way. What is held is lost with the cut.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly EndPoint _target;
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _pumps = [];
    private readonly Task _accepting;
    private TaskCompletionSource _up = Opened();
    private TaskCompletionSource _down = Opened();

    public Link(string host, int port)
    {
        _target = new DnsEndPoint(host, port);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Writes to the broker so far; a ping of an idle client is one.</summary>
    public int UpstreamWrites { get; private set; }

    public void HoldUpstream() => _up = new TaskCompletionSource();

    public void HoldDownstream() => _down = new TaskCompletionSource();

    /// <summary>Ends all connections with a reset, as a dead client does; later ones pass again.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (Socket socket in _sockets)
            {
                socket.Close(timeout: 0);
            }

            _sockets.Clear();
        }

        (TaskCompletionSource up, TaskCompletionSource down) = (_up, _down);
        (_up, _down) = (Opened(), Opened());
        up.TrySetResult();
        down.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Cut();
        await Task.WhenAll(_pumps);
    }

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await broker.ConnectAsync(_target);
                lock (_lock)
                {
                    _sockets.AddRange([client, broker]);
                    _pumps.Add(PumpAsync(client, broker, () => _up.Task, () => UpstreamWrites++));
                    _pumps.Add(PumpAsync(broker, client, () => _down.Task, () => { }));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<Task> gate, Action written)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                await gate();
                await to.SendAsync(buffer.AsMemory(0, count));
                written();
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
