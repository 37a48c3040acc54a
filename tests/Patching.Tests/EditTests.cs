using System.Collections.Concurrent;

namespace NanoLive.Patching.Tests;

/// <summary>Every kind of edit, in small: the verdict is right, the patch does what the new build does, and the way back what the old one did.</summary>
public class EditTests
{
    private static readonly ConcurrentDictionary<string, Lazy<(Build Old, PatchReport Report)>> s_reports = new();

    public static TheoryData<string> Rows => [.. EditRows.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Edit_is_judged_and_executed(string name)
    {
        var row = EditRows.All.Single(r => r.Name == name);
        var (build, report) = Report(row);
        Assert.True(report.Verdict == row.Verdict, Patches.Lines(report));
        Assert.True(report.Edits.Any(e => e.Kind == row.Kind), Patches.Lines(report));
        Assert.All(report.Edits, e => Assert.True(e.Reason != "" && (e.Verdict == Verdict.Live || e.Remedy != ""), Patches.Lines(report)));
        if (row.After == null)
        {
            Assert.True(report.Verdict is not Verdict.Live || report.Patch == null, "No result is expected of a patch that goes live.");
            return;
        }

        Assert.True(report.Patch != null, Patches.Lines(report));
        var bench = new Bench(build, Preparation(row));
        object[] drivers = [bench.New("D.Driver"), bench.New("D.Driver"), bench.New("D.Driver")];
        foreach (var driver in drivers)
        {
            for (var i = 0; i < row.Calls; i++)
            {
                Bench.Call(driver, "Go");
            }
        }

        // 1. Taken over, by whoever holds it; and what holds it is in the plan.
        var loaded = bench.Load(report.Patch);
        var graph = ObjectGraph.Update(drivers[0], loaded, report.Patch);
        var after = Bench.Call(graph.Root, "Go");
        Assert.True(Equals(row.After, after), $"{after}: {Patches.Lines(report)}");
        Assert.True(graph.Holders.IsSubsetOf(report.Patch.Plan.Holders.Select(h => (h.Class, h.Field))), string.Join(", ", graph.Holders));

        // 2. Taken over and back, beside one that was not.
        if (!row.HasStatics)
        {
            var expected = Bench.Call(drivers[1], "Go");
            ObjectGraph.Update(drivers[2], loaded, report.Patch).Return();
            Assert.Equal(expected, Bench.Call(drivers[2], "Go"));
        }
    }

    [Fact]
    public void Every_kind_of_edit_is_produced_by_one_of_them()
    {
        var produced = EditRows.All.SelectMany(r => Report(r).Report.Edits.Select(e => e.Kind)).ToHashSet();
        Assert.Empty(Enum.GetValues<EditKind>().Except(produced));
    }

    private static PreparationOptions Preparation(EditRow row) => row.Excluded == null ? new() : new() { Excluded = [row.Excluded] };

    private static (Build Old, PatchReport Report) Report(EditRow row) => s_reports.GetOrAdd(row.Name, _ => new(() =>
    {
        var old = DeviceCompiler.Build(row.Old);
        var @new = row.Extra == null ? DeviceCompiler.Build(row.New) : DeviceCompiler.Build(DeviceCompiler.Compile("Drivers", row.New), DeviceCompiler.Compile("Extra", row.Extra));
        return (old, Patches.Report(old, @new, new PatchOptions { Preparation = Preparation(row) }));
    })).Value;
}
