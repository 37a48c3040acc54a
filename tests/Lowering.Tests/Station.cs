using NanoLive.Lowering.Writing;
using NanoLive.Patching;

namespace NanoLive.Lowering.Tests;

/// <summary>The weather station as a release, and patches of its updates, as the patch compiler makes them.</summary>
internal static class Station
{
    private static readonly string Builds = Path.Combine(AppContext.BaseDirectory, "firmware");

    public static IEnumerable<string> Updates() =>
        Directory.GetDirectories(Builds).Select(folder => Path.GetFileName(folder)!).Where(name => name != "release").Order(StringComparer.Ordinal);

    public static ReleaseImage Release()
    {
        var build = Read("release");
        var identity = new ReleaseIdentity(new byte[16], new byte[16], [new byte[64]], build.Applications.Single());
        var release = ReleaseImage.Create(build, identity, new PreparationOptions());
        Assert.True(release.Succeeded, string.Join(Environment.NewLine, release.Diagnostics));
        var image = release.Value;
        return image;
    }

    /// <summary>What its members are called on boards.</summary>
    public static MemberNames Names()
    {
        var files = Release().Prepared;
        var replaceable = ReleaseImage.Replaceable(files).ToList();
        return MemberNames.Of(replaceable.Select(file => file.Image), files.Except(replaceable).Select(file => file.Image));
    }

    public static PatchContent Patch(string update)
    {
        var report = PatchCompiler.Compile(Read("release"), Read(update), new PatchOptions());
        Assert.True(report.Succeeded, string.Join(Environment.NewLine, report.Diagnostics));
        var value = report.Value;
        Assert.NotNull(value.Patch);
        return value.Patch;
    }

    /// <summary>Everything a patch of the station may refer to.</summary>
    public static (string Name, byte[] Assembly)[] References() =>
    [
        .. Release().Files.Select(file => (Path.GetFileNameWithoutExtension(file.FileName), file.Image)),
        .. Directory.GetFiles(DeviceCompiler.LibraryFolder, "*.dll")
            .Select(path => (Path.GetFileNameWithoutExtension(path)!, File.ReadAllBytes(path)))
            .Where(file => !Release().Files.Any(own => Path.GetFileNameWithoutExtension(own.FileName) == file.Item1)),
    ];

    private static Build Read(string name)
    {
        var build = Build.Read(Path.Combine(Builds, name));
        Assert.True(build.Succeeded, string.Join(Environment.NewLine, build.Diagnostics));
        var value = build.Value;
        return value;
    }
}
