using System.Globalization;
using System.Text;
using NanoLive.Format;
using NanoLive.Packing;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// The corpus packed, beside what general deltas of the full assemblies cost: printed, and left as <c>packed.md</c> beside the test program. Programs that are
/// not installed are left out, which is said.
/// </summary>
public class PackedTableTests(ITestOutputHelper output)
{
    private static readonly string s_folder = AppContext.BaseDirectory;

    private sealed record Row(Pair Pair, int Plain, int Packed, int[] Deltas)
    {
        public bool IsShortest => Deltas.All(delta => Packed < delta);
    }

    [Fact]
    public void Packed_patches_are_shorter_than_deltas_of_the_full_assemblies()
    {
        var rivals = BinaryDelta.All.Where(rival => rival.IsInstalled).ToList();
        var rows = Pair.All.Select(pair => Measure(pair, rivals)).OfType<Row>().ToList();
        var text = new StringBuilder($"| pair | plain | packed | {string.Join(" | ", rivals.Select(rival => rival.Name))} |\n|---|---|---|{string.Concat(rivals.Select(_ => "---|"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Pair.Name} | {row.Plain} | {row.Packed} | {string.Join(" | ", row.Deltas)} |\n");
        }

        text.Append('\n');
        Append(text, "known when the packed form was tuned", [.. rows.Where(row => !row.Pair.IsHeldOut)], rivals);
        Append(text, "held out", [.. rows.Where(row => row.Pair.IsHeldOut)], rivals);
        Append(text, "drivers", [.. rows.Where(row => row.Pair.IsDriver)], rivals);
        Append(text, "all", rows, rivals);
        foreach (var missing in BinaryDelta.All.Except(rivals))
        {
            text.Append(CultureInfo.InvariantCulture, $"{missing.Name} is not installed.\n");
        }

        output.WriteLine(text.ToString());
        File.WriteAllText(Path.Combine(s_folder, "packed.md"), text.ToString());
        Assert.All(rows, row => Assert.True(row.Packed < row.Plain, row.Pair.Name));
        Assert.All(rows.Where(row => !row.Pair.IsHeldOut || row.Pair.Kind == nameof(EditKind.MethodBody)), row => Assert.True(row.Packed <= 250, row.Pair.Name));
        Assert.True(rows.Count(row => row.IsShortest) * 10 >= rows.Count * 9, text.ToString());
    }

    private static void Append(StringBuilder text, string group, IReadOnlyList<Row> rows, IReadOnlyList<BinaryDelta> rivals)
    {
        text.Append(CultureInfo.InvariantCulture, $"{group}: {rows.Count} patches, median {Median(rows, row => row.Plain)} bytes plain, {Median(rows, row => row.Packed)} packed");
        for (var i = 0; i < rivals.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $", {Median(rows, row => row.Deltas[i])} {rivals[i].Name}");
        }

        text.Append(CultureInfo.InvariantCulture, $"; shorter than the best of {rivals.Count} in {rows.Count(row => row.IsShortest)} of {rows.Count}.\n");
    }

    private static Row? Measure(Pair pair, IReadOnlyList<BinaryDelta> rivals)
    {
        var build = new PairBuild(pair);
        if (PackedPair.Of(build) is not { } pack)
        {
            return null;
        }

        AssertExpands(pack);
        return new Row(pair, pack.Plan.Length + pack.Assembly.Length, pack.Packed.Length, [.. rivals.Select(rival => Delta(rival, build))]);
    }

    private static void AssertExpands(PackedPair pack)
    {
        const int formPe = 2;
        Assert.Equal(formPe, pack.Packed[0] & 15);
        var expanded = pack.Expand();
        Assert.Equal(Status.Ok, expanded.Status);
        Assert.Equal(pack.Plan, expanded.Plan);
        Assert.Equal(pack.Assembly, expanded.Assembly);

        // What grows inside of a step is there twice for a moment, and is never longer than what comes out.
        var mostOfStepBytes = 2 * (pack.Plan.Length + pack.Assembly.Length);
        Assert.InRange(expanded.HeapBytes, 1, pack.AskedHeapBytes - mostOfStepBytes);
    }

    /// <summary>From the old .pe to the new one, of every assembly that changed.</summary>
    private static int Delta(BinaryDelta rival, PairBuild build)
    {
        var sum = 0;
        foreach (var name in new[] { "Drivers.dll", "Application.dll" })
        {
            var (old, @new) = (Lowered(build.Before, name), Lowered(build.After, name));
            sum += old.AsSpan().SequenceEqual(@new) ? 0 : rival.Measure(old, @new);
        }

        return sum;
    }

    private static byte[] Lowered(Build build, string name) => PairRelease.Plain(build, name);

    private static int Median(IReadOnlyList<Row> rows, Func<Row, int> value) => rows.Select(value).Order().ElementAt(rows.Count / 2);
}
