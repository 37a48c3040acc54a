namespace NanoLive.Simulator.Tests;

public class BoardTests
{
    private static List<long> Values(SimulatedBoard board, string what) => [.. board.Trace.Of(what).Select(record => record.First)];

    [Fact]
    public void Board_boots_after_its_boot_time_and_steps_when_due()
    {
        using var board = TestRelease.Board();

        board.RunFor(TimeSpan.FromMilliseconds(999));
        Assert.False(board.IsRunning);
        board.RunFor(TimeSpan.FromSeconds(1));

        Assert.True(board.IsRunning);
        var toggles = board.Pins[5].Edges;
        Assert.All(toggles.Zip(toggles.Skip(1)), pair => Assert.Equal(100_000, pair.Second.TimeUs - pair.First.TimeUs));
        Assert.Equal(10, toggles.Count);
    }

    [Fact]
    public void Driver_that_polls_waits_for_the_sensor_and_then_reads_its_calibration()
    {
        using var board = TestRelease.Board();
        board.RunFor(TimeSpan.FromSeconds(2));

        var started = board.Trace.Of("sensor").Single();
        Assert.InRange(started.First, 10, 60);
        Assert.Equal(board.Parts.Bme280.Coefficients.T1, started.Second);
        Assert.Equal((1, 0), (board.Parts.Bme280.Resets, board.Parts.Bme280.Reinitialisations));
    }

    [Fact]
    public void Same_seed_gives_the_same_trace_byte_for_byte_and_another_seed_another()
    {
        string Digest(ulong seed)
        {
            using var board = TestRelease.Board("reboot", seed);
            board.World.Broker.Faults = new LinkFaults { Loss = 0.1, Duplication = 0.1, Reordering = 0.2, JitterUs = 3000, MeanConnectedUs = 2_000_000 };
            board.RunFor(TimeSpan.FromSeconds(20));
            return board.Trace.Digest;
        }

        Assert.Equal(Digest(42), Digest(42));
        Assert.NotEqual(Digest(42), Digest(43));
    }

