namespace NanoLive.Patching.Tests;

/// <summary>What the release did or holds and no patch takes back is named, with its place and what to do.</summary>
public class LeftoverTests
{
    [Fact]
    public void Statement_that_a_constructor_leaves_out_is_not_undone()
    {
        const string Old = "namespace D { public class P { public int N; } public class Driver { P _p;\npublic Driver(P p) { _p = p;\nReserve(9);\n} void Reserve(int n) { _p.N = n; } public int Go() { return _p.N; } } }";
        var report = Patches.Report(Old, Old.Replace("Reserve(9);", ""));
        var finding = Assert.Single(report.Findings, f => f.Id == "not-undone");
        Assert.Contains("Reserve", finding.Message);
        Assert.Contains("migration for Driver", finding.Remedy);
        Assert.Equal(3, finding.Place!.Line);
    }

    [Fact]
    public void Lambda_that_captured_a_replaced_object_is_named_and_keeps_it()
    {
        const string Old = "namespace D { public delegate int F(); public class Gauge { public int N() { return 1; } } public class Driver { F _f; Gauge _g = new Gauge();\npublic void Start() { Gauge gauge = _g; int add = 0;\n_f = () => gauge.N() + add; } public int Go() { return _f(); } } }";
        var @new = Old.Replace("return 1;", "return 2;");
        var finding = Assert.Single(Patches.Report(Old, @new).Findings, f => f.Id == "captured");
        Assert.Contains("gauge", finding.Message);
        Assert.Equal(2, finding.Place!.Line);

        // The lambda is the release's, and so is its object: the one in the field is another one by then.
        var bench = new Bench(DeviceCompiler.Build(Old));
        var (driver, patch) = (bench.New("D.Driver"), Patches.Live(Old, @new));
        Bench.Call(driver, "Start");
        var loaded = bench.Load(patch);
        Bench.Set(driver, "_g", bench.Adopt(Bench.Get(driver, "_g")!, loaded, patch, "D.Gauge"));
        Assert.Equal((2, 1), (Bench.Call(Bench.Get(driver, "_g")!, "N"), Bench.Call(driver, "Go")));
    }
}
