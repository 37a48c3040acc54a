#nullable disable
#pragma warning disable CS0414, CS0649, CS0169, CS0108, IDE0044
using NanoLive.Objects;

namespace NanoLive.Runtime.Drivers;

/// <summary>A patch: one method changed, nothing added.</summary>
public class ThermometerA : Thermometer
{
    public ThermometerA(object bus)
        : base(bus)
    {
    }

    public ThermometerA(ThermometerA adoption)
        : base(adoption)
    {
    }

    public override int Read() => base.Read() + 1000;
}

/// <summary>A patch that brings no constructor but the one that adopts: what the release makes is as it should be.</summary>
public class ThermometerT : Thermometer
{
    public ThermometerT(ThermometerT adoption)
        : base(adoption)
    {
    }

    public override int Read() => base.Read() + 5000;
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

    public ThermometerB(ThermometerB adoption)
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

    public ThermometerC(ThermometerC adoption)
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

    public ThermometerR(ThermometerR adoption)
    {
    }

    public object Bus => _bus;

    public long Count => _count;

    public int Read() => (int)++_count + 3000;

    public void Tick(long nowMs) => Read();
}

/// <summary>A patch that goes wrong in its third tick.</summary>
public class ThermometerBad : Thermometer
{
    private int _reads;

    public ThermometerBad(object bus)
        : base(bus)
    {
    }

    public ThermometerBad(ThermometerBad adoption)
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

    public ThermometerNeutral(ThermometerNeutral adoption)
        : base(adoption)
    {
    }
}
