using System.Security.Cryptography;

namespace NanoLive.Patching.Tests;

/// <summary>Patches are cumulative: each is for the release, and can follow earlier ones live.</summary>
public class ChainTests
{
    private const string Source = """
        using NanoLive.Objects;
        namespace D {
          public class A { private int _n = 7; private int _seconds = 3; public int Read() { return _n; } public int Seconds() { return _seconds; } public void Set(int n) { _n = n; } }
          public class B { private int _b = 1; public int Get() { return _b; } }
        }
        """;

    private static readonly string First = Source.Replace("private int _seconds = 3;", "[FormerName(\"_seconds\", Multiply = 1000)] private long _ms = 3000; private int _new = 40; private string _text = \"t\";")
        .Replace("return _seconds;", "return (int)(_ms / 1000);").Replace("return _n;", "return _n + _new++ + _text.Length;").Replace("return _b;", "return _b + 1;");

    private static EarlierPatch Earlier(PatchContent patch) => new(SHA256.HashData(patch.Assembly), patch.Plan, patch.Assembly);

    [Fact]
    public void Second_patch_keeps_what_the_first_one_added_and_maps_back_what_only_it_changed()
    {
        var second = First.Replace("return _b + 1;", "return _b;").Replace("_text.Length", "_text.Length + 1000");
        var bench = new Bench(DeviceCompiler.Build(Source));
        var a = bench.New("D.A");
        var p1 = Patches.Live(Source, First);
        var a1 = bench.Adopt(a, bench.Load(p1), p1, "D.A");
        Assert.Equal(48, Bench.Call(a1, "Read"));

        var p2 = Patches.Live(Source, second, Earlier(p1));
        Assert.NotEqual(p1.Plan.AssemblyName, p2.Plan.AssemblyName);
        Assert.Equal(2, p2.Plan.FromStates.Length);
        Assert.Contains(p2.Plan.Classes, c => c.OldClass == "D.B");
        var loaded = bench.Load(p2);
        var a2 = bench.Adopt(a1, loaded, p2, "D.A");
        Assert.Equal(1049, Bench.Call(a2, "Read"));
        Assert.Equal(3, Bench.Call(a2, "Seconds"));

        // The same patch from the release starts the new fields.
        var fresh = bench.Adopt(a, loaded, p2, "D.A");
        Assert.Equal(1048, Bench.Call(fresh, "Read"));
        Assert.Equal(3, Bench.Call(fresh, "Seconds"));
        Assert.Equal(1, Bench.Call(bench.Adopt(bench.New("D.B"), loaded, p2, "D.B"), "Get"));
    }

    [Fact]
    public void Neutral_patch_leads_back_to_the_release_with_converted_state()
    {
        var bench = new Bench(DeviceCompiler.Build(Source));
        var a = bench.New("D.A");
        var p1 = Patches.Live(Source, First);
        var a1 = bench.Adopt(a, bench.Load(p1), p1, "D.A");
        Bench.Set(a1, "_ms", 9000L);
        var result = PatchCompiler.Neutral(DeviceCompiler.Build(Source), new PatchOptions { After = [Earlier(p1)] });
        Assert.True(result.Succeeded);
        var report = result.Value;
        Assert.Equal(Verdict.Live, report.Verdict);
        var loaded = bench.Load(report.Patch!);
        var a0 = bench.Adopt(a1, loaded, report.Patch!, "D.A");
        Assert.Equal(7, Bench.Call(a0, "Read"));
        Assert.Equal(9, Bench.Call(a0, "Seconds"));

        // On a board without the patch there is nothing to undo.
        Assert.Equal(Earlier(p1).PayloadDigest, Assert.Single(report.Patch!.Plan.FromStates));
    }

    [Fact]
    public void What_only_an_earlier_patch_converted_is_led_back_by_the_next_one()
    {
        var p1 = Patches.Live(Source, First);
        var p2 = Patches.Live(Source, Source.Replace("return _n;", "return _n + 1;"), Earlier(p1));
        Assert.Equal(2, p2.Plan.FromStates.Length);
        var bench = new Bench(DeviceCompiler.Build(Source));
        object a1 = bench.Adopt(bench.New("D.A"), bench.Load(p1), p1, "D.A");
        Bench.Set(a1, "_ms", 9000L);
        object a2 = bench.Adopt(a1, bench.Load(p2), p2, "D.A");
        Assert.Equal(9, Bench.Call(a2, "Seconds"));
        Assert.Equal(8, Bench.Call(a2, "Read"));
    }

