using System.Globalization;
using System.Text;
using NanoLive.Format;
using NanoLive.Lowering.Writing;
using NanoLive.Packing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// The corpus packed, beside what general deltas of the full assemblies cost: printed, and left as <c>packed.md</c> beside the test program. Programs that are
/// not installed are left out, which is said.
/// </summary>
public class PackedTableTests(ITestOutputHelper output)
{
    private static readonly string s_folder = AppContext.BaseDirectory;

    private sealed record Row(string Name, int Plain, int Packed, int[] Deltas);

    [Fact]
    public void Packed_patches_are_shorter_than_deltas_of_the_full_assemblies()
    {
        var rivals = BinaryDelta.All.Where(rival => rival.IsInstalled).ToList();
        var rows = Pair.All.Select(pair => Measure(pair, rivals)).OfType<Row>().ToList();
        var text = new StringBuilder($"| pair | plain | packed | {string.Join(" | ", rivals.Select(rival => rival.Name))} |\n|---|---|---|{string.Concat(rivals.Select(_ => "---|"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Plain} | {row.Packed} | {string.Join(" | ", row.Deltas)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{rows.Count} patches: median {Median(rows, row => row.Plain)} bytes plain, {Median(rows, row => row.Packed)} packed");
        foreach (var missing in BinaryDelta.All.Except(rivals))
        {
            text.Append(CultureInfo.InvariantCulture, $"; {missing.Name} is not installed");
        }

        for (var i = 0; i < rivals.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $", {Median(rows, row => row.Deltas[i])} {rivals[i].Name}");
        }

        var won = rows.Count(row => row.Deltas.All(delta => row.Packed < delta));
        text.Append(CultureInfo.InvariantCulture, $". Shorter than the best of {rivals.Count} in {won} of {rows.Count}.\n");
        output.WriteLine(text.ToString());
        File.WriteAllText(Path.Combine(s_folder, "packed.md"), text.ToString());
        Assert.All(rows, row => Assert.True(row.Packed < row.Plain, row.Name));
        Assert.All(rows, row => Assert.True(row.Packed <= 250, row.Name));
        Assert.True(won * 10 >= rows.Count * 9, text.ToString());
    }

    private static Row? Measure(Pair pair, IReadOnlyList<BinaryDelta> rivals)
    {
        var build = new PairBuild(pair);
        if (build.Report.Patch is not { } patch)
        {
            return null;
        }

        var identity = new ReleaseIdentity(new byte[16], new byte[16], [new byte[64]], build.Before.Applications[0]);
        var release = ReleaseImage.Create(build.Before, identity, new PreparationOptions()).Value!;
        var references = References(release.Files);
        var bases = new PackedBase([.. ReleaseImage.Replaceable(release.Prepared).Select(file => file.Image).Prepend(release.Sample).Select(image => Lower(image, references, false, release.ReplaceableNames))]);
        var lowered = Lower(patch.Assembly, references, isPatch: true, release.ReplaceableNames);
        var arranged = PayloadPacker.Arrange(lowered, bases);
        Assert.True(arranged != null, pair.Name);
        Assert.Equal(arranged, PayloadPacker.Arrange(arranged, bases));

        var plan = PlanWriter.Write(patch.Plan).Value!;
        var packed = PayloadPacker.Pack(plan, arranged, bases, patch.Plan.BaseDigest)!;
        AssertExpands(packed, plan, arranged, bases, patch.Plan);
        return new Row(pair.Name, plan.Length + arranged.Length, packed.Length, [.. rivals.Select(rival => Delta(rival, build))]);
    }

    private static void AssertExpands(byte[] packed, byte[] plan, byte[] assembly, PackedBase bases, Plan content)
    {
        const int formPe = 2;
        Assert.Equal(formPe, packed[0] & 15);
        var unpacking = bases.Unpacking();
        unpacking.Begin(packed, content.BaseDigest, plan.Length + assembly.Length);
        while (!unpacking.Step())
        {
        }

        Assert.Equal(Status.Ok, unpacking.Finish(out var toldPlan, out var toldAssembly));
        Assert.Equal(plan, toldPlan);
        Assert.Equal(assembly, toldAssembly);
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

    private static byte[] Lowered(Build build, string name) => Lower(build.Files.Single(file => file.FileName == name).Image, References(build.Files), false, []);

    private static byte[] Lower(byte[] assembly, AssemblyReferences references, bool isPatch, IReadOnlyCollection<string> replaceable)
    {
        var options = new LoweringOptions { IsPatch = isPatch, ClosedAssemblies = ReleaseImage.NeverReplaced, ReplaceableAssemblies = replaceable };
        var lowered = AssemblyLowering.Lower(assembly, references, options);
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
        return lowered.Value!.Bytes;
    }

    private static AssemblyReferences References(IEnumerable<BuildFile> files)
    {
        var references = new AssemblyReferences().AddFile(Path.Combine(s_folder, "device", "mscorlib.dll"));
        foreach (var file in files)
        {
            references.Add(Path.GetFileNameWithoutExtension(file.FileName), file.Image);
        }

        return references.AddFolder(Path.Combine(s_folder, "board-libraries"));
    }

    private static int Median(IReadOnlyList<Row> rows, Func<Row, int> value) => rows.Select(value).Order().ElementAt(rows.Count / 2);
}
