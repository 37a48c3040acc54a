using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Mosquitto;

/// <summary>Mosquitto's own command line clients against our broker: somebody else's reading of the standard.</summary>
public sealed class ToolTests : IAsyncLifetime
{
    private readonly IMqttBroker _broker = MqttConnections.CreateBroker();

    public ToolTests() => Tool.SkipUnlessInstalled("mosquitto_pub", "mosquitto_sub");

    private string[] Address => ["-h", "127.0.0.1", "-p", $"{_broker.EndPoint.Port}"];

    private MqttConnectOptions Options => new() { Host = "127.0.0.1", Port = _broker.EndPoint.Port };

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync() => await _broker.DisposeAsync();

    [Theory]
    [InlineData("0", MqttQos.AtMostOnce)]
    [InlineData("1", MqttQos.AtLeastOnce)]
    public async Task Publication_of_mosquitto_pub_arrives(string qos, MqttQos expected)
    {
        await using TestClient client = await TestClient.ConnectedAsync(Options);
        await client.SubscribeAsync("house/+");
        await PublishAsync("-t", "house/roof", "-m", "21.5 °C", "-q", qos);
        Assert.Equal(expected, (await client.ExpectAsync("house/roof", "21.5 °C")).Qos);
    }

    [Fact]
    public async Task Retained_publication_of_mosquitto_pub_is_kept_and_deleted()
    {
        await PublishAsync("-t", "kept", "-m", "1", "-q", "1", "-r");
        await using TestClient client = await TestClient.ConnectedAsync(Options);
        await client.SubscribeAsync("kept");
        Assert.True((await client.ExpectAsync("kept", "1")).Retain);

        await PublishAsync("-t", "kept", "-n", "-r");
        await client.ExpectAsync("kept", "");
        await using TestClient late = await TestClient.ConnectedAsync(Options);
        await late.SubscribeAsync("kept");
        await late.PublishAsync("kept", "live");
        await late.ExpectAsync("kept", "live");
    }

