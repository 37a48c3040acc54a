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

    protected Thermometer(Thermometer adoption)
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

/// <summary>A part of the thermometer whose class can change, too.</summary>
public class Smoother
{
    private int _window;

    public Smoother(int window) => _window = window;

    public Smoother(Smoother adoption)
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
    public SmootherA(SmootherA adoption)
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

    public StationA(StationA adoption)
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
