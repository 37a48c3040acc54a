namespace NanoLive.Simulator.Tests;

/// <summary>A BME280 alone on a bench, with the transactions a driver makes.</summary>
internal sealed class Bme280Bench
{
    internal Bme280Bench(IAirCondition air, Bme280Coefficients? coefficients = null, bool started = true)
    {
        Part = new Bme280(Time, air, coefficients ?? Bme280Coefficients.Example);
        Part.PowerOn();
        if (started)
        {
            Pass(2000);
        }
    }

    internal SimulatedTime Time { get; } = new();

    internal Bme280 Part { get; }

    internal void Pass(long us) => Time.AdvanceTo(Time.NowUs + us);

    internal void Write(params byte[] bytes) => Assert.Equal(bytes.Length, Part.Write(bytes));

    internal byte[] Read(byte register, int count)
    {
        Write(register);
        var bytes = new byte[count];
        Part.Read(bytes);
        return bytes;
    }

    internal byte Read(byte register) => Read(register, 1)[0];

    internal Bme280Reference Reference() => new(Read(0x88, 26), Read(0xE1, 7));

    /// <summary>One forced measurement; oversampling as in ctrl_hum and ctrl_meas.</summary>
    internal byte[] Measure(byte humidity, byte measurement)
    {
        Write(0xF2, humidity, 0xF4, measurement);
        Pass(120_000);
        return Read(0xF7, 8);
    }
}
