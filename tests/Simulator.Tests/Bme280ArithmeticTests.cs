namespace NanoLive.Simulator.Tests;

/// <summary>The model's numbers, read back with the data sheet's arithmetic as a driver has it.</summary>
public class Bme280ArithmeticTests
{
    // osrs 16 for all three, forced.
    private const byte Finest = 0x05;
    private const byte FinestForced = 0xB5;

    [Fact]
    public void Reference_and_model_give_the_worked_example_of_the_data_sheet()
    {
        // BST-BMP280-DS001 section 3.12: raw 519888 and 415148 are 25.08 degrees and 100653.27 Pa (100656 in 32 bits).
        var reference = new Bme280Reference(Bme280Coefficients.Example.LowBytes(), Bme280Coefficients.Example.HighBytes());
        var model = new Bme280Arithmetic(Bme280Coefficients.Example);

        Assert.Equal(25.08, reference.Temperature(519888), 2);
        Assert.Equal(100653.27, reference.Pressure64(415148), 1);
        Assert.Equal(100656, reference.Pressure32(415148), 0);
        Assert.Equal(25.08, model.FineTemperature(519888) / 5120, 2);
        Assert.Equal(100653.27, model.PressurePa(415148, model.FineTemperature(519888)), 1);
    }

    [Theory]
    [InlineData(-40, 30000, 0)]
    [InlineData(-10, 87000, 35)]
    [InlineData(0, 101325, 50)]
    [InlineData(21.37, 98765, 43.21)]
    [InlineData(25, 110000, 99)]
    [InlineData(60, 65000, 80)]
    [InlineData(85, 100000, 10)]
    public void Physical_values_come_back_through_integers_and_floats(double temperatureC, double pressurePa, double humidityPercent)
    {
        for (ulong part = 0; part < 25; part++)
        {
            var coefficients = Bme280Coefficients.ForPart(part);
            var bench = new Bme280Bench(WeatherScenario.Constant(temperatureC, pressurePa, humidityPercent), coefficients);
            var raw = Bme280Reference.Raw(bench.Measure(Finest, FinestForced));
            var reference = bench.Reference();
            var floats = new Bme280Arithmetic(coefficients);

            Assert.InRange(reference.Temperature(raw.Temperature), temperatureC - 0.02, temperatureC + 0.02);
            Assert.InRange(reference.Pressure64(raw.Pressure), pressurePa - 3, pressurePa + 3);
            Assert.InRange(reference.Pressure32(raw.Pressure), pressurePa - 30, pressurePa + 30);
            Assert.InRange(reference.Humidity(raw.Humidity), humidityPercent - 0.1, humidityPercent + 0.1);
            double fine = floats.FineTemperature(raw.Temperature);
            Assert.InRange(floats.PressurePa(raw.Pressure, fine), pressurePa - 0.5, pressurePa + 0.5);
            Assert.InRange(floats.HumidityPercent(raw.Humidity, fine), humidityPercent - 0.02, humidityPercent + 0.02);
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Each_doubling_of_samples_gives_one_more_bit(int oversampling, int zeroBits)
    {
        // Section 3.4.1: 16 bits and osrs - 1 more, the filter being off.
        var seen = 0;
        for (int step = 0; step < 40; step++)
        {
            var bench = new Bme280Bench(WeatherScenario.Constant(20 + (step * 0.0137), 100000 + (step * 1.7)));
            var raw = Bme280Reference.Raw(bench.Measure(0, (byte)((oversampling << 5) | (oversampling << 2) | 1)));
            Assert.Equal(0, raw.Temperature & ((1 << zeroBits) - 1));
            Assert.Equal(0, raw.Pressure & ((1 << zeroBits) - 1));
            seen |= raw.Temperature | raw.Pressure;
        }

        Assert.NotEqual(0, seen & (1 << zeroBits));
    }

    [Fact]
    public void Skipped_measurements_read_as_half_scale()
    {
        var bench = new Bme280Bench(WeatherScenario.Constant(20));

        Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], bench.Measure(0, 0x01));
    }

    [Fact]
    public void Coefficients_survive_their_packing_negative_ones_too()
    {
        var coefficients = Bme280Coefficients.Example with { H4 = -2048, H5 = -1, H6 = -128, P6 = short.MinValue };
        byte[] high = coefficients.HighBytes();

        Assert.Equal(-2048, ((sbyte)high[3] * 16) + (high[4] & 15));
        Assert.Equal(-1, ((sbyte)high[5] * 16) + (high[4] >> 4));
        Assert.Equal(-128, (sbyte)high[6]);
        Assert.Equal(0x8000, coefficients.LowBytes()[16] | (coefficients.LowBytes()[17] << 8));
    }

    [Fact]
    public void Filter_follows_a_step_by_its_share_of_the_difference()
    {
        // Section 3.4.4: (old * (coefficient - 1) + new) / coefficient; here 4, after 1, 2 and 3 measurements.
        var air = new SteppingAir();
        var bench = new Bme280Bench(air);
        bench.Write(0xF5, 0x08);
        double Measured()
        {
            var raw = Bme280Reference.Raw(bench.Measure(0, 0x25));
            return new Bme280Arithmetic(Bme280Coefficients.Example).FineTemperature(raw.Temperature) / 5120;
        }

        Assert.Equal(20, Measured(), 1);
        air.Temperature = 24;
        Assert.Equal(21, Measured(), 1);
        Assert.Equal(21.75, Measured(), 1);
        Assert.Equal(22.31, Measured(), 1);
    }

    private sealed class SteppingAir : IAirCondition
    {
        internal double Temperature { get; set; } = 20;

        public double TemperatureC(long atUs) => Temperature;

        public double PressurePa(long atUs) => 100000;

        public double HumidityPercent(long atUs) => 50;
    }
}
