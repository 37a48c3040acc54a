using BenchmarkDotNet.Attributes;
using NanoLive.Objects;

namespace NanoLive.Benchmarks;

/// <summary>
/// What a caller pays for calling something that can be replaced: targets are 1.05 times a direct interface call through a bound field and 1.3
/// times through an entry.
/// </summary>
public class CallBenchmarks
{
    private const int Calls = 1000;
    private readonly IThermometer _direct = new Thermometer("bus");
    private IThermometer _bound = null!;
    private Entry _entry = null!;

    [GlobalSetup]
    public void Setup()
    {
        var table = new ObjectTable(null, null);
        _entry = table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
        _entry.Bind(this, nameof(_bound));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls, Description = "call: direct, through an interface")]
    public int Direct()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = _direct.Read(sum);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls, Description = "call: through a bound field")]
    public int Bound()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = _bound.Read(sum);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls, Description = "call: through an entry")]
    public int ThroughEntry()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = ((IThermometer)_entry.Target).Read(sum);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls, Description = "call: on another thread, bracketed")]
    public int Bracketed()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            _entry.Enter(0);
            sum = ((IThermometer)_entry.Target).Read(sum);
            _entry.Leave();
        }

        return sum;
    }
}
