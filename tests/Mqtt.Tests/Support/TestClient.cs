using System.Text;
using Xunit;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>A client under test with its inbox, its disconnections and bounded waits.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private readonly IAsyncEnumerator<MqttMessage> _messages;
    private TaskCompletionSource<MqttDisconnection> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool>? _next;

    private TestClient(IMqttClient client)
    {
        Client = client;
        _messages = client.Messages.GetAsyncEnumerator();
        client.Disconnected += disconnection => Assert.True(_disconnected.TrySetResult(disconnection), "Disconnected raised twice for one connection.");
    }

    public IMqttClient Client { get; }

    public Task<MqttDisconnection> Disconnected => _disconnected.Task.Within("the end of the connection");

    public static TestClient Unconnected() => new(MqttConnections.CreateClient());

    public static async Task<TestClient> ConnectedAsync(MqttConnectOptions options)
    {
        TestClient client = Unconnected();
        await client.ConnectAsync(options);
        return client;
    }

    public async Task<MqttConnectOutcome> ConnectAsync(MqttConnectOptions options)
    {
        _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        MqttConnectOutcome outcome = await Client.ConnectAsync(options, Bounded.Token).Within("CONNACK");
        Assert.True(outcome.IsAccepted, outcome.Diagnostic);
        return outcome;
    }

    public async Task SubscribeAsync(string filter, MqttQos qos = MqttQos.AtLeastOnce)
    {
        Assert.Equal(qos, await Client.SubscribeAsync(filter, qos, Bounded.Token).Within("SUBACK"));
    }

    public Task PublishAsync(string topic, string payload, MqttQos qos = MqttQos.AtLeastOnce, bool retain = false) =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), qos, retain);

    public Task PublishAsync(string topic, byte[] payload, MqttQos qos = MqttQos.AtLeastOnce, bool retain = false) =>
        Client.PublishAsync(new MqttMessage(topic, payload, qos, retain), Bounded.Token).Within("PUBACK");

    public async Task<MqttMessage> NextAsync()
    {
        _next ??= _messages.MoveNextAsync().AsTask();
        Assert.True(await _next.Within("a message"), "The inbox has ended.");
        _next = null;
        return _messages.Current;
    }

    public async Task<MqttMessage> ExpectAsync(string topic, string payload)
    {
        MqttMessage message = await NextAsync();
        Assert.Equal((topic, payload), (message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
        return message;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