    [Fact]
    public void How_a_run_is_cut_into_pieces_does_not_matter()
    {
        using var whole = TestRelease.Board();
        using var pieces = TestRelease.Board();
        whole.RunFor(TimeSpan.FromSeconds(5));
        for (int i = 0; i < 500; i++)
        {
            pieces.RunFor(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(whole.Trace.Digest, pieces.Trace.Digest);
    }

    [Fact]
    public void Reboot_forgets_statics_resets_pins_and_leaves_the_sensor_alone()
    {
        using var board = TestRelease.Board("reboot");
        board.RunFor(TimeSpan.FromMilliseconds(3500));

        Assert.Equal(2, board.Boots);
        Assert.Equal([1, 1], Values(board, "boots"));
        Assert.Equal("program", board.Trace.Of(TraceWords.Reset).Single().Subject);
        Assert.Equal(1, board.Parts.Bme280.PowerOns);
        Assert.Equal(2, board.Parts.Bme280.Resets);
        Assert.Equal(1, board.Parts.Bme280.Reinitialisations);
        Assert.Single(board.Pins[4].Edges, edge => edge.Cause == PinCause.Reset);
        Assert.Equal(PinDirection.Output, board.Pins[5].Direction);
    }

    [Fact]
    public void Reset_button_drops_an_output_that_was_high_and_the_relay_sees_it()
    {
        using var board = TestRelease.Board();
        Assert.True(board.RunUntil(() => board.Pins[5].Level, TimeSpan.FromSeconds(3)));
        board.Reset();
        board.RunFor(TimeSpan.FromMilliseconds(500));

        Assert.False(board.IsRunning);
        Assert.Equal(PinCause.Reset, board.Parts.Heater.Switches[^1].Cause);
        Assert.Equal(1, board.Parts.Heater.UnaskedSwitches);
        board.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, board.Boots);
    }

    [Fact]
    public void Power_cut_takes_sensor_and_board_until_power_is_back()
    {
        using var board = TestRelease.Board();
        board.RunFor(TimeSpan.FromSeconds(3));
        board.CutPower();
        board.RunFor(TimeSpan.FromSeconds(5));
        Assert.False(board.IsPowered);
        Assert.Equal(1, board.Boots);
        long turns = board.Parts.Anemometer.Turns;
        Assert.True(turns > 20);

        board.PowerOn();
        board.RunFor(TimeSpan.FromSeconds(2));
        Assert.True(board.IsRunning);
        Assert.Equal((2, 2), (board.Boots, board.Parts.Bme280.PowerOns));
        Assert.Equal(0, board.Parts.Bme280.Reinitialisations);
    }

    [Theory]
    [InlineData(1, CutPoint.Before)]
    [InlineData(1, CutPoint.During)]
    [InlineData(2, CutPoint.After)]
    public void Power_cut_at_a_flash_operation_ends_the_step_there(int operation, CutPoint point)
    {
        using var board = TestRelease.Board("flash");
        board.CutPowerAtFlashOperation(operation, point, seed: 1);
        board.RunFor(TimeSpan.FromSeconds(5));

        Assert.False(board.IsPowered);
        Assert.Empty(board.Crashes);
        Assert.Equal(operation - 1, board.Trace.Of("fault").Count());
        board.PowerOn();
        board.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal([0, 0], Values(board, "fault")[^2..]);
    }

    [Fact]
    public void Exception_out_of_the_loop_resets_the_board_and_is_kept_with_its_lines()
    {
        using var board = TestRelease.Board("throw");
        board.RunFor(TimeSpan.FromMilliseconds(3500));

        Assert.Equal(2, board.Boots);
        var crash = Assert.Single(board.Crashes);
        Assert.Equal("InvalidOperationException: step 10", crash.Message);
        Assert.Contains("TestGuest.cs:line", crash.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Board_that_cannot_boot_tries_again_after_each_boot_time()
    {
        using var board = TestRelease.Board("throw-at-boot");
        board.RunFor(TimeSpan.FromMilliseconds(5500));

        Assert.Equal(5, board.Boots);
        Assert.Equal(5, board.Crashes.Count);
        Assert.False(board.IsRunning && board.Crashes.Count == 0);
    }

    [Fact]
    public void Board_without_a_program_says_what_is_missing()
    {
        using var board = SimulatedBoard.Flash(new ReleaseFiles([]));
        board.RunFor(TimeSpan.FromSeconds(2));

        Assert.NotEmpty(board.Crashes);
    }

    [Fact]
    public void Edges_that_come_while_a_step_waits_are_delivered_at_their_times()
    {
        using var board = TestRelease.Board("wait");
        board.RunFor(TimeSpan.FromSeconds(3));

        var fromParts = board.Pins[4].Edges.Where(edge => edge.Cause == PinCause.Part).ToList();
        long wait = board.Pins[5].Edges[9].TimeUs;
        Assert.Contains(fromParts, edge => edge.TimeUs > wait && edge.TimeUs < wait + 250_000);
        Assert.Equal(fromParts.Count, board.Pins[4].EdgesDelivered);
        var records = board.Trace.Records;
        Assert.All(records.Zip(records.Skip(1)), pair => Assert.True(pair.First.AtUs <= pair.Second.AtUs));
    }

    [Fact]
    public void Sleeping_in_a_step_lets_the_boards_time_pass_and_no_other()
    {
        using var board = TestRelease.Board("sleep");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        board.RunFor(TimeSpan.FromSeconds(30));

        var toggles = board.Pins[5].Edges;
        Assert.Equal(1_250_000, toggles[10].TimeUs - toggles[9].TimeUs, 1000d);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Thread_that_throws_ends_alone_and_one_that_sleeps_ends_with_the_boot()
    {
        using var board = TestRelease.Board("thread");
        board.RunFor(TimeSpan.FromSeconds(4));
        Assert.True(SpinWait.SpinUntil(() => board.Trace.Of(TraceWords.Threw).Any(), TimeSpan.FromSeconds(10)));

        Assert.Equal("thread: InvalidOperationException: on a thread of its own", board.Trace.Of(TraceWords.Threw).Single().Subject);
        Assert.Equal(1, board.Boots);
        Assert.Empty(board.Crashes);
        board.Reset();
        board.RunFor(TimeSpan.FromMilliseconds(1500));
        Assert.Equal(2, board.Boots);
    }

    [Fact]
    public void Released_pin_is_told_from_a_reset_one()
    {
        using var board = TestRelease.Board("forget");
        board.RunFor(TimeSpan.FromSeconds(3));

        Assert.Equal(1, board.Pins[5].Releases);
        Assert.Equal(0, board.Pins[4].Releases);
    }

    [Fact]
    public void Boards_in_one_world_reach_each_other_through_its_broker()
    {
        var world = new SimulatedWorld();
        using var first = SimulatedBoard.Flash(TestRelease.Guest, TestRelease.Description() with { Device = "first" }, world);
        using var second = SimulatedBoard.Flash(TestRelease.Guest, TestRelease.Description("wait") with { Device = "second", Seed = 2 }, world);
        world.RunFor(TimeSpan.FromSeconds(2));
        world.Broker.Publish("to/all", "hello"u8.ToArray(), retain: false);
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["from/first/echo", "from/second/echo"], world.Broker.Matching("from/+/echo").Select(message => message.Topic).Order());
        Assert.All(world.Broker.Matching("from/+/echo"), message => Assert.Equal("to/all hello", message.Text));
        Assert.NotSame(first.Time, second.Time);
    }

    [Fact]
    public void Boots_that_are_over_leave_no_memory_behind()
    {
        using var board = SimulatedBoard.Flash(TestRelease.Guest, TestRelease.Description("reboot") with { Device = "forgetful" });
        Assert.True(board.RunUntil(() => board.Boots == 20, TimeSpan.FromMinutes(2)));

        Assert.InRange(BootsInMemory.Of("forgetful"), 1, 3);

        // The host comes by itself while boots follow each other.
        Assert.True(board.RunUntil(() => board.Boots == 120, TimeSpan.FromMinutes(4)));
        Assert.InRange(BootsInMemory.Count("forgetful"), 1, 80);
    }
}
