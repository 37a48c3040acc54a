using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Reading;
using NanoLive.RealClr;

namespace NanoLive.Corpus.Tests.RealClr;

/// <summary>Drivers, applications and patches of the corpus: what lowering writes means what the stock processor makes of the same IL.</summary>
public class StockPatchTests
{
    public static TheoryData<string> Every => PairTests.Every;

    [Theory]
    [MemberData(nameof(Every))]
    public void Lowered_assemblies_mean_the_same_as_the_stock_processors(string name)
    {
        StockProcessor.SkipWithout();
        var build = new PairBuild(Pair.Named(name));
        (string Name, byte[] Assembly)[] before = [.. build.Before.Files.Select(file => (Path.GetFileNameWithoutExtension(file.FileName), file.Image))];
        foreach (var file in before.Where(file => !file.Name.StartsWith("NanoLive.", StringComparison.Ordinal)))
        {
            Compare(file.Name, file.Assembly, before);
        }

        if (build.Report.Patch is { } patch)
        {
            Compare(patch.Plan.AssemblyName, patch.Assembly, before);
        }
    }

    private static void Compare(string name, byte[] assembly, (string Name, byte[] Assembly)[] release)
    {
        string[] libraries = ["mscorlib", "nanoFramework.Runtime.Events", "System.Device.Gpio", "System.Device.I2c"];
        (string Name, byte[] Assembly)[] references = [.. release.Where(file => file.Name != name), .. libraries.Select(library => (library, DeviceWorld.Read(library)))];
        var stock = PeReader.Read(StockProcessor.Lower(assembly, name, false, references));
        var ours = PeReader.Read(DevicePe.Of(assembly, references));
        var differences = PeComparer.Compare(ours.Value!, stock.Value!).Where(difference => !StockProcessor.IsNamesake(difference, "Drivers", "Application")).ToList();
        Assert.True(differences.Count == 0, name + ": " + string.Join("; ", differences));
    }
}
