using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using NanoLive.Mqtt;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive broker</c>: the development broker.</summary>
public static class BrokerVerb
{
    public static Command Create()
    {
        Option<int> port = new("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 1883 };
        Option<bool> verbose = new("--verbose") { Description = "Say who comes and goes." };
        Command command = new("broker", "Run a small MQTT 3.1.1 broker on this machine's loopback, for development.\nExample: nanolive broker --port 1883")
        {
            port,
            verbose,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(port), parsed.GetValue(verbose), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool verbose, CancellationToken cancel)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new Failure(ExitCode.Usage, $"{port} is not a port", "ports are 0 to 65535");
        }

        MqttBrokerOptions options = new()
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, port),
            Log = verbose ? Terminal.Line : null,
        };
        await using IMqttBroker broker = MqttConnections.CreateBroker(options);
        try
        {
            await broker.StartAsync(cancel);
        }
        catch (SocketException)
        {
            throw new Failure(ExitCode.InUse, $"port {port} is in use", "stop what listens there, or choose another with --port");
        }

        Terminal.Line($"broker on {broker.EndPoint}; Ctrl+C ends it");
        await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        return ExitCode.Ok;
    }
}
