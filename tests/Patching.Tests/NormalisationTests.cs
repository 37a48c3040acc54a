namespace NanoLive.Patching.Tests;

public class NormalisationTests
{
    private const string Source = """
        using System;
        namespace D {
          public class A {
            private static readonly byte[] Table = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
            public int Sum(int n) { int a = 0; string s = "x"; for (int i = 0; i < n; i++) { a += Table[i % 9]; if (a > 100) { s += i; } } return a + s.Length; }
            public Action Later(int x) { int y = x + 1; return () => { Sum(y + x); }; }
            public Action Plain() { return () => { Table[0] = 1; }; }
            public int Auto { get; set; }
          }
        }
        """;

    private static void NoChange(PatchReport report)
    {
        Assert.True(report.Verdict == Verdict.NoChange, Patches.Lines(report));
        Assert.Empty(report.Edits);
        Assert.Null(report.Patch);
    }

    [Fact]
    public void Same_sources_are_no_change() => NoChange(Patches.Report(Source, Source));

    [Fact]
    public void Other_path_and_other_lines_are_no_change() =>
        NoChange(Patches.Report(DeviceCompiler.Build(Source, "/a/Driver.cs"), DeviceCompiler.Build("// a comment\n\n" + Source, "C:\\b\\Driver.cs")));

    [Fact]
    public void Symbols_or_none_are_no_change()
    {
        var file = DeviceCompiler.Compile("Drivers", Source);
        NoChange(Patches.Report(DeviceCompiler.Build(file), DeviceCompiler.Build(file with { Symbols = null })));
    }

    [Fact]
    public void Shifted_names_of_lambdas_and_data_are_no_change_for_the_rest()
    {
        var @new = Source.Replace("public int Sum", "public Action First() { return () => { Later(1); }; } private static readonly byte[] Other = { 9, 9, 9, 9, 9, 9, 9, 9, 8 }; public byte[] Get() { return Other; } public int Sum");
        var report = Patches.Report(Source, @new);
        Assert.DoesNotContain(report.Edits, e => e.Kind == EditKind.MethodBody);
        Assert.Equal(2, report.Edits.Count(e => e.Kind == EditKind.MethodAdded));
    }

    [Fact]
    public void Order_of_members_is_no_change()
    {
        var @new = Source.Replace("    public int Auto { get; set; }\n", "").Replace("    public int Sum", "    public int Auto { get; set; }\n    public int Sum");
        NoChange(Patches.Report(Source, @new));
    }

    [Fact]
    public void Changed_data_of_an_initialiser_is_a_change() =>
        Assert.Contains(Patches.Report(Source, Source.Replace("8, 9 }", "8, 10 }")).Edits, e => e is { Kind: EditKind.StaticData, Member: "Table" });

    [Fact]
    public void Changed_lambda_is_a_change_of_its_method() =>
        Assert.Contains(Patches.Report(Source, Source.Replace("Sum(y + x)", "Sum(y - x)")).Edits, e => e is { Kind: EditKind.MethodBody, Member: "Later(Int32)" });
}
