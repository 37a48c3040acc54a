using NanoLive.Lowering.Reading;
using NanoLive.Patching;

namespace NanoLive.Boards.Tests;

/// <summary>The station on each kind of board: what becomes of it, what it lacks, and why a board cannot run it.</summary>
public class BoardReleaseTests
{
    public static TheoryData<string> Boards() => BoardKindTests.Names();

    [Theory]
    [MemberData(nameof(Boards))]
    public void Release_is_lowered_whole_and_starts_in_one_Main(string board)
    {
        var release = Station.On(board);
        Assert.Equal(
            ["NanoLive.Board", "NanoLive.Checking", "NanoLive.Release", "NanoLive.Runtime", "NanoLive.Signatures", "NanoLive.Unpacking", "WeatherStation", "WeatherStation.Drivers"],
            release.Assemblies.Select(assembly => assembly.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(release.Obstacles, obstacle => obstacle.Contains("Main"));
        Assert.Contains("mscorlib", release.MissingLibraries);
        Assert.Contains("System.Net", release.MissingLibraries);
        Assert.DoesNotContain(release.MissingLibraries, library => library.StartsWith("NanoLive.", StringComparison.Ordinal));
    }

    [Fact]
    public void Same_build_gives_the_same_image() => Assert.Equal(Station.On("esp32").Deployment, Station.On("esp32").Deployment);

    [Theory]
    [InlineData("esp32")]
    [InlineData("esp32-s3")]
    [InlineData("stm32f769i-disco")]
    [InlineData("raspberry-pi-pico-w")]
    public void Nothing_stands_against_boards_with_a_network(string board) => Assert.Empty(Station.On(board).Obstacles);

    [Fact]
    public void Native_code_that_a_firmware_lacks_is_named()
    {
        var obstacles = Station.On("raspberry-pi-pico").Obstacles;
        Assert.Contains(obstacles, obstacle => obstacle.Contains("System.Net") && obstacle.Contains("PICO_RP2040"));
        Assert.Contains(obstacles, obstacle => obstacle.Contains("System.IO.FileSystem"));
    }

    [Fact]
    public void Library_at_hand_is_put_into_the_image_before_what_refers_to_it()
    {
        var folder = Station.Folder(("nanoFramework.System.Text", 0x8E6EB73D));
        var release = Station.On("esp32", folder);
        var names = release.Assemblies.Select(assembly => assembly.Name).ToList();
        Assert.True(names.IndexOf("nanoFramework.System.Text") is var at && at >= 0 && at < names.IndexOf("WeatherStation"));
        Assert.DoesNotContain("nanoFramework.System.Text", release.MissingLibraries);
        Assert.Empty(release.Obstacles);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Library_for_another_firmware_is_named_with_both_checksums()
    {
        var folder = Station.Folder(("nanoFramework.System.Text", 0x12345678));
        Assert.Contains(Station.On("esp32", folder).Obstacles, obstacle => obstacle.Contains("0x12345678") && obstacle.Contains("0x8E6EB73D"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void File_that_is_no_pe_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-").FullName;
        File.WriteAllText(Path.Combine(folder, "mscorlib.pe"), "this is none");
        Assert.Contains("mscorlib.pe", ClassLibraries.Of(Repository.StationBuild, [folder]).Problems[0]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Build_without_class_libraries_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-").FullName;
        Assert.Contains("mscorlib.dll", Assert.Single(ClassLibraries.Of(folder, []).Problems));
        Assert.Contains("cannot be read", Assert.Single(ClassLibraries.Of(Path.Combine(folder, "nowhere"), []).Problems));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Image_that_the_region_does_not_hold_is_refused_with_both_sizes()
    {
        var small = BoardKindTests.Kind("esp32") with { Deployment = new DeploymentRegion("0x1E0000", 4096) };
        Assert.Contains("4096", Assert.Single(BoardRelease.Create(Station.Release(), Station.Libraries(), small).Problems));
    }

    [Fact]
    public void Report_has_flash_heap_and_assemblies_against_what_the_board_has()
    {
        var release = Station.On("esp32");
        var report = string.Join('\n', BoardReport.Lines(release));
        Assert.Contains($"{release.Deployment.Length:N0} of 1,835,008".Replace('\u00A0', ','), report);
        Assert.Contains("of 80,896", report);
        Assert.Contains("of 64", report);
        Assert.Contains("NOT COMPLETE", report);
        Assert.Contains("NanoLive.Runtime", report);
        var parts = release.Assemblies.Where(assembly => ReleaseImage.NeverReplaced.Contains(assembly.Name)).ToList();
        Assert.Equal(5, parts.Count);
        Assert.Contains($"{parts.Sum(part => part.Budget.ImageBytes):N0} of them the runtime with its parts".Replace('\u00A0', ','), report);
        Assert.Contains("drive       none", string.Join('\n', BoardReport.Lines(Station.On("stm32f769i-disco"))));
        Assert.Contains("CANNOT RUN", string.Join('\n', BoardReport.Lines(Station.On("raspberry-pi-pico"))));
    }

    [Fact]
    public void Settings_in_the_release_do_not_change_its_digest()
    {
        var plain = Station.Release();
        var set = Station.Release(settings: "device=porch\nbroker=broker.example:1883\n");
        Assert.Equal(plain.Digest, set.Digest);
        Assert.NotEqual(plain.Files[^1].Image, set.Files[^1].Image);
        Assert.True(BoardRelease.Create(set, Station.Libraries(), BoardKindTests.Kind("stm32f769i-disco")).Succeeded);
    }

    [Fact]
    public void Every_image_is_readable_one_pe_after_the_other()
    {
        var rest = Station.On("esp32").Deployment.AsMemory();
        var count = 0;
        for (; rest.Length > 0; count++)
        {
            var length = BitConverter.ToInt32(rest.Span[(0x28 + (15 * 4))..]);
            Assert.NotNull(PeReader.Read(rest[..length]).Value);
            rest = rest[((length + 3) / 4 * 4)..];
        }

        Assert.Equal(8, count);
    }
}
