using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Releasing;
using NanoLive.Lowering.Tests.RealClr;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>The station's release as the deployment of a real board.</summary>
public class ReleaseTests
{
    [Fact]
    public void Release_becomes_one_image_with_what_refers_last_and_names_the_libraries_it_needs()
    {
        var release = Lower(_ => null);
        var names = release.Assemblies.Select(assembly => assembly.Name).ToList();
        Assert.Equal(5, names.Count);
        Assert.True(names.IndexOf("NanoLive.Runtime") < names.IndexOf("NanoLive.Board") && names.IndexOf("NanoLive.Board") < names.IndexOf("WeatherStation"));
        Assert.Contains(release.Missing, library => library.Name == "mscorlib");
        Assert.Contains(release.Missing, library => library.Name == "System.Device.I2c");
        Assert.Equal(release.Assemblies.Sum(assembly => assembly.Pe.Length), release.Deployment.Length);
        Assert.InRange(release.AssemblyCount, names.Count + 1, 40);
        foreach (var assembly in release.Assemblies)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{assembly.Name}: {assembly.Budget.ImageBytes} bytes of flash, {assembly.Budget.RecordHeapBytes} of heap");
        }
    }

    [Fact]
    public void Release_is_the_same_bytes_every_time() => Assert.Equal(Lower(_ => null).Deployment, Lower(_ => null).Deployment);

    [Fact]
    public void Libraries_at_hand_are_deployed_first()
    {
        NanoClr.SkipWithout();
        var release = Lower(name =>
        {
            var path = Path.Combine(NanoClr.LibraryFolder, name + ".pe");
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        });
        Assert.Equal("mscorlib", release.Assemblies[0].Name);
        Assert.DoesNotContain(release.Missing, library => library.Name == "mscorlib");
        Assert.NotNull(PeReader.Read(release.Deployment.AsMemory(0, release.Assemblies[0].Pe.Length)).Image);
    }

    private static LoweredRelease Lower(Func<string, byte[]?> package)
    {
        var files = Station.Release().Files.Select(file => KeyValuePair.Create(Path.GetFileNameWithoutExtension(file.FileName), file.Image));
        var release = ReleaseLowering.Lower(files, new AssemblyReferences().AddFolder(DeviceCompiler.LibraryFolder), package, out var diagnostics);
        Assert.True(release != null, string.Join(Environment.NewLine, diagnostics));
        return release;
    }
}
