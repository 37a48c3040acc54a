using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Boards.Tests;

/// <summary>The weather station's release, as boards of a kind are flashed with it.</summary>
internal static class Station
{
    private static readonly Lazy<Build> s_build = new(() => Build.Read(Repository.StationBuild).Value!);

    public static ReleaseImage Release(string board = "esp32", string settings = "")
    {
        var vendorId = BoardClass.VendorId("nanolive.example");
        var key = Enumerable.Range(1, 64).Select(i => (byte)i).ToArray();
        var identity = new ReleaseIdentity(vendorId, BoardClass.ClassId(vendorId, board), [key], s_build.Value.Applications[0], settings);
        return ReleaseImage.Create(s_build.Value, identity, new PreparationOptions()).Value!;
    }

    public static ClassLibraries Libraries(params string[] more) => ClassLibraries.Of(Repository.StationBuild, more).Value!;

    public static BoardRelease On(string board, params string[] libraries)
    {
        var outcome = BoardRelease.Create(Release(board), Libraries(libraries), BoardKindTests.Kind(board));
        Assert.True(outcome.Succeeded, string.Join(Environment.NewLine, outcome.Problems));
        return outcome.Value;
    }

    /// <summary>A folder with a stand-in's .pe under a library's name, its native methods having that checksum.</summary>
    public static string Folder(params (string Library, uint Checksum)[] libraries)
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-").FullName;
        foreach (var (library, checksum) in libraries)
        {
            var dll = Path.Combine(Repository.StationBuild, ClassLibraries.FolderName, library + ".dll");
            var image = AssemblyLowering.Lower(File.ReadAllBytes(dll), Libraries().References(Release())).Value!.Image;
            File.WriteAllBytes(Path.Combine(folder, library + ".pe"), PeImageWriter.Write(image with { Header = image.Header with { NativeChecksum = checksum } }));
        }

        return folder;
    }
}