    [Fact]
    public async Task Large_file_passes_both_ways()
    {
        string file = Path.GetTempFileName();
        try
        {
            byte[] content = new byte[200_000];
            new Random(1).NextBytes(content);
            await File.WriteAllBytesAsync(file, content, Bounded.Token);
            await PublishAsync("-t", "payload/1", "-f", file, "-q", "1", "-r");
            await using TestClient client = await TestClient.ConnectedAsync(Options);
            await client.SubscribeAsync("payload/1");
            Assert.Equal(content, (await client.NextAsync()).Payload.ToArray());
            string hex = await SubscribeAsync("-t", "payload/1", "-C", "1", "-F", "%x");
            Assert.Equal(Convert.ToHexString(content), hex.ToUpperInvariant());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("2", "1")]
    public async Task Mosquitto_sub_gets_retained_and_live_messages(string asked, string delivered)
    {
        await using TestClient client = await TestClient.ConnectedAsync(Options);
        await client.PublishAsync("state/a", "old", retain: true);
        await using Tool subscriber = Tool.Start("mosquitto_sub", Arguments("-t", "state/#", "-q", asked, "-C", "2", "-F", "%t %p %q %r"));

        Assert.Equal($"state/a old {delivered} 1", await subscriber.LineAsync());
        await client.PublishAsync("state/b", "new");
        Assert.Equal($"state/b new {delivered} 0", await subscriber.LineAsync());
        await subscriber.OutputAsync();
        Assert.Equal(0, subscriber.ExitCode);
    }

    [Fact]
    public async Task Last_will_of_mosquitto_sub_is_published_when_it_is_killed()
    {
        await using TestClient client = await TestClient.ConnectedAsync(Options);
        await client.SubscribeAsync("online");
        await client.PublishAsync("state", "kept", retain: true);
        string[] will = ["--will-topic", "online", "--will-payload", "0", "--will-qos", "1", "--will-retain"];
        await using Tool subscriber = Tool.Start("mosquitto_sub", Arguments(["-t", "state", .. will]));
        Assert.Equal("kept", await subscriber.LineAsync());

        subscriber.Kill();

        Assert.Equal(MqttQos.AtLeastOnce, (await client.ExpectAsync("online", "0")).Qos);
        Assert.Equal("online 0 1", await SubscribeAsync("-t", "online", "-C", "1", "-F", "%t %p %r"));
    }

    [Fact]
    public async Task Persistent_session_of_mosquitto_sub_gets_what_came_while_it_was_away()
    {
        string[] session = ["-i", "board", "-c", "-q", "1", "-t", "x"];
        await SubscribeAsync([.. session, "-E"]);
        await PublishAsync("-t", "x", "-m", "1", "-q", "1");
        await PublishAsync("-t", "x", "-m", "2", "-q", "1");
        Assert.Equal("1\n2", await SubscribeAsync([.. session, "-C", "2"]));
    }

    [Fact]
    public async Task Second_mosquitto_sub_takes_the_client_id_over()
    {
        await using TestClient client = await TestClient.ConnectedAsync(Options);
        await client.PublishAsync("x", "here", retain: true);
        await using Tool first = Tool.Start("mosquitto_sub", Arguments("-i", "same", "-t", "x"));
        Assert.Equal("here", await first.LineAsync());
        await using TestClient second = await TestClient.ConnectedAsync(Options with { ClientId = "same" });

        // It reconnects by itself and takes the id back, which ends ours.
        Assert.Contains((await second.Disconnected).Reason, new[] { MqttDisconnectReason.ClosedByBroker, MqttDisconnectReason.NetworkFailed });
        Assert.Equal("here", await first.LineAsync());
    }

    [Fact]
    public async Task Mosquitto_stays_connected_by_pinging()
    {
        await PublishAsync("-t", "x", "-m", "old", "-r");
        await using Tool subscriber = Tool.Start("mosquitto_sub", Arguments("-t", "x", "-k", "5"));
        Assert.Equal("old", await subscriber.LineAsync());

        // A ping has two bytes, and nothing else is to come from it.
        long before = _broker.Statistics.BytesIn;
        await Bounded.Until(() => _broker.Statistics.BytesIn >= before + 4, "two pings");
        Assert.Equal(before + 4, _broker.Statistics.BytesIn);
        await PublishAsync("-t", "x", "-m", "still there");
        Assert.Equal("still there", await subscriber.LineAsync());
    }

    [Fact]
    public async Task Mqtt_5_client_is_told_that_its_version_is_not_spoken()
    {
        (int exitCode, string output) = await Tool.RunAsync("mosquitto_pub", Arguments("-V", "5", "-t", "x", "-m", "1"));
        Assert.NotEqual(0, exitCode);
        Assert.Contains("version", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Wrong_password_is_told_to_mosquitto_pub()
    {
        await using IMqttBroker guarded = MqttConnections.CreateBroker(new MqttBrokerOptions
        {
            Admit = (_, user, password) => (user, password) == ("operator", "secret") ? MqttConnectCode.Accepted : MqttConnectCode.NotAuthorized,
        });
        await guarded.StartAsync(Bounded.Token);
        string[] publication = ["-h", "127.0.0.1", "-p", $"{guarded.EndPoint.Port}", "-I", "tool-", "-t", "x", "-m", "1", "-u", "operator", "-P"];
        Assert.Equal(0, (await Tool.RunAsync("mosquitto_pub", [.. publication, "secret"])).ExitCode);
        (int exitCode, string output) = await Tool.RunAsync("mosquitto_pub", [.. publication, "guessed"]);
        Assert.Equal(5, exitCode);
        Assert.Contains("not authori", output);
    }

    // With an id of its own, as MQTTnet's server does not choose one.
    private string[] Arguments(params string[] arguments) =>
        arguments.Contains("-i") ? [.. Address, .. arguments] : [.. Address, "-I", "tool-", .. arguments];

    private async Task PublishAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Tool.RunAsync("mosquitto_pub", Arguments(arguments));
        Assert.True(exitCode == 0, output);
    }

    private async Task<string> SubscribeAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Tool.RunAsync("mosquitto_sub", Arguments(arguments));
        Assert.True(exitCode == 0, output);
        return output;
    }
}
