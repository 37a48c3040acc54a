namespace NanoLive.Patching.Tests;

/// <summary>What the release did or holds and no patch takes back is named, with its place and what to do.</summary>
public class LeftoverTests
{
    [Fact]
    public void Statement_that_a_constructor_leaves_out_is_not_undone()
    {
        const string Old = "namespace D { public class P { public int N; } public class Driver { P _p;\npublic Driver(P p) { _p = p;\nReserve(9);\n} void Reserve(int n) { _p.N = n; } public int Go() { return _p.N; } } }";
        var report = Patches.Report(Old, Old.Replace("Reserve(9);", ""));
        var finding = Assert.Single(report.Findings, f => f.Id == FindingId.NotUndone);
        Assert.Contains("Reserve", finding.Message);
        Assert.Contains("migration for Driver", finding.Remedy);
        Assert.Equal(3, finding.Place!.Line);
    }

    [Fact]
    public void Statement_that_another_constructor_of_the_class_makes_now_is_not_left_out()
    {
        const string Old = "namespace D { public class P { public int N; } public class Driver { P _p;\npublic Driver(P p) { _p = p;\nReserve(9);\n} void Reserve(int n) { _p.N = n; } public int Go() { return _p.N; } } }";
        var report = Patches.Report(Old, Old.Replace("public Driver(P p) { _p = p;\nReserve(9);\n}", "public Driver(P p) : this(p, 9) { }\npublic Driver(P p, int n) { _p = p;\nReserve(n);\n}"));
        Assert.True(report.Verdict == Verdict.Live && report.Findings.All(f => f.Id != FindingId.NotUndone), Patches.Lines(report));
    }

    [Fact]
    public void Statement_that_went_with_another_constructor_of_the_class_is_not_undone()
    {
        const string Old = "namespace D { public class P { public int N; } public class Driver { P _p;\npublic Driver(P p) : this(p, 9) { }\nDriver(P p, int n) { _p = p;\nReserve(n);\n} void Reserve(int n) { _p.N = n; } public int Go() { return _p.N; } } }";
        var report = Patches.Report(Old, Old.Replace(" : this(p, 9) { }\nDriver(P p, int n) { _p = p;\nReserve(n);\n}", " { _p = p; }"));
        var finding = Assert.Single(report.Findings, f => f.Id == FindingId.NotUndone);
        Assert.Contains("Reserve", finding.Message);
        Assert.Equal(4, finding.Place!.Line);
    }
}
