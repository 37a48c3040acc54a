using System.Text;
using NanoLive.Mqtt;

namespace NanoLive.Publishing.Tests;

/// <summary>Anyone who may publish on a device's topics can say anything there.</summary>
public sealed class FleetMessageTests
{
    private static readonly FleetTopics Topics = new("nanolive", "north");
    private static readonly FleetWatcher Watcher = new(MqttConnections.CreateClient(), Topics);

    [Theory]
    [InlineData("nanolive/south/device/b1/state")]
    [InlineData("nanolive/north/device/b1")]
    [InlineData("nanolive/north/device/b1/state/x")]
    [InlineData("nanolive/north/device//state")]
    [InlineData("nanolive/north/offer/all")]
    [InlineData("nanolive/north/device/b1/telemetry")]
    public void Message_on_another_topic_is_passed_over(string topic) => Assert.Null(Watcher.Read(new MqttMessage(topic, "{}"u8.ToArray())));

    [Theory]
    [InlineData("online", "2")]
    [InlineData("online", "10")]
    [InlineData("state", "")]
    [InlineData("state", "x")]
    [InlineData("state", "[]")]
    [InlineData("state", "{\"a\":[[[[[1]]]]]}")]
    [InlineData("event", "{\"patch\":")]
    [InlineData("event", "null")]
    public void Message_that_is_none_is_said_to_be_unreadable(string name, string text)
    {
        FleetMessage? message = Read(name, Encoding.UTF8.GetBytes(text));
        Assert.True(text.Length == 0 ? message is null : message is UnreadableMessage);
    }

    [Fact]
    public void Message_beyond_the_limit_is_not_parsed() => Assert.IsType<UnreadableMessage>(Read("state", new byte[20_000]));

    [Fact]
    public void Members_of_another_kind_count_as_missing()
    {
        byte[] json = """{"release":5,"phase":"dancing","status":-3,"boots":1e99,"sequence":"7"}"""u8.ToArray();
        Assert.Equal(new DeviceState("b1"), Assert.IsType<DeviceState>(Read("state", json)));
    }

    [Fact]
    public void Text_cannot_speak_to_the_terminal_and_is_cut()
    {
        string json = "{\"reason\":\"\\u001b[2J\\u202e" + new string('x', 1000) + "\",\"patch\":\"\\ud800\"}";
        DeviceEvent read = Assert.IsType<DeviceEvent>(Read("event", Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith("?[2J?x", read.Reason);
        Assert.Equal(400, read.Reason.Length);
    }

    [Fact]
    public void Mutated_messages_never_throw()
    {
        var random = new Random(6);
        byte[] original = """{"patch":"cc","phase":"trial","status":1,"reason":"é","atMs":7,"heldUs":812,"objects":3}"""u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. original];
            for (int k = random.Next(1, 5); k > 0; k--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotNull(Read("event", bytes));
        }
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a b")]
    public void Name_that_is_no_level_of_a_topic_is_refused(string name)
    {
        Assert.False(FleetTopics.IsLevel(name));
        Assert.Throws<ArgumentException>(() => Topics.Offer(name));
    }

    private static FleetMessage? Read(string name, byte[] payload) => Watcher.Read(new MqttMessage($"nanolive/north/device/b1/{name}", payload));
}
