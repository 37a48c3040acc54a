namespace NanoLive.Simulator;

/// <summary>
/// A Bosch BME280 at register level (data sheet BST-BME280-DS002 revision 1.6, section numbers are its): what a driver can read and write
/// over I2C, with the part's own calibration, and counts of everything that an update must not do to it. The air it measures is turned into
/// converter numbers through its calibration, so a driver gets physical values only if its arithmetic is right.
/// </summary>
public sealed class Bme280 : II2cPart, IBoardPart
{
    private readonly SimulatedTime _time;
    private readonly Bme280Core _core;
    private readonly List<PartEvent> _history = [];
    private bool _isPowered;
    private int _pointer;
    private bool _wasRead;

    /// <param name="time">The board's time.</param>
    /// <param name="air">What the part measures.</param>
    /// <param name="coefficients">This part's calibration.</param>
    public Bme280(SimulatedTime time, IAirCondition air, Bme280Coefficients coefficients)
    {
        _time = time;
        _core = new Bme280Core(time, air, coefficients);
        Air = air;
        Coefficients = coefficients;
    }

    /// <inheritdoc/>
    public event Action<PartEvent>? Noted;

    /// <inheritdoc/>
    public string Name => "bme280";

    /// <summary>What the part measures.</summary>
    public IAirCondition Air { get; }

    /// <summary>This part's calibration.</summary>
    public Bme280Coefficients Coefficients { get; }

    /// <inheritdoc/>
    public bool Acknowledges => _isPowered;

    /// <summary>How often the part was given power.</summary>
    public int PowerOns { get; private set; }

    /// <summary>Reset commands (0xB6 to 0xE0) it obeyed.</summary>
    public int Resets { get; private set; }

    /// <summary>
    /// What made it start over although it was already in use: resets and writes of its settings after its first data were read since
    /// power-on or since the last such reset. Starting a forced measurement with unchanged oversampling is use, not a setting.
    /// </summary>
    public int Reinitialisations { get; private set; }

    /// <summary>Writes of ctrl_hum, ctrl_meas and config that count as settings, the first ones included.</summary>
    public int SettingWrites { get; private set; }

    /// <summary>Transactions that read calibration.</summary>
    public int CalibrationReads { get; private set; }

    /// <summary>Transactions that read data.</summary>
    public long DataReads { get; private set; }

    /// <summary>Measurements the part made.</summary>
    public long Measurements => _core.Measurements;

    /// <summary>Everything counted above but reads of data, oldest first.</summary>
    public IReadOnlyList<PartEvent> History => _history;

    /// <summary>The content of a register, without the transaction a board would need.</summary>
    public byte Peek(int register) => _core.Registers[register];

    /// <inheritdoc/>
    public void PowerOn()
    {
        _isPowered = true;
        _wasRead = false;
        PowerOns++;
        Note("power-on", 0, 0);
        _core.Restart();
    }

    /// <inheritdoc/>
    public void PowerOff()
    {
        _isPowered = false;
        _core.Stop();
    }

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        // 6.2.1: pairs of register and value; a register alone sets where the next read begins.
        for (int i = 0; i + 1 < bytes.Length; i += 2)
        {
            WriteRegister(bytes[i], bytes[i + 1]);
        }

        _pointer = bytes.Length % 2 == 1 ? bytes[^1] : (bytes[^2] + 1) & 0xFF;
        return bytes.Length;
    }

    /// <inheritdoc/>
    public void Read(Span<byte> bytes)
    {
        // 4.1: data registers are shadowed for the whole burst; here that holds because time does not pass inside a call.
        Count(_pointer, bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = _core.Registers[_pointer];
            _pointer = (_pointer + 1) & 0xFF;
        }
    }

    private static bool Overlaps(int first, int count, int low, int high) => first <= high && first + count > low;

    private void Count(int first, int count)
    {
        if (Overlaps(first, count, Bme280Registers.Data, Bme280Registers.DataEnd))
        {
            DataReads++;
            _wasRead = true;
        }

        if (Overlaps(first, count, Bme280Registers.CalibrationLow, Bme280Registers.CalibrationLowEnd)
            || Overlaps(first, count, Bme280Registers.CalibrationHigh, Bme280Registers.CalibrationHighEnd))
        {
            CalibrationReads++;
            Note("calibration-read", first, count);
        }
    }

    private void WriteRegister(int register, byte value)
    {
        switch (register)
        {
            case Bme280Registers.Reset when value == Bme280Registers.ResetCommand:
                Resets++;
                CountReinitialisation();
                Note("reset", register, value);
                _wasRead = false;
                _core.Restart();
                break;
            case Bme280Registers.ControlHumidity:
                CountSetting(register, value);
                _core.Registers[register] = (byte)(value & 7);
                break;
            case Bme280Registers.Configuration:
                CountSetting(register, value);

                // 5.4.6: in normal mode a write may be ignored. Here it is.
                if (_core.Registers.Mode != 3)
                {
                    _core.Registers[register] = value;
                }

                break;
            case Bme280Registers.ControlMeasurement:
                if (!StartsForcedMeasurementOnly(value))
                {
                    CountSetting(register, value);
                }

                _core.WriteControlMeasurement(value);
                break;
        }
    }

    private bool StartsForcedMeasurementOnly(byte value) =>
        (value & 3) is 1 or 2 && _core.Registers.Mode != 3 && (value & ~3) == (_core.Registers[Bme280Registers.ControlMeasurement] & ~3);

    private void CountSetting(int register, byte value)
    {
        SettingWrites++;
        CountReinitialisation();
        Note("setting", register, value);
    }

    private void CountReinitialisation()
    {
        if (_wasRead)
        {
            Reinitialisations++;
            Note("reinitialised", Reinitialisations, 0);
        }
    }

    private void Note(string what, long first, long second)
    {
        var noted = new PartEvent(_time.NowUs, what, first, second);
        _history.Add(noted);
        Noted?.Invoke(noted);
    }
}
