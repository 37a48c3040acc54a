namespace NanoLive.Simulator;

/// <summary>
/// The measuring half of a BME280: power modes, timing, oversampling and filter, data sheet sections 3.3, 3.4, 9.1. Transitions:
/// <code>
/// sleep   --forced--> measuring --done--> sleep
/// sleep   --normal--> measuring --done--> standby --t_standby--> measuring ...
/// any     --reset---> starting --2 ms--> sleep
/// measuring --mode written--> takes effect when this measurement is done
/// </code>
/// Measuring takes the data sheet's maximum, so a driver that waits too short reads the values of before.
/// </summary>
internal sealed class Bme280Core(SimulatedTime time, IAirCondition air, Bme280Coefficients coefficients)
{
    internal const long StartupUs = 2000;

    private const int Sleep = 0;
    private const int Normal = 3;

    private readonly Bme280Arithmetic _arithmetic = new(coefficients);
    private int _epoch;
    private bool _isMeasuring;
    private bool _startsAgain;
    private int _humidityOversampling;
    private double? _filteredPressure;
    private double? _filteredTemperature;

    internal Bme280Registers Registers { get; } = new();

    internal long Measurements { get; private set; }

    internal void Restart()
    {
        int epoch = ++_epoch;
        _isMeasuring = false;
        _startsAgain = false;
        _humidityOversampling = 0;
        _filteredPressure = null;
        _filteredTemperature = null;
        Registers.ResetValues();
        Registers[Bme280Registers.Status] = Bme280Registers.Updating;
        At(StartupUs, epoch, () =>
        {
            Registers.PutCalibration(coefficients);
            Registers[Bme280Registers.Status] = 0;
        });
    }

    internal void Stop() => _epoch++;

    internal void WriteControlMeasurement(byte value)
    {
        Registers[Bme280Registers.ControlMeasurement] = value;

        // 5.4.3: the humidity setting takes effect now.
        _humidityOversampling = Registers.HumidityOversampling;
        if (_isMeasuring)
        {
            _startsAgain = Registers.Mode != Sleep;
            return;
        }

        _epoch++;
        if (Registers.Mode != Sleep)
        {
            Begin();
        }
    }

    private static int Samples(int setting) => setting == 0 ? 0 : 1 << Math.Min(setting - 1, 4);

    private void Begin()
    {
        _isMeasuring = true;
        _startsAgain = false;
        Registers[Bme280Registers.Status] |= Bme280Registers.Measuring;
        At(MeasuringUs(), ++_epoch, End);
    }

    private void End()
    {
        _isMeasuring = false;
        Registers[Bme280Registers.Status] &= unchecked((byte)~Bme280Registers.Measuring);
        Measure();
        if (_startsAgain)
        {
            Begin();
        }
        else if (Registers.Mode == Normal)
        {
            At(Registers.StandbyUs, ++_epoch, Begin);
        }
        else
        {
            Registers.SetMode(Sleep);
        }
    }

    // 9.1, maximum: 1.25 ms, 2.3 ms a sample, 0.575 ms more each for pressure and humidity where they are measured.
    private long MeasuringUs()
    {
        int temperature = Samples(Registers.TemperatureOversampling);
        int pressure = Samples(Registers.PressureOversampling);
        int humidity = Samples(_humidityOversampling);
        return 1250 + (2300 * (temperature + pressure + humidity)) + (pressure > 0 ? 575 : 0) + (humidity > 0 ? 575 : 0);
    }

    private void Measure()
    {
        Measurements++;
        long now = time.NowUs;
        int filter = Registers.FilterCoefficient;
        int trueTemperature = _arithmetic.RawTemperature(air.TemperatureC(now));
        int temperature = Convert(Registers.TemperatureOversampling, filter, trueTemperature, ref _filteredTemperature);
        double fine = _arithmetic.FineTemperature(Registers.TemperatureOversampling == 0 ? trueTemperature : temperature);
        int pressure = Convert(Registers.PressureOversampling, filter, _arithmetic.RawPressure(air.PressurePa(now), fine), ref _filteredPressure);
        int humidity = _humidityOversampling == 0
            ? Bme280Registers.NoHumidity
            : _arithmetic.RawHumidity(air.HumidityPercent(now), fine);
        Registers.PutMeasurement(pressure, temperature, humidity);
    }

    // 3.4.1 to 3.4.4: 16 bits and one more for each doubling of samples; 20 bits and a low pass where the filter is on.
    private static int Convert(int oversampling, int filter, int raw, ref double? filtered)
    {
        if (oversampling == 0)
        {
            filtered = null;
            return Bme280Registers.NoPressureOrTemperature;
        }

        if (filter > 1)
        {
            filtered = filtered is { } old ? ((old * (filter - 1)) + raw) / filter : raw;
            return (int)Math.Round(filtered.Value);
        }

        int droppedBits = 5 - Math.Min(oversampling, 5);
        int half = droppedBits == 0 ? 0 : 1 << (droppedBits - 1);
        return Math.Min(raw + half, Bme280Arithmetic.LargestPressureOrTemperature) & ~((1 << droppedBits) - 1);
    }

    private void At(long delayUs, int epoch, Action happen) => time.Schedule(time.NowUs + delayUs, () =>
    {
        if (epoch == _epoch)
        {
            happen();
        }
    });
}
