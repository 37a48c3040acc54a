#nullable disable
#pragma warning disable CS0414, CS0649, CS0169, CS0108, IDE0044
using System.Collections;
using NanoLive.Objects;

namespace NanoLive.Runtime.Drivers;

public interface IThermometer
{
    int Read();
}

public enum Oversampling
{
    Skipped,
    Standard = 7,
}

public struct Calibration
{
    public int T1;
    public float T2;
}

/// <summary>A driver as its author wrote it.</summary>
public class Thermometer : IThermometer, ITickable
{
    private readonly object _bus;
    private readonly bool _opened = true;
    private int _count;
    private int _raw = 20;
    private Oversampling _mode = Oversampling.Standard;
    private Calibration _calibration = new Calibration { T1 = 3, T2 = 1.5f };
    private string _label = "outside";
    private Smoother _smoother = new Smoother(4);

    public Thermometer(object bus) => _bus = bus;

    protected Thermometer(Adoption adoption)
    {
        _opened = false;
        _raw = 0;
        _mode = Oversampling.Skipped;
        _calibration = new Calibration();
        _label = null;
        _smoother = null;
    }

    public object Bus => _bus;

    public int Count => _count;

    public Smoother Smoother => _smoother;

    public string State => $"{_bus} {_opened} {_count} {_raw} {_mode} {_calibration.T1} {_calibration.T2} {_label} {_smoother?.Window}";

    public virtual int Read() => ++_count;

    public virtual void Tick(long nowMs) => Read();
}

/// <summary>A patch: one method changed, nothing added.</summary>
public class ThermometerA : Thermometer
{
    public ThermometerA(object bus)
        : base(bus)
    {
    }

    public ThermometerA(Adoption adoption)
        : base(adoption)
    {
    }

    public override int Read() => base.Read() + 1000;
}

/// <summary>A patch with fields of its own: one new, one that the base has under another name and type.</summary>
public class ThermometerB : Thermometer
{
    private float _celsius;
    private int _filtered;
    private int _count;

    public ThermometerB(object bus)
        : base(bus)
    {
    }

    public ThermometerB(Adoption adoption)
        : base(adoption)
    {
    }

    public float Celsius
    {
        get => _celsius;
        set => _celsius = value;
    }

    public int Filtered
    {
        get => _filtered;
        set => _filtered = value;
    }

    public int OwnCount
    {
        get => _count;
        set => _count = value;
    }

    public override int Read() => base.Read() + 2000;
}

/// <summary>A later patch of the same class; <c>_filtered</c> and <c>_celsius</c> live on.</summary>
public class ThermometerC : Thermometer
{
    private int _filtered;
    private float _celsius;

    public ThermometerC(object bus)
        : base(bus)
    {
    }

    public ThermometerC(Adoption adoption)
        : base(adoption)
    {
    }

    public int Filtered => _filtered;

    public float Celsius => _celsius;
}

/// <summary>A patch that replaces the whole class.</summary>
public class ThermometerR : IThermometer, ITickable
{
    private object _bus;
    private long _count;
    private int _raw;

    public ThermometerR(object bus) => _bus = bus;

    public ThermometerR(Adoption adoption)
    {
    }

    public object Bus => _bus;

    public long Count => _count;

    public int Read() => (int)++_count + 3000;

    public void Tick(long nowMs) => Read();
}

/// <summary>A part of the thermometer whose class can change, too.</summary>
public class Smoother
{
    private int _window;

    public Smoother(int window) => _window = window;

    public Smoother(Adoption adoption)
    {
    }

    public int Window
    {
        get => _window;
        set => _window = value;
    }
}

public class SmootherA : Smoother
{
    public SmootherA(Adoption adoption)
        : base(adoption)
    {
    }
}

/// <summary>Someone who calls thermometers in every way there is.</summary>
public class Station : ITickable
{
    public static Thermometer Latest;

    private readonly IThermometer _bound;
    private Thermometer _direct;

    public Station(Thermometer direct) => _direct = direct;

    public IThermometer Bound => _bound;

    public Thermometer Direct => _direct;

    public object Again;
    public Thermometer[] Array;
    public ArrayList List = new ArrayList();
    public Smoother Shared;
    public Action Reading;

    public virtual void Tick(long nowMs) => _bound?.Read();
}

public class StationA : Station
{
    private int _ticks;

    public StationA(Thermometer direct)
        : base(direct)
    {
    }

    public StationA(Adoption adoption)
        : base((Thermometer)null)
    {
    }

    public int Ticks => _ticks;

    public override void Tick(long nowMs)
    {
        base.Tick(nowMs);
        _ticks++;
    }
}

/// <summary>A patch that goes wrong in its third tick.</summary>
public class ThermometerBad : Thermometer
{
    private int _reads;

    public ThermometerBad(object bus)
        : base(bus)
    {
    }

    public ThermometerBad(Adoption adoption)
        : base(adoption)
    {
    }

    public override int Read()
    {
        int count = base.Read();
        return ++_reads < 3 ? count : throw new InvalidOperationException("third");
    }
}

/// <summary>What leads back to the release: the old class's code, in a class of its own.</summary>
public class ThermometerNeutral : Thermometer
{
    public ThermometerNeutral(object bus)
        : base(bus)
    {
    }

    public ThermometerNeutral(Adoption adoption)
        : base(adoption)
    {
    }
}
