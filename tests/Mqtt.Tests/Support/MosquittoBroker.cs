using System.Net;
using System.Net.Sockets;
using Xunit;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>A Mosquitto of our own: free ports, a configuration in a temporary folder, nothing persistent.</summary>
public sealed class MosquittoBroker : ITestBroker, IAsyncLifetime
{
    private const int Attempts = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolive-mosquitto-");
    private Tool? _process;

    public string? Missing { get; private set; }

    public int Port { get; private set; }

    public int GuardedPort { get; private set; }

    public bool MarksDuplicates => true;

    public async ValueTask InitializeAsync()
    {
        if (Tool.Find("mosquitto") is null || Tool.Find("mosquitto_passwd") is null)
        {
            Missing = "mosquitto not found: install it (https://mosquitto.org/download, or apt-get install mosquitto).";
            return;
        }

        string passwords = Path.Combine(_folder.FullName, "passwords");
        await Tool.RunAsync("mosquitto_passwd", "-b", "-c", passwords, "operator", "secret");
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // A port that was free a moment ago may be taken by now: then once more.
            Port = FreePort();
            GuardedPort = FreePort();
            string configuration = Path.Combine(_folder.FullName, "mosquitto.conf");
            await File.WriteAllLinesAsync(configuration, Configuration(passwords));
            _process = Tool.Start("mosquitto", "-c", configuration);
            if (await IsListeningAsync(Port) && await IsListeningAsync(GuardedPort))
            {
                return;
            }

            await _process.DisposeAsync();
        }

        Assert.Fail("Mosquitto did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private string[] Configuration(string passwords) =>
    [
        "per_listener_settings true",
        "persistence false",
        "log_type none",
        $"user {Environment.UserName}",
        $"listener {Port} 127.0.0.1",
        "allow_anonymous true",
        $"listener {GuardedPort} 127.0.0.1",
        "allow_anonymous false",
        $"password_file {passwords}",
    ];

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<bool> IsListeningAsync(int port)
    {
        while (!_process!.HasExited)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        return false;
    }
}
