using NanoLive.Runtime.Doubles;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

public sealed class PaceTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Slice_begins_only_when_it_will_end_before_the_next_tick()
    {
        var pace = new Pace(_clock, 32);
        Assert.True(pace.TryBegin(_clock.NowMs + 10));
        _clock.Advance(8);
        pace.End();
        Assert.False(pace.TryBegin(_clock.NowMs + 5));
        Assert.True(pace.TryBegin(_clock.NowMs + 9));
        Assert.True(pace.TryBegin(long.MaxValue));
    }

    [Fact]
    public void Busiest_board_goes_on_with_smaller_slices()
    {
        var pace = new Pace(_clock, 32);
        int slices = 0;
        int late = 0;
        for (int pass = 0; pass < 1000; pass++)
        {
            // A tick each 10 ms, of which 9 are used; a multiplication takes 100 microseconds.
            long dueMs = _clock.NowMs + 1;
            if (pace.TryBegin(dueMs))
            {
                _clock.AdvanceUs(pace.Multiplications * 100);
                pace.End();
                slices++;
                late += _clock.NowMs > dueMs ? 1 : 0;
            }

            _clock.WaitUntil(dueMs + 9);
        }

        Assert.True(slices > 300, slices + " slices");
        Assert.True(late < 30, late + " late");
        Assert.InRange(pace.Multiplications, 1, 10);
    }

    [Fact]
    public void Board_whose_ticks_outlast_their_period_goes_on_too()
    {
        var pace = new Pace(_clock, 32);
        int slices = 0;
        for (int pass = 0; pass < 100; pass++)
        {
            // A tick each second that takes three: the next one is due before it ends.
            long dueMs = _clock.NowMs + 1000;
            _clock.Advance(3000);
            if (pace.TryBegin(dueMs))
            {
                _clock.Advance(1);
                pace.End();
                slices++;
            }
        }

        Assert.True(slices > 90, slices + " slices");
        Assert.InRange(pace.Multiplications, 32, 2048);
    }

    [Theory]
    [InlineData(3, 100)]
    [InlineData(70, 100)]
    [InlineData(70, 5000)]
    public void Board_that_stays_late_does_more_in_each_pass(int tickSeconds, int multiplicationUs)
    {
        var pace = new Pace(_clock, 32);
        int passes = 0;
        for (int done = 0; done < 3811; passes++)
        {
            long dueMs = _clock.NowMs + 1000;
            _clock.Advance(tickSeconds * 1000);
            long lateUs = (_clock.NowMs - dueMs) * 1000;
            if (pace.TryBegin(dueMs))
            {
                long tookUs = pace.Multiplications * (long)multiplicationUs;
                Assert.True(tookUs <= Math.Max(32 * multiplicationUs, lateUs / 8), $"{tookUs} us in a pass that is {lateUs} us late");
                _clock.AdvanceUs((int)tookUs);
                pace.End();
                done += pace.Multiplications;
            }
        }

        // With 32 in each pass it would be 120.
        Assert.InRange(passes, 1, 25);
    }

    [Fact]
    public void Late_board_whose_slices_take_no_time_has_a_largest_slice()
    {
        var pace = new Pace(_clock, 32);
        for (int pass = 0; pass < 1000; pass++)
        {
            pace.TryBegin(_clock.NowMs - 1000);
            pace.End();
        }

        Assert.Equal(2048, pace.Multiplications);
    }

    [Fact]
    public void Slices_that_grew_while_late_fit_between_ticks_again_afterwards()
    {
        var pace = new Pace(_clock, 32);
        for (int pass = 0; pass < 40; pass++)
        {
            if (pace.TryBegin(_clock.NowMs - 60000))
            {
                _clock.AdvanceUs(pace.Multiplications * 100);
                pace.End();
            }
        }

        Assert.Equal(2048, pace.Multiplications);
        int late = 0;
        int slices = 0;
        for (int pass = 0; pass < 400; pass++)
        {
            long dueMs = _clock.NowMs + 9;
            if (pace.TryBegin(dueMs))
            {
                _clock.AdvanceUs(pace.Multiplications * 100);
                pace.End();
                slices++;
                late += _clock.NowMs > dueMs ? 1 : 0;
            }

            _clock.WaitUntil(dueMs + 1);
        }

        Assert.Equal(0, late);
        Assert.True(slices > 200, slices + " slices");
    }

    [Fact]
    public void Tick_that_was_late_once_waits_for_no_slice()
    {
        var pace = new Pace(_clock, 32);
        pace.TryBegin(long.MaxValue);
        _clock.Advance(2);
        pace.End();
        for (int pass = 0; pass < 20; pass++)
        {
            Assert.Equal(pass % 5 != 4, pace.TryBegin(pass % 5 == 4 ? _clock.NowMs - 50 : _clock.NowMs + 10));
            _clock.Advance(2);
        }
    }

    [Fact]
    public void Slices_grow_again_when_there_is_room()
    {
        var pace = new Pace(_clock, 32);
        pace.TryBegin(long.MaxValue);
        _clock.Advance(50);
        pace.End();
        for (int i = 0; i < 100; i++)
        {
            pace.TryBegin(_clock.NowMs + 1);
        }

        Assert.True(pace.Multiplications < 32);
        for (int i = 0; i < 100; i++)
        {
            pace.TryBegin(long.MaxValue);
            pace.End();
        }

        Assert.Equal(32, pace.Multiplications);
    }
}
