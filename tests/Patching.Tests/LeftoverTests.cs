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
}
