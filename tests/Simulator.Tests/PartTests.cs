namespace NanoLive.Simulator.Tests;

public class PartTests
{
    [Fact]
    public void Anemometer_turns_as_fast_as_the_wind_and_the_pin_sees_every_turn()
    {
        var description = TestRelease.Description() with { Weather = WeatherScenario.Constant(20, windMetresPerSecond: 4) };
        using var board = SimulatedBoard.Flash(TestRelease.Guest, description);

        board.RunFor(TimeSpan.FromSeconds(61));

        // 4 m/s are 6 turns a second.
        var anemometer = board.Parts.Anemometer;
        Assert.InRange(anemometer.Turns, 365, 367);
        var closings = board.Pins[4].Edges.Where(edge => !edge.Rising && edge.Cause == PinCause.Part).ToList();
        Assert.InRange(closings.Count, 359, 361);
        Assert.All(closings.Zip(closings.Skip(1)), pair => Assert.InRange(pair.Second.TimeUs - pair.First.TimeUs, 166_600, 166_700));
        Assert.Equal(board.Pins[4].Edges.Count(edge => edge.Cause == PinCause.Part), board.Pins[4].EdgesDelivered);
        int counted = int.Parse(board.World.Broker.Matching("from/board-1/edges").Last().Text);
        Assert.InRange(closings.Count - counted, 0, 1);
    }

    [Fact]
    public void Calm_gives_no_edges()
    {
        var description = TestRelease.Description() with { Weather = WeatherScenario.Constant(20, windMetresPerSecond: 0) };
        using var board = SimulatedBoard.Flash(TestRelease.Guest, description);

        board.RunFor(TimeSpan.FromMinutes(1));

        Assert.Equal(0, board.Parts.Anemometer.Turns);
        Assert.Equal(0, board.Pins[4].EdgesDelivered);
    }

    [Fact]
    public void Bouncing_contact_gives_more_edges_and_the_same_turns()
    {
        SimulatedBoard Board(bool bounces)
        {
            var description = TestRelease.Description() with { Weather = WeatherScenario.Constant(20, windMetresPerSecond: 6) };
            return SimulatedBoard.Flash(TestRelease.Guest, description with { Hardware = description.Hardware with { ContactBounces = bounces } });
        }

        using var clean = Board(false);
        using var bouncing = Board(true);
        clean.RunFor(TimeSpan.FromSeconds(20));
        bouncing.RunFor(TimeSpan.FromSeconds(20));

        Assert.Equal(clean.Parts.Anemometer.Turns, bouncing.Parts.Anemometer.Turns);
        Assert.True(bouncing.Pins[4].EdgesDelivered > 1.5 * clean.Pins[4].EdgesDelivered);
    }

    [Fact]
    public void Heater_warms_the_box_towards_its_gain_and_back()
    {
        var box = new HeatedBox(WeatherScenario.Constant(10, humidityPercent: 80)) { GainC = 8, TimeConstantS = 12 };

        Assert.Equal(10, box.TemperatureC(5_000_000), 6);
        box.Heat(true, 5_000_000);
        Assert.Equal(10, box.TemperatureC(5_000_000), 6);
        Assert.Equal(10 + (8 * (1 - Math.Exp(-1))), box.TemperatureC(17_000_000), 6);
        Assert.True(box.HumidityPercent(17_000_000) < 60);
        double top = box.TemperatureC(65_000_000);
        box.Heat(false, 65_000_000);
        Assert.Equal(top, box.TemperatureC(65_000_000), 6);
        Assert.Equal(10 + ((top - 10) * Math.Exp(-2)), box.TemperatureC(89_000_000), 6);
    }

    [Fact]
    public void Ranger_answers_with_a_pulse_as_long_as_the_way_of_the_sound()
    {
        var time = new SimulatedTime();
        var trigger = new SimulatedPin(0, () => time.NowUs, true);
        var echo = new SimulatedPin(1, () => time.NowUs, true);
        var ranger = new UltrasonicRanger(time, trigger, echo, _ => 50);
        trigger.SetDirection(PinDirection.Output);
        trigger.Write(true);
        time.AdvanceTo(5);
        trigger.Write(false);
        time.AdvanceTo(1000);
        Assert.Empty(echo.Edges);

        trigger.Write(true);
        time.AdvanceTo(1010);
        trigger.Write(false);
        time.AdvanceTo(100_000);

        Assert.Equal(1, ranger.Measurements);
        Assert.Equal([1470, 1470 + 2900], echo.Edges.Select(edge => edge.TimeUs));
    }

    [Theory]
    [InlineData(PinDirection.Input, null, false)]
    [InlineData(PinDirection.InputPullUp, null, true)]
    [InlineData(PinDirection.InputPullUp, false, false)]
    [InlineData(PinDirection.InputPullDown, true, true)]
    [InlineData(PinDirection.OutputOpenDrainPullUp, false, false)]
    public void Level_follows_from_direction_and_drive(PinDirection direction, bool? driven, bool expected)
    {
        var pin = new SimulatedPin(0, () => 0, true);
        pin.SetDirection(direction);
        pin.Write(true);
        pin.Drive(driven);

        Assert.Equal(expected, pin.Level);
    }

    [Fact]
    public void Scenarios_are_functions_of_time_and_seed()
    {
        foreach (string name in WeatherScenario.Names)
        {
            var one = WeatherScenario.Named(name, 7)!;
            var same = WeatherScenario.Named(name, 7)!;
            Assert.Equal(one.TemperatureC(123_456_789), same.TemperatureC(123_456_789));
            Assert.True(one.WindMetresPerSecond(55_000_000) >= 0);
            Assert.InRange(one.HumidityPercent(99_000_000), 0, 100);
        }

        Assert.NotEqual(WeatherScenario.Named("storm", 1)!.PressurePa(1000), WeatherScenario.Named("storm", 2)!.PressurePa(1000));
        Assert.Null(WeatherScenario.Named("sunny spells", 1));
    }
}
