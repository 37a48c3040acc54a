using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public sealed class TopicTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("a//b", true)]
    [InlineData("$SYS/x", true)]
    [InlineData(" ", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0b", false)]
    public void Topic_is_judged_as_the_standard_says(string topic, bool valid) => Assert.Equal(valid, MqttTopics.IsTopic(topic));

    [Theory]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("+/+/#", true)]
    [InlineData("a/#", true)]
    [InlineData("/+", true)]
    [InlineData("a#", false)]
    [InlineData("#/a", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+", false)]
    [InlineData("+a/b", false)]
    [InlineData("", false)]
    public void Filter_is_judged_as_the_standard_says(string filter, bool valid) => Assert.Equal(valid, MqttTopics.IsFilter(filter));

    [Fact]
    public void Text_has_at_most_65535_bytes_and_no_lone_surrogate()
    {
        Assert.True(MqttTopics.IsTopic(new string('a', 65_535)));
        Assert.False(MqttTopics.IsTopic(new string('a', 65_536)));
        Assert.False(MqttTopics.IsTopic(new string('ä', 32_768)));
        Assert.False(MqttTopics.IsTopic("a\uD800"));
        Assert.False(MqttTopics.IsTopic("\uDC00a"));
        Assert.True(MqttTopics.IsTopic("\uD83C\uDF21"));
    }

    [Fact]
    public void Levels_are_bounded()
    {
        string deepest = string.Join('/', Enumerable.Repeat("a", MqttTopics.MaxLevels));
        Assert.True(MqttTopics.IsTopic(deepest));
        Assert.False(MqttTopics.IsTopic(deepest + "/a"));
        Assert.False(MqttTopics.IsFilter(deepest + "/#"));
    }

    // MQTT 3.1.1, 4.7.2.
    [Theory]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    [InlineData("$SYS/+", "$SYS/x", true)]
    [InlineData("a/#", "a/$x", true)]
    [InlineData("a/b", "a", false)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/", "a", false)]
    [InlineData("+/", "a", false)]
    [InlineData("a/+/#", "a", false)]
    public void Match_obeys_the_dollar_rule_and_the_levels(string filter, string topic, bool matches) =>
        Assert.Equal(matches, MqttTopics.Matches(filter, topic));
}