    private const string Written = "[StateMigration(typeof(A))] internal static class M { public static void Up(object old, object next) { A.Turn((A)next); } public static void Down(object next, object old) { A.Turn((A)old); } } public class A {";

    private static readonly string Turned = Source.Replace("public class A {", Written + " internal static void Turn(A a) { a._n = -a._n; }").Replace("return _n;", "return -_n;");

    [Fact]
    public void Migration_that_somebody_wrote_is_undone_live_by_its_own_way_down()
    {
        var p1 = Patches.Live(Source, Turned);
        var bench = new Bench(DeviceCompiler.Build(Source));
        object a1 = bench.Adopt(bench.New("D.A"), bench.Load(p1), p1, "D.A");
        Assert.Equal(-7, Bench.Get(a1, "_n"));
        Bench.Set(a1, "_n", -8);
        var result = PatchCompiler.Neutral(DeviceCompiler.Build(Source), new PatchOptions { After = [Earlier(p1)] });
        Assert.True(result.Succeeded);
        var report = result.Value;
        Assert.Empty(result.Diagnostics);
        Assert.Equal(8, Bench.Call(bench.Adopt(a1, bench.Load(report.Patch!), report.Patch!, "D.A"), "Read"));
    }

    [Fact]
    public void Migration_that_both_patches_carry_runs_once()
    {
        var p1 = Patches.Live(Source, Turned);
        var p2 = Patches.Live(Source, Turned.Replace("return -_n;", "return 100 - _n;"), Earlier(p1));
        var bench = new Bench(DeviceCompiler.Build(Source));
        object a1 = bench.Adopt(bench.New("D.A"), bench.Load(p1), p1, "D.A");
        Assert.Equal(107, Bench.Call(bench.Adopt(a1, bench.Load(p2), p2, "D.A"), "Read"));
    }

    [Theory]
    [InlineData("public static void Down(object next, object old) { A.Turn((A)old); }", "", "return -_n;", "has no Down")]
    [InlineData("A.Turn((A)next);", "A.Turn((A)next); A.Turn((A)next); A.Turn((A)next);", "return _n;", "another one than there")]
    [InlineData("", "", "struct", "is a struct that came with it")]
    public void Earlier_patch_that_values_would_be_lost_from_takes_the_next_one_at_reboot(string was, string becomes, string read, string reason)
    {
        const string Structured = "return _n + _p.X; } private P _p; public struct P { public int X; } public int Move() { return _p.X++;";
        string first = read == "struct" ? Source.Replace("return _n;", Structured) : was.StartsWith("public", StringComparison.Ordinal) ? Turned.Replace(was, becomes) : Turned;
        string second = read == "struct" ? first.Replace("_p.X++", "_p.X += 2") : was.StartsWith("public", StringComparison.Ordinal) ? Source.Replace("return _b;", "return _b + 1;") : Turned.Replace(was, becomes);
        var p1 = Patches.Live(Source, first);
        var result = PatchCompiler.Compile(DeviceCompiler.Build(Source), DeviceCompiler.Build(second), new PatchOptions { After = [Earlier(p1)] });
        Assert.True(result.Succeeded);
        var report = result.Value;
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("after-other-state", diagnostic.Id);
        Assert.Contains(reason, diagnostic.Message);
        Assert.Equal(report.BaseDigest, Assert.Single(report.Patch!.Plan.FromStates));
    }

    [Fact]
    public void Way_back_that_nobody_wrote_is_reported_when_the_patch_is_made()
    {
        var report = Patches.Report(Source, Turned.Replace("public static void Down(object next, object old) { A.Turn((A)old); }", ""));
        Assert.Contains(report.Findings, f => f.Id == FindingId.NoWayBack);
    }

    [Fact]
    public void Neutral_patch_without_an_earlier_one_is_an_error()
    {
        var result = PatchCompiler.Neutral(DeviceCompiler.Build(Source), new PatchOptions());
        Assert.False(result.Succeeded);
        Assert.Equal("nothing-to-undo", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void Same_builds_give_the_same_patch()
    {
        var one = Patches.Live(Source, First);
        var two = Patches.Live(Source, First);
        Assert.Equal(one.Plan.AssemblyName, two.Plan.AssemblyName);
        Assert.Equal(one.Assembly, two.Assembly);
    }

    [Fact]
    public void Earlier_patch_of_another_release_is_refused()
    {
        var other = Patches.Live("namespace D { public class Z { public int Q() { return 1; } } }", "namespace D { public class Z { public int Q() { return 2; } } }");
        var report = Patches.Report(Source, First, Earlier(other));
        Assert.Equal(Verdict.Reflash, report.Verdict);
    }
}
