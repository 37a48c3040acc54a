namespace NanoLive.Simulator;

/// <summary>Register map of the BME280, data sheet BST-BME280-DS002 section 5.3, and the reset values of section 5.4.</summary>
internal sealed class Bme280Registers
{
    internal const int CalibrationLow = 0x88;
    internal const int CalibrationLowEnd = 0xA1;
    internal const int Id = 0xD0;
    internal const int Reset = 0xE0;
    internal const int CalibrationHigh = 0xE1;
    internal const int CalibrationHighEnd = 0xE7;
    internal const int ControlHumidity = 0xF2;
    internal const int Status = 0xF3;
    internal const int ControlMeasurement = 0xF4;
    internal const int Configuration = 0xF5;
    internal const int Data = 0xF7;
    internal const int DataEnd = 0xFE;

    internal const byte ChipId = 0x60;
    internal const byte ResetCommand = 0xB6;
    internal const byte Measuring = 0x08;
    internal const byte Updating = 0x01;

    // What the data registers hold before a measurement, and what a skipped one gives.
    internal const int NoPressureOrTemperature = 0x80000;
    internal const int NoHumidity = 0x8000;

    private readonly byte[] _values = new byte[256];

    internal byte this[int register]
    {
        get => _values[register & 0xFF];
        set => _values[register & 0xFF] = value;
    }

    internal byte HumidityOversampling => (byte)(this[ControlHumidity] & 7);

    internal byte TemperatureOversampling => (byte)(this[ControlMeasurement] >> 5);

    internal byte PressureOversampling => (byte)((this[ControlMeasurement] >> 2) & 7);

    /// <summary>0 sleep, 1 and 2 forced, 3 normal.</summary>
    internal byte Mode => (byte)(this[ControlMeasurement] & 3);

    /// <summary>Coefficient of the filter: 1 (off), 2, 4, 8 or 16; section 3.4.4.</summary>
    internal int FilterCoefficient => 1 << Math.Min((this[Configuration] >> 2) & 7, 4);

    /// <summary>Time between two measurements in normal mode; section 5.4.6, table 27.</summary>
    internal long StandbyUs => (this[Configuration] >> 5) switch
    {
        0 => 500,
        1 => 62_500,
        2 => 125_000,
        3 => 250_000,
        4 => 500_000,
        5 => 1_000_000,
        6 => 10_000,
        _ => 20_000,
    };

    internal void ResetValues()
    {
        Array.Clear(_values);
        this[Id] = ChipId;
        PutMeasurement(NoPressureOrTemperature, NoPressureOrTemperature, NoHumidity);
    }

    internal void PutCalibration(Bme280Coefficients coefficients)
    {
        coefficients.LowBytes().CopyTo(_values, CalibrationLow);
        coefficients.HighBytes().CopyTo(_values, CalibrationHigh);
    }

    // Section 5.4.7: 20, 20 and 16 bits, most significant byte first.
    internal void PutMeasurement(int pressure, int temperature, int humidity)
    {
        Put20(Data, pressure);
        Put20(Data + 3, temperature);
        this[Data + 6] = (byte)(humidity >> 8);
        this[Data + 7] = (byte)humidity;
    }

    internal void SetMode(int mode) => this[ControlMeasurement] = (byte)((this[ControlMeasurement] & ~3) | mode);

    private void Put20(int register, int value)
    {
        this[register] = (byte)(value >> 12);
        this[register + 1] = (byte)(value >> 4);
        this[register + 2] = (byte)(value << 4);
    }
}
