using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>The project's own device assemblies: lowered without complaint, to what the stock processor makes of them, byte for byte the same each time.</summary>
public class DeviceAssemblyTests
{
    private static readonly string Folder = DeviceCompiler.LibraryFolder;

    // Stand-ins for pins and buses have finalizers: what the stock processor makes of those, compiled here, no board resolves.
    private static readonly string[] s_left = ["mscorlib", "System.Device.Gpio", "System.Device.I2c"];

    private static readonly string[] s_tools = ["ForToolsAttribute", "FormerNameAttribute", "StateMigrationAttribute"];

    public static TheoryData<string> Assemblies() =>
        [.. Directory.GetFiles(Folder, "*.dll").Select(path => Path.GetFileNameWithoutExtension(path)!).Except(s_left).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Is_lowered_without_an_error_and_always_to_the_same_bytes(string name)
    {
        var first = Lower(name);
        Assert.True(first.Succeeded, string.Join(Environment.NewLine, first.Diagnostics));
        Assert.Equal(first.Value!.Bytes, Lower(name).Value!.Bytes);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Means_the_same_as_the_stock_processors(string name)
    {
        StockProcessor.SkipWithout();
        var references = Directory.GetFiles(Folder, "*.dll").Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllBytes(path))).Where(r => r.Item1 != name);
        var stock = StockProcessor.Lower(File.ReadAllBytes(Path.Combine(Folder, name + ".dll")), name, false, [.. references]);
        var differences = PeComparer.Compare(Lower(name).Value!.Image, PeReader.Read(stock).Value!).Where(difference => !IsOfTools(difference)).ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    // Our own attributes speak to tools; lowering leaves them out.
    private static bool IsOfTools(PeDifference difference) =>
        s_tools.Any(name => difference.ToString().Contains(name, StringComparison.Ordinal))
        && (difference.Kind != PeDifferenceKind.Order || WithoutTools(difference.First) == WithoutTools(difference.Second));

    private static string WithoutTools(string types) => string.Join(' ', types.Split(' ').Where(type => !s_tools.Any(name => type.EndsWith(name, StringComparison.Ordinal))));

    private static Result<LoweredPe> Lower(string name) =>
        AssemblyLowering.Lower(File.ReadAllBytes(Path.Combine(Folder, name + ".dll")), new AssemblyReferences().AddFolder(Folder));
}
