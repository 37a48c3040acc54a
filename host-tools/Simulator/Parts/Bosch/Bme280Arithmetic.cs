namespace NanoLive.Simulator;

/// <summary>
/// From air to the numbers a part's converters give: the compensation of data sheet BST-BME280-DS002, appendix 8.1 (double precision), read
/// backwards. All three compensations are monotonic over the working range, so the number that comes nearest is found by bisection.
/// </summary>
public sealed class Bme280Arithmetic(Bme280Coefficients c)
{
    /// <summary>20 bits.</summary>
    public const int LargestPressureOrTemperature = 0xFFFFF;

    /// <summary>16 bits.</summary>
    public const int LargestHumidity = 0xFFFF;

    /// <summary>Fine resolution temperature of a raw one: 5120 a degree.</summary>
    public double FineTemperature(int raw)
    {
        double linear = ((raw / 16384.0) - (c.T1 / 1024.0)) * c.T2;
        double offset = (raw / 131072.0) - (c.T1 / 8192.0);
        return linear + (offset * offset * c.T3);
    }

    /// <summary>Pascal.</summary>
    public double PressurePa(int raw, double fineTemperature)
    {
        double v1 = (fineTemperature / 2.0) - 64000.0;
        double v2 = v1 * v1 * c.P6 / 32768.0;
        v2 += v1 * c.P5 * 2.0;
        v2 = (v2 / 4.0) + (c.P4 * 65536.0);
        v1 = ((c.P3 * v1 * v1 / 524288.0) + (c.P2 * v1)) / 524288.0;
        v1 = (1.0 + (v1 / 32768.0)) * c.P1;
        double pressure = (1048576.0 - raw - (v2 / 4096.0)) * 6250.0 / v1;
        v1 = c.P9 * pressure * pressure / 2147483648.0;
        v2 = pressure * c.P8 / 32768.0;
        return pressure + ((v1 + v2 + c.P7) / 16.0);
    }

    /// <summary>Percent, not clamped.</summary>
    public double HumidityPercent(int raw, double fineTemperature)
    {
        double fine = fineTemperature - 76800.0;
        double signal = raw - ((c.H4 * 64.0) + (c.H5 / 16384.0 * fine));
        double humidity = signal * (c.H2 / 65536.0 * (1.0 + (c.H6 / 67108864.0 * fine * (1.0 + (c.H3 / 67108864.0 * fine)))));
        return humidity * (1.0 - (c.H1 * humidity / 524288.0));
    }

    /// <summary>Raw temperature, 20 bits, nearest to degrees Celsius.</summary>
    public int RawTemperature(double temperatureC) =>
        Nearest(LargestPressureOrTemperature, temperatureC, raw => FineTemperature(raw) / 5120.0);

    /// <summary>Raw pressure, 20 bits, nearest to pascal. Raw numbers fall as the pressure rises.</summary>
    public int RawPressure(double pressurePa, double fineTemperature) =>
        LargestPressureOrTemperature
        - Nearest(LargestPressureOrTemperature, pressurePa, raw => PressurePa(LargestPressureOrTemperature - raw, fineTemperature));

    /// <summary>Raw humidity, 16 bits, nearest to percent.</summary>
    public int RawHumidity(double humidityPercent, double fineTemperature) =>
        Nearest(LargestHumidity, humidityPercent, raw => HumidityPercent(raw, fineTemperature));

    private static int Nearest(int largest, double wanted, Func<int, double> rising)
    {
        int low = 0;
        int high = largest;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (rising(middle) < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && wanted - rising(low - 1) < rising(low) - wanted ? low - 1 : low;
    }
}
