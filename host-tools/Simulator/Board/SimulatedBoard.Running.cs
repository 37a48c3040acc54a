using NanoLive.Signing;

namespace NanoLive.Simulator;

/// <summary>Power, time and messages of a board.</summary>
public sealed partial class SimulatedBoard
{
    /// <summary>Topic of this board: <c>root/fleet/device/id/name</c>.</summary>
    public string DeviceTopic(string name) => $"{Description.Root}/{Description.Fleet}/device/{Description.Device}/{name}";

    /// <summary>The state the board published last, as JSON; empty before the first.</summary>
    public string StateText => World.Broker.Retained.TryGetValue(DeviceTopic("state"), out var message) ? message.Text : "";

    /// <summary>Messages this board sent to one of its own topics, oldest first: <c>state</c>, <c>event</c>, <c>telemetry</c>, <c>online</c>.</summary>
    public IEnumerable<SimulatedMessage> Sent(string name) => World.Broker.Matching(DeviceTopic(name));

    /// <summary>Offers an envelope to this board alone, as it is.</summary>
    public void Publish(byte[] offer) => World.Broker.Publish($"{Description.Root}/{Description.Fleet}/offer/{Description.Device}", offer);

    /// <summary>Offers a patch to this board alone as the publisher does it: inside the envelope, or in chunks that are there before the offer is.</summary>
    public void Publish(PatchFile patch, int inlineLimitBytes = 4096)
    {
        if (patch.Envelope.Length <= inlineLimitBytes)
        {
            Publish(patch.Envelope.ToArray());
            return;
        }

        int number = 0;
        foreach (var chunk in patch.Chunks())
        {
            World.Broker.Publish($"{Description.Root}/{Description.Fleet}/payload/{patch.Digest}/{number++}", chunk.ToArray());
        }

        Publish(patch.OfferWithoutPayload().ToArray());
    }

    /// <summary>Runs the board's world in virtual time.</summary>
    public void RunFor(TimeSpan duration) => World.RunFor(duration);

    /// <summary>Runs the board's world until the condition holds, asked after everything that happens. False when the time is over before.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => World.RunUntil(condition, limit);

    /// <summary>
    /// Follows the wall clock, <paramref name="speed"/> times as fast, until it is cancelled. Blocks; the calling thread is the board's.
    /// </summary>
    public void RunInRealTime(CancellationToken cancellationToken, double speed = 1)
    {
        using var registration = cancellationToken.Register(_clock.Wake);
        _clock.FollowWallClock(speed);
        using var stalls = new HostStalls(ms => Trace.Write(new TraceRecord(_clock.NowUs, TraceWords.Stall, null, ms, 0)));
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                _life.RunNext(SimulatedTime.Never);
            }
        }
        finally
        {
            _clock.StopFollowing();
        }
    }

    /// <summary>Power is there; the program runs after the boot time. Nothing happens when it was there already.</summary>
    public void PowerOn()
    {
        if (_life.IsOn)
        {
            return;
        }

        _life.Settle();
        FlashChip.Revive();
        Trace.Write(new TraceRecord(_clock.NowUs, TraceWords.Power, "on", 0, 0));
        foreach (var part in Parts.All)
        {
            part.PowerOn();
        }

        _life.TurnOn();
    }

    /// <summary>Cuts the power now: between two steps, or in the middle of one when an event of the board's time calls this.</summary>
    public void CutPower()
    {
        FlashChip.Kill();
        _life.LosePower();
    }

    /// <summary>Cuts the power at a coming program or erase operation of the flash: 1 is the next one.</summary>
    public void CutPowerAtFlashOperation(int operation, CutPoint point, ulong seed = 0) => FlashChip.CutAt(operation, point, seed);

    /// <summary>Presses the reset button: the processor starts again, the parts keep their power.</summary>
    public void Reset() => _life.AskReset("button");

    /// <summary>Throws the board away; its flash file, if any, stays.</summary>
    public void Dispose()
    {
        _life.LosePower();
        _life.Settle();
        _world?.Remove(this);
        FlashChip.Dispose();
        Trace.Dispose();
    }

    internal long UtcSeconds() =>
        _clock.IsRealTime ? DateTimeOffset.UtcNow.ToUnixTimeSeconds()
        : Description.StartUtcSeconds == 0 ? 0
        : Description.StartUtcSeconds + (Time.NowUs / 1_000_000);

    internal SimulatedLink? Connect(Action wake)
    {
        _link = _world?.Broker.Connect(Description.Device, Time, Description.Seed + (ulong)Boots, wake);
        if (_link != null)
        {
            _link.WillTopic = DeviceTopic("online");
        }

        return _link;
    }

    internal void OnPowerLost()
    {
        Trace.Write(new TraceRecord(_clock.NowUs, TraceWords.Power, "cut", FlashChip.Operations, 0));
        foreach (var part in Parts.All)
        {
            part.PowerOff();
        }
    }

    internal void OnReset(string by, int boots) => Trace.Write(new TraceRecord(_clock.NowUs, TraceWords.Reset, by, boots, 0));

    internal void OnCrash(BoardCrash crash) => Trace.Write(new TraceRecord(crash.TimeUs, TraceWords.Crash, crash.Message, 0, 0));
}
