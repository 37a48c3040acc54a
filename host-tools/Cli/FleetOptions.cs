using System.CommandLine;
using NanoLive.Mqtt;
using NanoLive.Publishing;

namespace NanoLive.Cli;

/// <summary>Which broker and which fleet; the same for all verbs that talk to boards.</summary>
public sealed class FleetOptions
{
    private readonly Option<string> _broker = CommonOptions.Broker();
    private readonly Option<string> _root = CommonOptions.Root();
    private readonly Option<string> _fleet = CommonOptions.Fleet();
    private readonly Option<string?> _user = new("--user") { Description = "User name for the broker." };
    private readonly Option<string?> _password = new("--password") { Description = "Password for the broker; better in the variable NANOLIVE_BROKER_PASSWORD." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _broker, _root, _fleet, _user, _password })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The topics of the fleet.</summary>
    public FleetTopics Topics(ParseResult parsed)
    {
        string[] levels = [parsed.GetRequiredValue(_root), parsed.GetRequiredValue(_fleet)];
        return levels.FirstOrDefault(level => !FleetTopics.IsLevel(level)) is { } wrong
            ? throw new Failure(ExitCode.Usage, $"\"{wrong}\" cannot be a level of a topic", "use letters, digits, - _ .")
            : new FleetTopics(levels[0], levels[1]);
    }

    /// <summary>A connected client.</summary>
    public Task<IMqttClient> ConnectAsync(ParseResult parsed, CancellationToken cancel) => ConnectAsync(
        parsed.GetRequiredValue(_broker),
        parsed.GetValue(_user),
        parsed.GetValue(_password) ?? Environment.GetEnvironmentVariable("NANOLIVE_BROKER_PASSWORD"),
        cancel);

    /// <summary>A client connected to <c>host:port</c>.</summary>
    public static async Task<IMqttClient> ConnectAsync(string broker, string? user, string? password, CancellationToken cancel)
    {
        (string host, int port) = Inputs.Broker(broker);
        IMqttClient client = MqttConnections.CreateClient();
        MqttConnectOptions options = new()
        {
            Host = host,
            Port = port,
            ClientId = $"nanolive-{Guid.NewGuid():N}",
            User = user,
            Password = user == null ? null : password,
            ConnectTimeoutMs = 5_000,
        };
        MqttConnectOutcome outcome = await client.ConnectAsync(options, cancel);
        if (outcome.IsAccepted)
        {
            return client;
        }

        await client.DisposeAsync();
        throw new Failure(ExitCode.Broker, $"no broker at {broker}: {outcome.Diagnostic}", "start one with nanolive broker, or name another with --broker");
    }
}
