using System.Globalization;
using System.Text;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>The corpus as a table: printed, and left as <c>corpus.md</c> beside the test program.</summary>
public class TableTests(ITestOutputHelper output)
{
    // Bytes of .pe. What is shorter is no measure: the header of any patch has 124.
    private const int SmallestDriver = 2500;

    // What the median patch of a driver is of it, so that none becomes longer unnoticed (the aim is 0.15: DESIGN.md), and what a typical patch of one method has at most.
    private const double MostOfDriver = 0.1445;
    private const int MostBytesOfOneMethod = 400;

    private static readonly string s_folder = AppContext.BaseDirectory;

    private sealed record Row(Pair Pair, PatchReport Report, int PatchIl, int FullIl, int PatchPe, int FullPe);

    [Fact]
    public void Patches_are_a_fraction_of_what_they_patch()
    {
        var rows = Pair.All.Select(Measure).OrderByDescending(row => row.Pair.IsDriver).ToList();
        var text = new StringBuilder("| pair | group | kind | verdict | patch IL | full IL | patch .pe | full .pe | .pe share | written by hand |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            string share = row.PatchPe == 0 ? "" : Percent(Share(row));
            text.Append(CultureInfo.InvariantCulture, $"| {row.Pair.Name} | {(row.Pair.IsDriver ? "driver" : "case")} | {row.Pair.Kind} | {row.Report.Verdict} | {row.PatchIl} | {row.FullIl} | {row.PatchPe} | {row.FullPe} | {share} | {row.Pair.HandWrittenLines} |\n");
        }

        var drivers = rows.Where(row => row.Pair.IsDriver).ToList();
        text.Append("\n| group | pairs | patches | full .pe | median patch .pe | median .pe share | median IL share | lines by hand |\n|---|---|---|---|---|---|---|---|\n");
        Append(text, "drivers", drivers);
        drivers.GroupBy(row => row.Pair.Kind).OrderByDescending(kind => kind.Count()).ToList().ForEach(kind => Append(text, "- of them " + kind.Key, [.. kind]));
        Append(text, "cases", [.. rows.Where(row => !row.Pair.IsDriver)]);
        Append(text, "all", rows);
        text.Append(CultureInfo.InvariantCulture, $"\n{string.Join(", ", rows.GroupBy(row => row.Report.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"))}.\n");
        AppendOneMethod(text, "drivers", drivers);
        AppendOneMethod(text, "all", rows);
        output.WriteLine(text.ToString());
        File.WriteAllText(Path.Combine(s_folder, "corpus.md"), text.ToString());
        Assert.Equal(rows.Count(row => row.Report.Patch != null), rows.Count(row => row.PatchPe > 0));
        Assert.All(drivers, row => Assert.True(row.FullPe >= SmallestDriver, row.Pair.Name));
        Assert.True(Median(drivers.Where(row => row.PatchPe > 0).Select(Share)) <= MostOfDriver, text.ToString());
        Assert.True(Median(OneMethod(drivers)) <= MostBytesOfOneMethod, text.ToString());
    }

    private static IEnumerable<double> OneMethod(IReadOnlyList<Row> rows) =>
        rows.Where(row => row.PatchPe > 0 && row.Report.Edits is [{ Kind: EditKind.MethodBody }]).Select(row => (double)row.PatchPe);

    /// <summary>Pairs whose only edit is the body of one method.</summary>
    private static void AppendOneMethod(StringBuilder text, string group, IReadOnlyList<Row> rows)
    {
        var bytes = OneMethod(rows).ToList();
        text.Append(CultureInfo.InvariantCulture, $"\nOne method's body, {group}: {bytes.Count} patches, median {Median(bytes):0} bytes of .pe, {bytes.Count(each => each <= MostBytesOfOneMethod)} of at most {MostBytesOfOneMethod}.\n");
    }

    private static void Append(StringBuilder text, string group, IReadOnlyList<Row> rows)
    {
        var patched = rows.Where(row => row.PatchPe > 0).ToList();
        Assert.NotEmpty(patched);
        text.Append(CultureInfo.InvariantCulture, $"| {group} | {rows.Count} | {patched.Count} | {patched.Min(row => row.FullPe)} to {patched.Max(row => row.FullPe)}, median {Median(patched.Select(row => (double)row.FullPe)):0} ");
        text.Append(CultureInfo.InvariantCulture, $"| {Median(patched.Select(row => (double)row.PatchPe)):0} | {Percent(Median(patched.Select(Share)))} | {Percent(Median(patched.Select(row => (double)row.PatchIl / row.FullIl)))} ");
        text.Append(CultureInfo.InvariantCulture, $"| {patched.Sum(row => row.Pair.HandWrittenLines) / (double)patched.Count:0.0} |\n");
    }

    /// <summary>Full is the assemblies whose classes the patch replaces.</summary>
    private static Row Measure(Pair pair)
    {
        var build = new PairBuild(pair);
        if (build.Report.Patch is not { } patch)
        {
            return new Row(pair, build.Report, 0, PairBuild.Driver(build.After).Length, 0, Lower(build.After, "Drivers"));
        }

        var replaced = patch.Plan.Classes.Select(change => change.OldAssembly).Append("Drivers").Distinct().ToList();
        int fullIl = build.After.Files.Where(file => replaced.Contains(Path.GetFileNameWithoutExtension(file.FileName))).Sum(file => file.Image.Length);
        int patchPe = new PairRelease(build).Patch(patch).Assembly.Length;
        return new Row(pair, build.Report, patch.Assembly.Length, fullIl, patchPe, replaced.Sum(name => Lower(build.After, name)));
    }

    private static int Lower(Build build, string name) => PairRelease.Plain(build, name + ".dll").Length;

    private static double Share(Row row) => (double)row.PatchPe / row.FullPe;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
