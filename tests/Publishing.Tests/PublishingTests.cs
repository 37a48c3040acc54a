using System.Text;
using NanoLive.Format;
using NanoLive.Format.Tests;
using NanoLive.Mqtt;
using NanoLive.Signing;

namespace NanoLive.Publishing.Tests;

public sealed class PublishingTests : IAsyncLifetime
{
    private readonly IMqttBroker _broker = MqttConnections.CreateBroker();
    private readonly IMqttClient _publisher = MqttConnections.CreateClient();
    private readonly IMqttClient _board = MqttConnections.CreateClient();
    private readonly FleetTopics _topics = new("nanolive", "north");
    private readonly SigningKey _key = SigningKey.Generate();

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync(Token);
        await ConnectAsync(_publisher);
        await ConnectAsync(_board);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _board.DisposeAsync();
        await _broker.DisposeAsync();
        _key.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Small_patch_is_one_retained_message_that_the_board_reads()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.SmallPlan()), _key);
        Publication publication = Value(await Publisher.PublishAsync(patch, "all", new PublishOptions(), Token));
        Assert.Equal(0, publication.ChunkCount);
        Assert.Equal(patch.Envelope.Length, publication.PayloadBytes);
        MqttMessage offer = await RetainedAsync("nanolive/north/offer/all");
        Assert.True(offer.Retain);
        Assert.Equal(patch.Offer.PayloadLengthBytes, OfferParser.Parse(offer.Payload.ToArray(), out _).InlineLengthBytes);
    }

    [Fact]
    public async Task Large_patch_is_an_offer_and_chunks_that_make_up_its_payload()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.FullPlan()) with { ChunkLengthBytes = 500 }, _key);
        Publication publication = Value(await Publisher.PublishAsync(patch, "roof", new PublishOptions { InlineLimitBytes = 600 }, Token));
        Assert.Equal((patch.Payload.Length + 499) / 500, publication.ChunkCount);
        ParsedOffer offer = OfferParser.Parse((await RetainedAsync("nanolive/north/offer/roof")).Payload.ToArray(), out int status);
        Assert.Equal(Status.Ok, status);
        Assert.Equal(-1, offer.PayloadOffset);

        var payload = new List<byte>();
        for (int i = 0; payload.Count < offer.PayloadLengthBytes; i++)
        {
            payload.AddRange((await RetainedAsync($"nanolive/north/payload/{Convert.ToHexStringLower(offer.PayloadDigest)}/{i}")).Payload.ToArray());
        }

        Assert.Equal(patch.Payload.ToArray(), payload);
    }

    [Fact]
    public async Task Chunks_are_there_before_the_offer()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.FullPlan()) with { ChunkLengthBytes = 500 }, _key);
        await _board.SubscribeAsync("nanolive/north/#", cancellationToken: Token);
        Publication publication = Value(await Publisher.PublishAsync(patch, "all", new PublishOptions { InlineLimitBytes = 600 }, Token));
        var seen = new List<string>();
        await foreach (MqttMessage message in _board.Messages.WithCancellation(Token))
        {
            seen.Add(message.Topic);
            if (seen.Count == publication.ChunkCount + 1)
            {
                break;
            }
        }

        Assert.Equal("nanolive/north/offer/all", seen[^1]);
        Assert.EndsWith("/0", seen[0]);
    }

    [Fact]
    public async Task Envelope_over_what_boards_read_is_never_sent_whole()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.SmallPlan()) with { Assembly = Large() }, _key);
        Publication publication = Value(await Publisher.PublishAsync(patch, "all", new PublishOptions { InlineLimitBytes = int.MaxValue }, Token));
        Assert.NotEqual(0, publication.ChunkCount);
        Assert.InRange(publication.OfferBytes, 1, FormatLimit.EnvelopeBytes);
        Assert.False((await Publisher.PublishAsync(patch, "all", new PublishOptions { InlineLimitBytes = 100 }, Token)).Succeeded);
    }

    [Fact]
    public async Task Withdrawn_offer_and_removed_chunks_are_gone()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.FullPlan()) with { ChunkLengthBytes = 500 }, _key);
        Value(await Publisher.PublishAsync(patch, "all", new PublishOptions { InlineLimitBytes = 600 }, Token));
        Assert.Equal("nanolive/north/offer/all", Value(await Publisher.WithdrawAsync("all", Token)));
        Value(await Publisher.RemoveChunksAsync(patch, Token));
        await _publisher.PublishAsync(new MqttMessage("nanolive/north/end", new byte[] { 1 }, MqttQos.AtLeastOnce, Retain: true), Token);
        Assert.Equal("nanolive/north/end", (await RetainedAsync("nanolive/north/#")).Topic);
    }

    [Fact]
    public async Task Lost_connection_is_one_line_and_no_exception()
    {
        await _publisher.DisconnectAsync(Token);
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.SmallPlan()), _key);
        Assert.Contains("broker", Assert.Single((await Publisher.PublishAsync(patch, "all", new PublishOptions(), Token)).Problems));
        Assert.Contains("broker", Assert.Single((await Publisher.WithdrawAsync("all", Token)).Problems));
    }

    [Fact]
    public async Task What_boards_say_becomes_records()
    {
        var watcher = new FleetWatcher(_publisher, _topics);
        Assert.Null(await watcher.SubscribeAsync(Token));
        await SayAsync("device/b1/online", "1");
        await SayAsync("device/b1/telemetry", "{}");
        await SayAsync("device/b1/state", """
            {"release":"aa","patch":null,"phase":"idle","status":2,"reason":"confirmed","failed":"bb","sequence":9007199254740993,
            "heapFree":1,"assembliesFree":40,"boots":0,"uptimeMs":5,"later":[1]}
            """);
        await SayAsync("device/b1/event", """{"patch":"cc","phase":"trial","status":1,"reason":"x","atMs":7,"heldUs":812,"objects":3}""");

        var expected = new FleetMessage[]
        {
            new DevicePresence("b1", true),
            new DeviceState("b1")
            {
                Release = "aa", Phase = DevicePhase.Idle, Status = 2, Reason = "confirmed", Failed = "bb", Sequence = 9007199254740993,
                HeapFree = 1, AssembliesFree = 40, UptimeMs = 5,
            },
            new DeviceEvent("b1") { Patch = "cc", Phase = DevicePhase.Trial, Status = 1, Reason = "x", AtMs = 7, HeldUs = 812, Objects = 3 },
        };
        var read = new List<FleetMessage>();
        await foreach (FleetMessage message in watcher.ReadAllAsync(Token))
        {
            read.Add(message);
            if (read.Count == expected.Length)
            {
                break;
            }
        }

        Assert.Equal(expected, read);
    }

    private PatchPublisher Publisher => new(_publisher, _topics);

    private static T Value<T>(Result<T> outcome)
        where T : class
    {
        Assert.True(outcome.Succeeded, string.Join("\n", outcome.Problems));
        return outcome.Value;
    }

    private static byte[] Large() => Samples.Assembly(Samples.SmallPlan(), module =>
    {
        for (int i = 0; i < 300; i++)
        {
            module.DefineType($"P.C{i:D30}").CreateType();
        }
    });

    private async Task ConnectAsync(IMqttClient client)
    {
        var options = new MqttConnectOptions { Host = _broker.EndPoint.Address.ToString(), Port = _broker.EndPoint.Port };
        Assert.True((await client.ConnectAsync(options, Token)).IsAccepted);
    }

    private Task SayAsync(string topic, string text) =>
        _board.PublishAsync(new MqttMessage("nanolive/north/" + topic, Encoding.UTF8.GetBytes(text), MqttQos.AtLeastOnce), Token);

    private async Task<MqttMessage> RetainedAsync(string filter)
    {
        await _board.SubscribeAsync(filter, cancellationToken: Token);
        await foreach (MqttMessage message in _board.Messages.WithCancellation(Token))
        {
            await _board.UnsubscribeAsync(filter, Token);
            return message;
        }

        throw new InvalidOperationException("the client was disposed");
    }
}
