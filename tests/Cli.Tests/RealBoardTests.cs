using System.Text.Json;
using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Cli.Tests;

/// <summary>The steps for a real board, up to where the board itself is needed.</summary>
public sealed class RealBoardTests : IDisposable
{
    private static readonly string s_release = NanoLiveProcess.Build("release");
    private readonly NanoLiveProcess _nanolive = new();

    public void Dispose() => _nanolive.Dispose();

    [Fact]
    public async Task Boards_are_listed_for_people_and_for_programs()
    {
        Assert.Contains("ESP32_REV3", await DoneAsync("boards"));
        using JsonDocument all = JsonDocument.Parse(await DoneAsync("boards", "--json"));
        Assert.Contains(all.RootElement.EnumerateArray(), kind => kind.GetProperty("name").GetString() == "stm32f769i-disco");
        Assert.Contains("partitions_nanoclr_4mb.csv", await DoneAsync("boards", "esp32"));
    }

    [Fact]
    public async Task Flash_writes_the_files_and_prints_the_calls_that_use_them()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        string output = await DoneAsync(
            "flash", "--board", "esp32", "--port", "COM5", "--device", "porch", "--build", s_release, "--key", "fleet.pub.pem", "--broker", "192.168.1.10:1883",
            "--ssid", "home", "--wifi-password", "secret", "-o", "out", "--set", "trial-ms=20000");

