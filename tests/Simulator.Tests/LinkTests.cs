namespace NanoLive.Simulator.Tests;

public class LinkTests
{
    private readonly SimulatedTime _brokerTime = new();
    private readonly SimulatedTime _boardTime = new();
    private readonly SimulatedBroker _broker;

    public LinkTests() => _broker = new SimulatedBroker(_brokerTime);

    private SimulatedLink Connect(LinkFaults? faults = null, ulong seed = 1)
    {
        _broker.Faults = faults ?? LinkFaults.None;
        return _broker.Connect("board", _boardTime, seed, () => { });
    }

    private void Pass(long us)
    {
        // As a world does it: the broker first, both in small steps.
        for (long end = _boardTime.NowUs + us; _boardTime.NowUs < end;)
        {
            long next = Math.Min(end, Math.Min(_brokerTime.NextEventUs, _boardTime.NextEventUs));
            _brokerTime.AdvanceTo(next);
            _boardTime.AdvanceTo(next);
        }
    }

    private static List<string> Received(SimulatedLink link)
    {
        var texts = new List<string>();
        while (link.TryReceive(out string topic, out byte[] payload))
        {
            texts.Add(topic + "=" + System.Text.Encoding.ASCII.GetString(payload));
        }

        return texts;
    }

    private static byte[] Text(object text) => System.Text.Encoding.ASCII.GetBytes(text.ToString()!);

    [Fact]
    public void Retained_message_comes_with_the_subscription_and_others_only_while_subscribed()
    {
        var link = Connect();
        _broker.Publish("a/b", Text(1), retain: true);
        _broker.Publish("a/c", Text(2), retain: false);
        link.Subscribe("a/+");
        Pass(10_000);
        Assert.Equal(["a/b=1"], Received(link));

        _broker.Publish("a/c", Text(3), retain: false);
        _broker.Publish("b/c", Text(4), retain: false);
        Pass(10_000);
        Assert.Equal(["a/c=3"], Received(link));

        link.Unsubscribe("a/+");
        _broker.Publish("a/c", Text(5), retain: false);
        Pass(10_000);
        Assert.Empty(Received(link));
    }

    [Fact]
    public void Empty_retained_message_clears_its_topic()
    {
        _broker.Publish("a", Text(1), retain: true);
        _broker.Publish("a", [], retain: true);

        Assert.Empty(_broker.Retained);
    }

    [Fact]
    public void Message_takes_its_latency_each_way()
    {
        var link = Connect(new LinkFaults { LatencyUs = 7000 });
        link.Subscribe("#");
        link.Publish("x", Text(1), retain: false);
        Pass(13_999);
        Assert.Empty(Received(link));
        Pass(1);
        Assert.Equal(["x=1"], Received(link));
        Assert.Equal(7000, _broker.Log[0].AtUs);
    }

    [Fact]
    public void Jitter_keeps_order_and_reordering_does_not()
    {
        var steady = Flood(new LinkFaults { JitterUs = 20_000 });
        Assert.Equal(Enumerable.Range(0, 200), steady);

        var shuffled = Flood(new LinkFaults { Reordering = 0.3 });
        Assert.Equal(Enumerable.Range(0, 200), shuffled.Order());
        Assert.NotEqual(Enumerable.Range(0, 200), shuffled);
    }

    [Fact]
    public void Losses_and_duplicates_come_at_their_rates()
    {
        var lossy = Flood(new LinkFaults { Loss = 0.25 });
        Assert.InRange(lossy.Count, 120, 175);
        Assert.Equal(lossy.Order(), lossy);

        var doubled = Flood(new LinkFaults { Duplication = 0.25 });
        Assert.Equal(200, doubled.Distinct().Count());
        Assert.InRange(doubled.Count, 230, 275);
    }

    [Fact]
    public void Broken_link_loses_what_is_under_way_tells_its_will_and_comes_back_once_that_was_seen()
    {
        var link = Connect();
        link.WillTopic = "online";
        link.Subscribe("#");
        _broker.Publish("x", Text(1), retain: false);
        link.Break(50_000);
        Assert.False(link.Publish("y", Text(2), retain: false));
        Pass(100_000);

        // The outage is long over, but the board has not looked.
        Assert.False(link.IsConnected);
        Assert.True(link.IsConnected);
        Assert.Empty(Received(link));
        Assert.Equal("0", _broker.Retained["online"].Text);
        _broker.Publish("z", Text(3), retain: false);
        Pass(10_000);
        Assert.Empty(Received(link));
    }

    [Fact]
    public void Link_breaks_by_itself_as_often_as_was_asked()
    {
        var link = Connect(new LinkFaults { MeanConnectedUs = 1_000_000, OutageUs = 100_000 });
        for (int i = 0; i < 6000; i++)
        {
            Pass(10_000);
            _ = link.IsConnected;
        }

        Assert.InRange(link.Breaks, 40, 75);
    }

    private List<int> Flood(LinkFaults faults)
    {
        var link = Connect(faults);
        link.Subscribe("flood");
        for (int i = 0; i < 200; i++)
        {
            _broker.Publish("flood", Text(i), retain: false);
            Pass(1000);
        }

        Pass(1_000_000);
        return [.. Received(link).Select(text => int.Parse(text["flood=".Length..]))];
    }
}
