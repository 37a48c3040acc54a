using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public abstract partial class ClientContract
{
    [Theory]
    [InlineData(0, MqttQos.AtMostOnce)]
    [InlineData(1, MqttQos.AtLeastOnce)]
    [InlineData(127, MqttQos.AtMostOnce)]
    [InlineData(16_384, MqttQos.AtLeastOnce)]
    [InlineData(200_000, MqttQos.AtLeastOnce)]
    public async Task Message_arrives_with_its_bytes(int lengthBytes, MqttQos qos)
    {
        byte[] payload = new byte[lengthBytes];
        new Random(lengthBytes).NextBytes(payload);
        await using TestClient subscriber = await ConnectAsync();
        await using TestClient publisher = await ConnectAsync();
        await subscriber.SubscribeAsync($"{_root}/x");

        await publisher.PublishAsync($"{_root}/x", payload, qos);

        MqttMessage message = await subscriber.NextAsync();
        Assert.Equal(payload, message.Payload.ToArray());
        Assert.Equal((qos, false, false), (message.Qos, message.Retain, message.Duplicate));
    }

    [Fact]
    public async Task Topic_may_hold_any_script()
    {
        string topic = $"{_root}/Außentemperatur/気温/\U0001F321/ /";
        await using TestClient client = await ConnectAsync();
        await client.SubscribeAsync(topic);
        await client.PublishAsync(topic, "x");
        await client.ExpectAsync(topic, "x");
    }

    [Fact]
    public async Task Delivery_has_the_lower_quality_of_publisher_and_subscriber()
    {
        await using TestClient client = await ConnectAsync();
        await client.SubscribeAsync($"{_root}/low", MqttQos.AtMostOnce);
        await client.SubscribeAsync($"{_root}/high", MqttQos.AtLeastOnce);

        await client.PublishAsync($"{_root}/low", "1", MqttQos.AtLeastOnce);
        Assert.Equal(MqttQos.AtMostOnce, (await client.NextAsync()).Qos);
        await client.PublishAsync($"{_root}/high", "2", MqttQos.AtMostOnce);
        Assert.Equal(MqttQos.AtMostOnce, (await client.NextAsync()).Qos);
    }

    [Fact]
    public async Task Thousand_messages_published_at_once_arrive_in_order()
    {
        await using TestClient subscriber = await ConnectAsync();
        await using TestClient publisher = await ConnectAsync();
        await subscriber.SubscribeAsync($"{_root}/n");

        var published = new List<Task>();
        for (int n = 0; n < 1000; n++)
        {
            published.Add(publisher.PublishAsync($"{_root}/n", $"{n}"));
            await subscriber.ExpectAsync($"{_root}/n", $"{n}");
        }

        await Task.WhenAll(published);
    }

    [Fact]
    public async Task Retained_message_is_given_to_a_later_subscriber_and_marked()
    {
        await using TestClient publisher = await ConnectAsync();
        await using TestClient early = await ConnectAsync();
        await using TestClient late = await ConnectAsync();
        await early.SubscribeAsync($"{_root}/#");

        await publisher.PublishAsync($"{_root}/offer/all", "old", retain: true);
        await publisher.PublishAsync($"{_root}/offer/all", "new", retain: true);
        await late.SubscribeAsync($"{_root}/offer/+");

        Assert.True((await late.ExpectAsync($"{_root}/offer/all", "new")).Retain);
        Assert.False((await early.ExpectAsync($"{_root}/offer/all", "old")).Retain);
        Assert.False((await early.ExpectAsync($"{_root}/offer/all", "new")).Retain);
    }

    [Fact]
    public async Task Retained_message_is_deleted_by_an_empty_one()
    {
        await using TestClient client = await ConnectAsync();
        await client.PublishAsync($"{_root}/kept", "1", retain: true);
        await client.PublishAsync($"{_root}/deleted", "2", retain: true);
        await client.PublishAsync($"{_root}/deleted", "", retain: true);

        await client.SubscribeAsync($"{_root}/deleted");
        await client.SubscribeAsync($"{_root}/kept");

        await client.ExpectAsync($"{_root}/kept", "1");
    }

    [Fact]
    public async Task Unsubscribed_filter_gets_nothing_more()
    {
        await using TestClient client = await ConnectAsync();
        await client.SubscribeAsync($"{_root}/a");
        await client.SubscribeAsync($"{_root}/b");
        await client.Client.UnsubscribeAsync($"{_root}/a", Bounded.Token);

        await client.PublishAsync($"{_root}/a", "unwanted");
        await client.PublishAsync($"{_root}/b", "wanted");

        await client.ExpectAsync($"{_root}/b", "wanted");
    }

    // MQTT 3.1.1, 4.7.1: the examples of the standard, under a root of our own.
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("+/tennis/#", "sport/tennis", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("ACCOUNTS", "Accounts", false)]
    public async Task Wildcard_matches_as_the_standard_says(string filter, string topic, bool matches)
    {
        await using TestClient client = await ConnectAsync();
        await client.SubscribeAsync($"{_root}/{filter}");
        await client.SubscribeAsync($"{_root}-end");

        await client.PublishAsync($"{_root}/{topic}", "x");
        await client.PublishAsync($"{_root}-end", "end");

        Assert.Equal(matches, MqttTopics.Matches(filter, topic));
        if (matches)
        {
            await client.ExpectAsync($"{_root}/{topic}", "x");
        }

        await client.ExpectAsync($"{_root}-end", "end");
    }

    [Fact]
    public async Task Wildcard_at_the_beginning_does_not_match_a_dollar_topic()
    {
        string name = NewId();
        await using TestClient client = await ConnectAsync();
        await client.SubscribeAsync($"+/{name}");
        await client.SubscribeAsync($"$nanolive/{name}/plain");
        await client.PublishAsync($"$nanolive/{name}", "hidden");
        await client.PublishAsync($"$nanolive/{name}/plain", "seen");
        await client.ExpectAsync($"$nanolive/{name}/plain", "seen");
    }
}
