using System.Diagnostics;

namespace NanoLive.Simulator.Tests;

public class ClockTests
{
    [Fact]
    public void Events_happen_in_order_of_time_and_then_of_scheduling()
    {
        var time = new SimulatedTime();
        var seen = new List<string>();
        time.Schedule(20, () => seen.Add($"c{time.NowUs}"));
        time.Schedule(10, () => seen.Add($"a{time.NowUs}"));
        time.Schedule(10, () => seen.Add($"b{time.NowUs}"));

        time.AdvanceTo(30);

        Assert.Equal(["a10", "b10", "c20"], seen);
        Assert.Equal(30, time.NowUs);
    }

    [Fact]
    public void Event_beyond_the_target_waits()
    {
        var time = new SimulatedTime();
        bool happened = false;
        time.Schedule(11, () => happened = true);

        time.AdvanceTo(10);

        Assert.False(happened);
        Assert.Equal(11, time.NextEventUs);
    }

    [Fact]
    public void Event_may_schedule_and_may_move_time_and_time_never_goes_back()
    {
        var time = new SimulatedTime();
        var seen = new List<long>();
        time.Schedule(10, () =>
        {
            time.Schedule(5, () => seen.Add(time.NowUs));
            time.AdvanceTo(50);
            seen.Add(time.NowUs);
        });
        time.Schedule(40, () => seen.Add(time.NowUs));

        time.AdvanceTo(20);

        Assert.Equal([10, 40, 50], seen);
        Assert.Equal(50, time.NowUs);
    }

    [Fact]
    public void Seeded_numbers_are_those_of_the_published_generator()
    {
        // First outputs of SplitMix64 for the seed 1234567, as in the reference implementation by Vigna.
        var random = new SeededRandom(1234567);

        Assert.Equal(6457827717110365317UL, random.NextBits());
        Assert.Equal(3203168211198807973UL, random.NextBits());
        Assert.Equal(9817491932198370423UL, random.NextBits());
    }

    [Fact]
    public void Clock_in_real_time_follows_the_wall_clock_but_for_what_the_host_held_back()
    {
        var time = new SimulatedTime();
        var clock = new BoardClock(time);
        var seen = new List<long>();
        time.Schedule(30_000, () => seen.Add(clock.NowUs));
        var watch = Stopwatch.StartNew();
        clock.FollowWallClock(1);

        clock.Pass(60_000);
        long passedUs = clock.NowUs;
        long slipUs = clock.TakeSlipUs();
        long wallUs = (long)watch.Elapsed.TotalMicroseconds;

        Assert.InRange(seen.Single(), 30_000, 60_000);
        Assert.InRange(passedUs, 60_000, wallUs);
        Assert.InRange(wallUs - passedUs, 0, slipUs + 30_000);
    }

    [Fact]
    public void Work_of_the_board_itself_takes_its_time()
    {
        var clock = new BoardClock(new SimulatedTime());
        long wallUs = 0;
        clock.Follow(() => wallUs, 1);

        // Each turn of the loop takes 40 us of the board's own processor, and nobody tells the clock.
        int turns = 0;
        while (clock.NowUs < 50_000 && turns < 10_000)
        {
            turns++;
            wallUs += 40;
        }

        Assert.Equal(1250, turns);
        Assert.Equal(50_000, clock.NowUs);
    }
}
