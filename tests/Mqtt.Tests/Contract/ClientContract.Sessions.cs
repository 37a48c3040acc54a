using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public abstract partial class ClientContract
{
    [Fact]
    public async Task Last_will_is_published_when_the_connection_is_cut()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        await using TestClient watcher = await ConnectAsync();
        await watcher.SubscribeAsync($"{_root}/online");
        MqttConnectOptions options = Options with
        {
            Port = link.Port,
            Will = new MqttMessage($"{_root}/online", "0"u8.ToArray(), MqttQos.AtLeastOnce, Retain: true),
        };
        await using TestClient board = await TestClient.ConnectedAsync(options);

        link.Cut();

        MqttMessage will = await watcher.ExpectAsync($"{_root}/online", "0");
        Assert.Equal(MqttQos.AtLeastOnce, will.Qos);
        await using TestClient later = await ConnectAsync();
        await later.SubscribeAsync($"{_root}/online");
        Assert.True((await later.ExpectAsync($"{_root}/online", "0")).Retain);
        Assert.NotEqual(MqttDisconnectReason.Requested, (await board.Disconnected).Reason);
        Assert.False(board.Client.IsConnected);
    }

    [Fact]
    public async Task Last_will_is_not_published_after_a_goodbye()
    {
        await using TestClient watcher = await ConnectAsync();
        await watcher.SubscribeAsync($"{_root}/#");
        var will = new MqttMessage($"{_root}/online", "0"u8.ToArray());
        await using TestClient board = await TestClient.ConnectedAsync(Options with { Will = will });

        await board.Client.DisconnectAsync(Bounded.Token).Within("the goodbye");
        await watcher.PublishAsync($"{_root}/end", "end");

        await watcher.ExpectAsync($"{_root}/end", "end");
        Assert.Equal(MqttDisconnectReason.Requested, (await board.Disconnected).Reason);
    }

    [Fact]
    public async Task Second_connection_takes_the_session_over_from_the_first()
    {
        MqttConnectOptions options = Persistent;
        await using TestClient first = await TestClient.ConnectedAsync(options);
        await first.SubscribeAsync($"{_root}/x");

        await using TestClient second = TestClient.Unconnected();
        MqttConnectOutcome outcome = await second.ConnectAsync(options);

        Assert.True(outcome.SessionPresent);
        Assert.Contains((await first.Disconnected).Reason, new[] { MqttDisconnectReason.ClosedByBroker, MqttDisconnectReason.NetworkFailed });
        await second.PublishAsync($"{_root}/x", "for the second");
        await second.ExpectAsync($"{_root}/x", "for the second");
    }

    [Fact]
    public async Task Persistent_session_keeps_filters_and_messages_while_its_client_is_away()
    {
        MqttConnectOptions options = Persistent;
        await using TestClient publisher = await ConnectAsync();
        await using TestClient board = TestClient.Unconnected();
        Assert.False((await board.ConnectAsync(options)).SessionPresent);
        await board.SubscribeAsync($"{_root}/x");
        await board.Client.DisconnectAsync(Bounded.Token);

        for (int n = 0; n < 50; n++)
        {
            await publisher.PublishAsync($"{_root}/x", $"{n}");
        }

        Assert.True((await board.ConnectAsync(options)).SessionPresent);
        for (int n = 0; n < 50; n++)
        {
            await board.ExpectAsync($"{_root}/x", $"{n}");
        }
    }

    [Fact]
    public async Task Clean_session_forgets_the_persistent_one()
    {
        MqttConnectOptions options = Persistent;
        await using TestClient board = await TestClient.ConnectedAsync(options);
        await board.SubscribeAsync($"{_root}/x");
        await board.Client.DisconnectAsync(Bounded.Token);

        Assert.False((await board.ConnectAsync(options with { CleanSession = true })).SessionPresent);
        await board.SubscribeAsync($"{_root}/y");
        await board.PublishAsync($"{_root}/x", "unwanted");
        await board.PublishAsync($"{_root}/y", "wanted");
        await board.ExpectAsync($"{_root}/y", "wanted");

        await board.Client.DisconnectAsync(Bounded.Token);
        Assert.False((await board.ConnectAsync(options)).SessionPresent);
    }

    [Fact]
    public async Task Message_whose_acknowledgement_was_lost_is_delivered_again_as_duplicate()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        MqttConnectOptions options = Persistent with { Port = link.Port };
        await using TestClient publisher = await ConnectAsync();
        await using TestClient board = await TestClient.ConnectedAsync(options);
        await board.SubscribeAsync($"{_root}/x");

        link.HoldUpstream();
        await publisher.PublishAsync($"{_root}/x", "once or twice");
        Assert.False((await board.ExpectAsync($"{_root}/x", "once or twice")).Duplicate);
        link.Cut();
        await board.Disconnected;
        Assert.True((await board.ConnectAsync(options)).SessionPresent);

        Assert.Equal(_broker.MarksDuplicates, (await board.ExpectAsync($"{_root}/x", "once or twice")).Duplicate);
    }

    [Fact]
    public async Task Publication_of_a_persistent_session_outlives_a_lost_connection()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        MqttConnectOptions options = Persistent with { Port = link.Port };
        await using TestClient watcher = await ConnectAsync();
        await watcher.SubscribeAsync($"{_root}/x");
        await using TestClient board = await TestClient.ConnectedAsync(options);

        link.HoldUpstream();
        Task first = board.PublishAsync($"{_root}/x", "1");
        Task second = board.PublishAsync($"{_root}/x", "2");
        link.Cut();
        await board.Disconnected;
        Assert.False(first.IsCompleted || second.IsCompleted);
        await board.ConnectAsync(options);

        await Task.WhenAll(first, second).Within("both acknowledgements");
        await watcher.ExpectAsync($"{_root}/x", "1");
        await watcher.ExpectAsync($"{_root}/x", "2");
    }

    [Fact]
    public async Task Publication_of_a_clean_session_fails_with_its_connection()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        await using TestClient board = await TestClient.ConnectedAsync(Options with { Port = link.Port });

        link.HoldUpstream();
        Task publication = board.PublishAsync($"{_root}/x", "1");
        link.Cut();

        await Assert.ThrowsAsync<MqttDisconnectedException>(() => publication);
        await board.Disconnected;
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => board.PublishAsync($"{_root}/x", "2"));
        await Assert.ThrowsAsync<MqttDisconnectedException>(() => board.SubscribeAsync($"{_root}/x"));
    }

    [Fact]
    public async Task Idle_client_stays_connected_by_pinging()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        await using TestClient board = await TestClient.ConnectedAsync(Options with { Port = link.Port, KeepAliveSeconds = 1 });
        await board.SubscribeAsync($"{_root}/x");
        int before = link.UpstreamWrites;
        long start = Environment.TickCount64;

        await Bounded.Until(() => link.UpstreamWrites >= before + 3 && Environment.TickCount64 - start > 2_000, "three pings");

        Assert.True(board.Client.IsConnected);
        await board.PublishAsync($"{_root}/x", "still there");
        await board.ExpectAsync($"{_root}/x", "still there");
    }

    [Fact]
    public async Task Silent_client_loses_its_connection_and_its_last_will_is_published()
    {
        await using var link = new Link("127.0.0.1", _broker.Port);
        await using TestClient watcher = await ConnectAsync();
        await watcher.SubscribeAsync($"{_root}/online");
        MqttConnectOptions options = Options with
        {
            Port = link.Port,
            KeepAliveSeconds = 1,
            AnswerTimeoutMs = Bounded.TimeoutMs,
            Will = new MqttMessage($"{_root}/online", "0"u8.ToArray()),
        };
        await using TestClient board = await TestClient.ConnectedAsync(options);
        long start = Environment.TickCount64;

        link.HoldUpstream();

        await watcher.ExpectAsync($"{_root}/online", "0");
        Assert.InRange(Environment.TickCount64 - start, 900, Bounded.TimeoutMs);
    }

    [Fact]
    public async Task Client_id_may_be_left_to_the_broker()
    {
        await using TestClient one = await TestClient.ConnectedAsync(Options with { ClientId = "" });
        await using TestClient other = await TestClient.ConnectedAsync(Options with { ClientId = "" });
        await one.SubscribeAsync($"{_root}/x");
        await other.PublishAsync($"{_root}/x", "both are there");
        await one.ExpectAsync($"{_root}/x", "both are there");
    }

    [Fact]
    public async Task Right_password_is_admitted()
    {
        MqttConnectOptions options = Options with { Port = _broker.GuardedPort, User = "operator", Password = "secret" };
        await using TestClient client = await TestClient.ConnectedAsync(options);
        Assert.True(client.Client.IsConnected);
    }

    [Theory]
    [InlineData("operator", "guessed")]
    [InlineData("operator", null)]
    [InlineData(null, null)]
    public async Task Wrong_password_is_refused_with_a_code(string? user, string? password)
    {
        await using TestClient client = TestClient.Unconnected();
        MqttConnectOptions options = Options with { Port = _broker.GuardedPort, User = user, Password = password };
        MqttConnectOutcome outcome = await client.Client.ConnectAsync(options, Bounded.Token).Within("CONNACK");

        // Mosquitto answers 5 to all of them, which the standard allows.
        Assert.Contains(outcome.Code, new[] { MqttConnectCode.BadUserNameOrPassword, MqttConnectCode.NotAuthorized });
        Assert.False(client.Client.IsConnected);
        Assert.NotEqual("", outcome.Diagnostic);
    }
}
