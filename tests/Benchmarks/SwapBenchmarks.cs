using BenchmarkDotNet.Attributes;
using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Benchmarks;

/// <summary>How long the loop is held for a swap there and one back, of so many objects of seven fields each.</summary>
public class SwapBenchmarks
{
    private ObjectTable _table = null!;
    private LoadedPatch _patch = null!;
    private SwapPlan _plan = null!;

    [Params(1, 10, 100)]
    public int Objects { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _table = new ObjectTable(null, null);
        Factory factory = _table.Define("thermometers", typeof(Thermometer), typeof(object));
        for (int i = 0; i < Objects; i++)
        {
            factory.Create("thermometer" + i, "bus");
        }

        string assembly = typeof(Thermometer).Assembly.GetName().Name!;
        var change = new ClassChange { OldAssembly = assembly, OldClass = typeof(Thermometer).FullName, NewClass = typeof(PatchedThermometer).FullName };
        var plan = new Plan { AssemblyName = "Patch", FromStates = [], Classes = [change], Holders = [] };
        _patch = new PatchTypes(new Loader()).Resolve(typeof(Thermometer).Assembly, new byte[32], plan, out Refusal refusal)
            ?? throw new InvalidOperationException(refusal.Subject);
        _plan = Prepare();
    }

    [Benchmark(Description = "swap: prepared ahead, between ticks")]
    public SwapPlan Prepare() => SwapPlan.Prepare(_table, _patch, out Refusal _);

    [Benchmark(Description = "swap: held for transfer, commit and the way back")]
    public int SwapAndBack()
    {
        if (_plan.Transfer(int.MaxValue) is { } refusal)
        {
            throw new InvalidOperationException(refusal.Subject);
        }

        _plan.Commit();
        int live = _plan.LiveCount;
        _plan.TransferBack();
        _plan.Rollback();
        return live;
    }

    private sealed class Loader : IAssemblyLoader
    {
        public int Generation => AssemblyGeneration.Il;

        public int FreeSlots => 1;

        public System.Reflection.Assembly Load(byte[] image) => typeof(Thermometer).Assembly;

        public System.Reflection.Assembly Find(string simpleName) => typeof(Thermometer).Assembly;
    }
}
