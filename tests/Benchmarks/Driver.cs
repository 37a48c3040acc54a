using System.Runtime.CompilerServices;
using NanoLive.Objects;

namespace NanoLive.Benchmarks;

public interface IThermometer
{
    int Read(int previous);
}

/// <summary>A driver with the fields that drivers have. Its method is not inlined: what is measured is the way to it.</summary>
public class Thermometer : IThermometer
{
    private readonly object _bus;
    private readonly byte[] _buffer;
    private readonly int _count = 1;
    private readonly int _offset = 3;
    private readonly float _scale = 1.5f;
    private readonly long _lastMs = 1;
    private readonly bool _isOpen = true;

    public Thermometer(object bus)
    {
        _bus = bus;
        _buffer = new byte[8];
    }

    protected Thermometer(Thermometer adoption)
    {
        _bus = adoption;
        _buffer = [];
    }

    public string Description => $"{_bus} {_buffer.Length} {_count} {_scale} {_lastMs} {_isOpen}";

    [MethodImpl(MethodImplOptions.NoInlining)]
    public virtual int Read(int previous) => previous + _offset;
}

/// <summary>A patch of it.</summary>
public class PatchedThermometer : Thermometer
{
    public PatchedThermometer(object bus)
        : base(bus)
    {
    }

    public PatchedThermometer(PatchedThermometer adoption)
        : base(adoption)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override int Read(int previous) => base.Read(previous) + 1;
}