        Assert.Contains("nanoff --target ESP32_REV3 --update --serialport COM5", output);
        Assert.Contains("--filedeployment", output);
        Assert.Contains("nanoff --nanodevice --serialport COM5 --deploy --image", output);
        Assert.Contains("not complete", output);
        string settings = await File.ReadAllTextAsync(_nanolive.PathOf(Path.Combine("out", "nanolive.txt")), TestContext.Current.CancellationToken);
        Assert.Contains("device=porch\n", settings);
        Assert.Contains("broker=192.168.1.10:1883\n", settings);
        Assert.Contains("trial-ms=20000\n", settings);
        byte[] image = await File.ReadAllBytesAsync(_nanolive.PathOf(Path.Combine("out", "app.bin")), TestContext.Current.CancellationToken);
        Assert.Equal("NFMRK1\0\0"u8, image.AsSpan(0, 8));
        Assert.True(File.Exists(_nanolive.PathOf(Path.Combine("out", "network.json"))));
    }

    [Fact]
    public async Task Board_without_a_drive_has_its_settings_in_the_release()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        string output = await DoneAsync(
            "flash", "--board", "stm32f769i-disco", "--port", "COM5", "--device", "porch-with-a-name", "--build", s_release, "--key", "fleet.pub.pem", "-o", "out");

        Assert.DoesNotContain("--filedeployment", output);
        Assert.Contains("no drive", output);
        byte[] image = await File.ReadAllBytesAsync(_nanolive.PathOf(Path.Combine("out", "app.bin")), TestContext.Current.CancellationToken);
        Assert.True(image.AsSpan().IndexOf("device=porch-with-a-name"u8) > 0);
        Assert.False(File.Exists(_nanolive.PathOf(Path.Combine("out", "nanolive.txt"))));
    }

    [Fact]
    public async Task Patch_for_a_real_board_is_lowered_named_for_its_class_and_followed_by_another()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        await DoneAsync("patch", "--board", "esp32", "--base", s_release, "--new", NanoLiveProcess.Build("pressure-fix"), "--key", "fleet.pem", "-o", "fix.nlp", "--plain");
        await DoneAsync("patch", "--board", "esp32", "--base", s_release, "--new", NanoLiveProcess.Build("gust-filter"), "--after", "fix.nlp", "--key", "fleet.pem", "-o", "gusts.nlp", "--plain");
        await DoneAsync("rollback", "--board", "esp32", "--base", s_release, "--after", "gusts.nlp", "--key", "fleet.pem", "-o", "back.nlp");

        PatchFile fix = PatchFile.Load(_nanolive.PathOf("fix.nlp")).Value!;
        PatchFile gusts = PatchFile.Load(_nanolive.PathOf("gusts.nlp")).Value!;
        byte[] vendorId = BoardClass.VendorId("nanolive.example");
        Assert.Equal(AssemblyGeneration.PeV1, fix.Offer.Generation);
        Assert.Equal(BoardClass.ClassId(vendorId, "esp32"), fix.Offer.ClassId);
        Assert.Equal("NFMRK1\0\0"u8, fix.Assembly.Span[..8]);
        Assert.Contains(gusts.Plan.FromStates, state => state.AsSpan().SequenceEqual(fix.Offer.PayloadDigest));
    }

    [Theory]
    [InlineData("pressure-fix")]
    [InlineData("gust-filter")]
    public async Task Lower_with_the_flashed_build_writes_what_patch_wrote(string update)
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        await DoneAsync("patch", "--board", "esp32", "--base", s_release, "--new", NanoLiveProcess.Build(update), "--key", "fleet.pem", "-o", "fix.nlp", "--plain");
        await DoneAsync("lower", "fix.nlp.dll", "--base", s_release, "-o", "fix.pe");
        byte[] lowered = await File.ReadAllBytesAsync(_nanolive.PathOf("fix.pe"), TestContext.Current.CancellationToken);
        Assert.Equal(PatchFile.Load(_nanolive.PathOf("fix.nlp")).Value!.Assembly.ToArray(), lowered);
    }

    [Theory]
    [InlineData("sim")]
    [InlineData("esp32")]
    public async Task Release_without_unpacking_gets_plain_patches_and_is_told_why(string board)
    {
        string release = WithoutUnpacking(s_release, "release");
        string update = WithoutUnpacking(NanoLiveProcess.Build("pressure-fix"), "pressure-fix");
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        string output = await DoneAsync("patch", "--board", board, "--base", release, "--new", update, "--key", "fleet.pem", "-o", "fix.nlp");
        Assert.Contains("without NanoLive.Unpacking", output);
        Assert.False(PatchFile.Load(_nanolive.PathOf("fix.nlp")).Value!.IsPacked);
    }

    [Fact]
    public async Task Earlier_patch_is_taken_only_with_the_IL_it_was_made_of()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        await DoneAsync("patch", "--board", "esp32", "--base", s_release, "--new", NanoLiveProcess.Build("pressure-fix"), "--key", "fleet.pem", "-o", "fix.nlp");
        await DoneAsync("patch", "--base", s_release, "--new", NanoLiveProcess.Build("gust-filter"), "--key", "fleet.pem", "-o", "simulated.nlp");
        string[] rollback = ["rollback", "--board", "esp32", "--base", s_release, "--key", "fleet.pem", "-o", "back.nlp", "--after"];

        Assert.Contains("simulated", await RefusedAsync(ExitCode.NotAPatch, [.. rollback, "simulated.nlp"]));
        File.Copy(Path.Combine(s_release, "WeatherStation.Drivers.dll"), _nanolive.PathOf("fix.nlp.dll"), overwrite: true);
        Assert.Contains("fix.nlp.dll", await RefusedAsync(ExitCode.NotAPatch, [.. rollback, "fix.nlp"]));
        await File.WriteAllTextAsync(_nanolive.PathOf("fix.nlp.dll"), "no assembly", TestContext.Current.CancellationToken);
        Assert.Contains("fix.nlp.dll", await RefusedAsync(ExitCode.NotAPatch, [.. rollback, "fix.nlp"]));
        File.Delete(_nanolive.PathOf("fix.nlp.dll"));
        Assert.Contains("fix.nlp.dll", await RefusedAsync(ExitCode.File, [.. rollback, "fix.nlp"]));
    }

    [Fact]
    public async Task Image_of_every_board_comes_with_a_report()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        string output = await DoneAsync("image", "--board", "all", "--build", s_release, "--key", "fleet.pub.pem", "-o", "artifacts");
        Assert.Contains("CANNOT RUN", output);
        foreach (string board in new[] { "esp32", "raspberry-pi-pico", "stm32f769i-disco" })
        {
            Assert.True(new FileInfo(_nanolive.PathOf(Path.Combine("artifacts", board, "app.bin"))).Length > 10000);
            Assert.True(File.Exists(_nanolive.PathOf(Path.Combine("artifacts", board, "pe", "NanoLive.Release.pe"))));
            Assert.Contains("of 64", await File.ReadAllTextAsync(_nanolive.PathOf(Path.Combine("artifacts", board, "report.txt")), TestContext.Current.CancellationToken));
        }
    }

    private string WithoutUnpacking(string build, string name)
    {
        string copy = _nanolive.PathOf(name);
        foreach (string file in Directory.GetFiles(build, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("NanoLive.Unpacking.", StringComparison.Ordinal)))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(build, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        (int exitCode, string output, string error) = await _nanolive.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, $"nanolive {string.Join(' ', arguments)} ended with {exitCode}: {error}{output}");
        return output;
    }

    private async Task<string> RefusedAsync(int expected, string[] arguments)
    {
        (int exitCode, _, string error) = await _nanolive.RunAsync(arguments);
        Assert.Equal(expected, exitCode);
        return error;
    }
}
