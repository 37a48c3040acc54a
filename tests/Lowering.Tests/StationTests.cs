using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Tests.RealClr;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>The release that is flashed and the patches that travel, as their makers hand them over.</summary>
public class StationTests
{
    private static readonly LoweringOptions AsPatch = new() { IsPatch = true };

    // Bytes of .pe; only ever lowered.
    private static readonly Dictionary<string, int> s_most = new() { ["pressure-fix"] = 564, ["short-hold"] = 580, ["endless-wait"] = 784, ["gust-filter"] = 936, ["bad-refresh"] = 1176 };

    public static TheoryData<string> Updates() => [.. Station.Updates()];

    [Fact]
    public void Prepared_release_is_lowered_with_its_identity()
    {
        var references = Station.References();
        foreach (var file in Station.Release().Files)
        {
            var result = Lowered.Try(file.Image, null, references);
            Assert.True(result.Succeeded, $"{file.FileName}: {string.Join(Environment.NewLine, result.Diagnostics)}");
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Patch_is_lowered_and_says_how_large_it_is(string update)
    {
        var assembly = Station.Patch(update).Assembly;
        var result = Lowered.Try(assembly, AsPatch with { ReplaceableAssemblies = Station.Release().ReplaceableNames, Names = Station.Names() }, Station.References());
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        Assert.True(result.Value!.Bytes.Length <= s_most.GetValueOrDefault(update, int.MaxValue), $"{update}: {result.Value!.Bytes.Length}");
        Assert.True(result.Value!.Bytes.Length < assembly.Length / 2, $"{result.Value!.Bytes.Length} of {assembly.Length} bytes");
        TestContext.Current.TestOutputHelper?.WriteLine($"{update}: IL {assembly.Length} bytes, .pe {result.Value!.Bytes.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Patch_means_the_same_as_the_stock_processors(string update)
    {
        StockProcessor.SkipWithout();
        var assembly = Station.Patch(update).Assembly;

        // What is left out for boards' sake is not what is compared.
        var ours = Lowered.Try(assembly, null, Station.References()).Value!.Image;
        var stock = StockProcessor.Lower(assembly, PeStrings.Text(ours, ours.Header.AssemblyName), false, Station.References());
        var differences = PeComparer.Compare(ours, PeReader.Read(stock).Value!);

        // What compilers embed for themselves is not in ours, and nothing else is missing.
        Assert.DoesNotContain(differences, d => !IsLeftOut(d) && !StockProcessor.IsNamesake(d, "WeatherStation.Drivers", "WeatherStation"));
    }

    private static bool IsLeftOut(PeDifference difference) => difference.Kind == PeDifferenceKind.Order
        || difference.ToString().Contains("IgnoresAccessChecksToAttribute", StringComparison.Ordinal);
}
