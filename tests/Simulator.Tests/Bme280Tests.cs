namespace NanoLive.Simulator.Tests;

public class Bme280Tests
{
    private static readonly WeatherScenario s_air = WeatherScenario.Constant(20, 100000, 50);

    [Fact]
    public void Part_says_who_it_is() => Assert.Equal(0x60, new Bme280Bench(s_air).Read(0xD0));

    [Fact]
    public void Calibration_is_there_two_milliseconds_after_power_on_and_status_says_so()
    {
        var bench = new Bme280Bench(s_air, started: false);

        Assert.Equal(0x01, bench.Read(0xF3));
        Assert.All(bench.Read(0x88, 26), value => Assert.Equal(0, value));
        bench.Pass(2000);
        Assert.Equal(0x00, bench.Read(0xF3));
        Assert.Equal(Bme280Coefficients.Example.LowBytes(), bench.Read(0x88, 26));
        Assert.Equal(Bme280Coefficients.Example.HighBytes(), bench.Read(0xE1, 7));
    }

    [Fact]
    public void Only_the_reset_word_resets()
    {
        var bench = new Bme280Bench(s_air);
        bench.Write(0xF2, 0x03, 0xF4, 0x24);
        bench.Write(0xE0, 0xB5);
        Assert.Equal(0, bench.Part.Resets);
        Assert.Equal(0x03, bench.Read(0xF2));

        bench.Write(0xE0, 0xB6);
        Assert.Equal(1, bench.Part.Resets);
        Assert.Equal(0x00, bench.Read(0xF2));
        Assert.Equal(0x00, bench.Read(0xF4));
        Assert.Equal(0x00, bench.Read(0xE0));
    }

    [Fact]
    public void Forced_measurement_takes_the_data_sheets_time_and_then_sleeps()
    {
        var bench = new Bme280Bench(s_air);

        // 9.1, maximum for 1, 1, 1: 1.25 + 2.3 + 2.3 + 0.575 + 2.3 + 0.575 ms.
        bench.Write(0xF2, 0x01, 0xF4, 0x25);
        bench.Pass(9299);
        Assert.Equal(0x08, bench.Read(0xF3));
        Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], bench.Read(0xF7, 8));
        bench.Pass(1);
        Assert.Equal(0x00, bench.Read(0xF3));
        Assert.NotEqual(0x80, bench.Read(0xF7));
        Assert.Equal(0x24, bench.Read(0xF4));
        bench.Pass(10_000_000);
        Assert.Equal(1, bench.Part.Measurements);
    }

    [Fact]
    public void Humidity_setting_takes_effect_with_the_next_write_of_ctrl_meas()
    {
        var bench = new Bme280Bench(s_air);
        bench.Write(0xF4, 0x27);
        bench.Write(0xF2, 0x01);
        bench.Pass(100_000);
        Assert.Equal([0x80, 0], bench.Read(0xFD, 2));

        bench.Write(0xF4, 0x27);
        bench.Pass(100_000);
        Assert.NotEqual([0x80, 0], bench.Read(0xFD, 2));
    }

    [Fact]
    public void Normal_mode_measures_again_after_each_standby_and_ignores_config()
    {
        var bench = new Bme280Bench(s_air);

        // 62.5 ms standby and 1.25 + 2.3 + 2.875 ms measuring: 14 whole cycles and one more measurement in a second.
        bench.Write(0xF5, 0x20, 0xF4, 0x27);
        bench.Write(0xF5, 0xA0);
        Assert.Equal(0x20, bench.Read(0xF5));
        bench.Pass(1_000_000);
        Assert.Equal(1 + ((1_000_000 - 6425) / (62_500 + 6425)), bench.Part.Measurements);
        bench.Write(0xF4, 0x24);
        bench.Pass(1_000_000);
        Assert.InRange(bench.Part.Measurements, 15, 16);
    }

    [Fact]
    public void Burst_shows_one_measurement_and_single_reads_may_mix_two()
    {
        var bench = new Bme280Bench(new Ramp());
        bench.Write(0xF5, 0x00, 0xF4, 0xB7);
        bench.Pass(200_000);
        byte[] burst = bench.Read(0xF7, 8);
        byte[] again = bench.Read(0xF7, 8);
        Assert.Equal(burst, again);

        var mixed = new byte[8];
        for (byte i = 0; i < 8; i++)
        {
            mixed[i] = bench.Read((byte)(0xF7 + i));
            bench.Pass(200_000);
        }

        var whole = Bme280Reference.Raw(bench.Read(0xF7, 8));
        Assert.NotEqual(Bme280Reference.Raw(burst), Bme280Reference.Raw(mixed));
        Assert.NotEqual(whole, Bme280Reference.Raw(mixed));
    }

    [Fact]
    public void Use_is_not_counted_as_initialisation_but_starting_over_is()
    {
        var bench = new Bme280Bench(s_air);
        bench.Write(0xE0, 0xB6);
        bench.Pass(2000);
        bench.Reference();
        bench.Write(0xF2, 0x01);
        bench.Write(0xF5, 0x20);
        bench.Write(0xF4, 0x27);
        Assert.Equal((1, 0, 3, 2), Counts(bench));

        for (int i = 0; i < 20; i++)
        {
            bench.Pass(100_000);
            bench.Read(0xF7, 8);
            bench.Read(0xF3);
        }

        Assert.Equal((1, 0, 3, 2), Counts(bench));
        Assert.Equal(20, bench.Part.DataReads);

        bench.Write(0xF4, 0x27);
        Assert.Equal((1, 1, 4, 2), Counts(bench));
        bench.Write(0xE0, 0xB6);
        Assert.Equal((2, 2, 4, 2), Counts(bench));
        bench.Write(0xF2, 0x01);
        Assert.Equal((2, 2, 5, 2), Counts(bench));
    }

    [Fact]
    public void Forced_measurements_with_unchanged_settings_are_use()
    {
        var bench = new Bme280Bench(s_air);
        bench.Write(0xF2, 0x01, 0xF4, 0x24);
        for (int i = 0; i < 5; i++)
        {
            bench.Write(0xF4, 0x25);
            bench.Pass(20_000);
            bench.Read(0xF7, 8);
        }

        Assert.Equal((0, 0, 2, 0), Counts(bench));
        bench.Write(0xF4, 0x49);
        Assert.Equal((0, 1, 3, 0), Counts(bench));
    }

    [Fact]
    public void Without_power_it_does_not_answer_and_forgets()
    {
        var bench = new Bme280Bench(s_air);
        bench.Write(0xF2, 0x05);
        bench.Part.PowerOff();
        Assert.False(bench.Part.Acknowledges);
        bench.Part.PowerOn();
        bench.Pass(2000);

        Assert.True(bench.Part.Acknowledges);
        Assert.Equal(0, bench.Read(0xF2));
        Assert.Equal(2, bench.Part.PowerOns);
    }

    private static (int Resets, int Reinitialisations, int Settings, int Calibrations) Counts(Bme280Bench bench) =>
        (bench.Part.Resets, bench.Part.Reinitialisations, bench.Part.SettingWrites, bench.Part.CalibrationReads);

    private sealed class Ramp : IAirCondition
    {
        public double TemperatureC(long atUs) => 20 + (atUs / 5e5);

        public double PressurePa(long atUs) => 90000 + (atUs / 300.0);

        public double HumidityPercent(long atUs) => 20 + (atUs / 1e5);
    }
}
