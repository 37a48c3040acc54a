using System.Net;
using System.Net.Sockets;

namespace NanoLive.Cli.Tests;

/// <summary>Every mistake a user can make gets one clear line, an exit code of its own, and changes nothing.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly NanoLiveProcess _nanolive = new();

    public void Dispose() => _nanolive.Dispose();

    public static TheoryData<int, string, string[]> Mistakes()
    {
        string release = NanoLiveProcess.Build("release");
        string fix = NanoLiveProcess.Build("pressure-fix");
        string nowhere = $"127.0.0.1:{FreePort()}";
        return new TheoryData<int, string, string[]>
        {
            { ExitCode.Usage, "nonsense", ["nonsense"] },
            { ExitCode.Usage, "--base", ["diff", "--new", release] },
            { ExitCode.Usage, "70000", ["broker", "--port", "70000"] },
            { ExitCode.Usage, "host:port", ["devices", "--broker", "nonsense"] },
            { ExitCode.Usage, "a/b", ["devices", "--fleet", "a/b"] },
            { ExitCode.Usage, "--device", ["watch", "--until", "good.nlp"] },
            { ExitCode.Usage, "--speed", ["board", "run", "porch", "--speed", "0"] },
            { ExitCode.Usage, "name=value", ["flash", "--device", "porch", "--build", release, "--key", "good.pem", "--set", "nonsense"] },
            { ExitCode.Usage, "name a board", ["flash", "--device", "../porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.File, "missing", ["diff", "--base", "missing", "--new", release] },
            { ExitCode.File, "missing", ["flash", "--device", "porch", "--build", "missing", "--key", "good.pem"] },
            { ExitCode.File, "missing.pem", ["flash", "--device", "porch", "--build", release, "--key", "missing.pem"] },
            { ExitCode.File, "missing.pem", ["patch", "--base", release, "--new", fix, "--key", "missing.pem", "-o", "out.nlp"] },
            { ExitCode.File, "missing.nlp", ["inspect", "missing.nlp"] },
            { ExitCode.File, "missing.nlp", ["publish", "missing.nlp"] },
            { ExitCode.File, "missing.nlp", ["rollback", "--base", release, "--after", "missing.nlp", "--key", "good.pem", "-o", "out.nlp"] },
            { ExitCode.File, "good.pem", ["keys", "new", "-o", "good.pem"] },
            { ExitCode.NotABuild, "text.dll", ["diff", "--base", "texts", "--new", release] },
            { ExitCode.NotABuild, "empty", ["flash", "--device", "porch", "--build", "empty", "--key", "good.pem"] },
            { ExitCode.NotAPatch, "text.nlp", ["inspect", "text.nlp"] },
            { ExitCode.NotAPatch, "text.nlp", ["publish", "text.nlp"] },
            { ExitCode.NotAPatch, "cut.nlp", ["inspect", "cut.nlp"] },
            { ExitCode.File, "missing.pe", ["inspect", "missing.pe"] },
            { ExitCode.NotAPatch, "0x0000", ["inspect", "text.pe"] },
            { ExitCode.File, "missing.dll", ["lower", "missing.dll", "-o", "out.pe"] },
            { ExitCode.File, "missing", ["lower", Path.Combine(release, "WeatherStation.dll"), "--libraries", "missing", "-o", "out.pe"] },
            { ExitCode.NotABuild, "text.dll", ["lower", "texts/text.dll", "-o", "out.pe"] },
            { ExitCode.NotABuild, "not among the references", ["lower", "alone.dll", "-o", "out.pe"] },
            { ExitCode.NotABuild, "entry point", ["lower", Path.Combine(release, "WeatherStation.dll"), "--patch", "-o", "out.pe"] },
            { ExitCode.Key, "text.nlp", ["patch", "--base", release, "--new", fix, "--key", "text.nlp", "-o", "out.nlp"] },
            { ExitCode.Key, "text.nlp", ["patch", "--base", release, "--new", "empty", "--key", "text.nlp", "-o", "out.nlp"] },
            { ExitCode.Key, "text.nlp", ["rollback", "--base", "empty", "--after", "missing.nlp", "--key", "text.nlp", "-o", "out.nlp"] },
            { ExitCode.Key, "good.pub.pem", ["patch", "--base", release, "--new", fix, "--key", "good.pub.pem", "-o", "out.nlp"] },
            { ExitCode.Key, "other.pub.pem", ["inspect", "good.nlp", "--key", "other.pub.pem"] },
            { ExitCode.Broker, nowhere, ["publish", "good.nlp", "--broker", nowhere] },
            { ExitCode.Broker, nowhere, ["devices", "--broker", nowhere] },
            { ExitCode.Broker, nowhere, ["watch", "--broker", nowhere] },
            { ExitCode.UnknownBoard, "porch", ["board", "run", "porch"] },
            { ExitCode.UnknownBoard, "toaster", ["flash", "--board", "toaster", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.UnknownBoard, "toaster", ["patch", "--board", "toaster", "--base", release, "--new", fix, "--key", "good.pem", "-o", "out.nlp"] },
            { ExitCode.UnknownBoard, "esp32-s3", ["flash", "--board", "esp8266", "--port", "COM5", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.UnknownBoard, "missing.json", ["boards", "missing.json"] },
            { ExitCode.Usage, "--port", ["flash", "--board", "esp32", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.Usage, "--port", ["flash", "--board", "sim", "--port", "COM5", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.Usage, "--ssid", ["flash", "--board", "esp32", "--port", "COM5", "--wifi-password", "x", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.Usage, "trial-ms", ["flash", "--board", "esp32", "--port", "COM5", "--set", "trial-ms=soon", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.NotABuild, "System.Net", ["flash", "--board", "raspberry-pi-pico", "--port", "COM5", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.NotABuild, "not complete", ["flash", "--board", "esp32", "--port", "COM5", "--run", "--device", "porch", "--build", release, "--key", "good.pem"] },
            { ExitCode.NotABuild, "missing", ["image", "--board", "esp32", "--build", release, "--key", "good.pem", "--libraries", "missing"] },
            { ExitCode.Usage, "simulated", ["image", "--board", "sim", "--build", release, "--key", "good.pem"] },
            { ExitCode.NoChange, "equal", ["patch", "--base", release, "--new", release, "--key", "good.pem", "-o", "out.nlp"] },
        };
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_has_its_exit_code_one_clear_line_and_no_effect(int exitCode, string named, string[] arguments)
    {
        await LayOutAsync();
        string[] before = _nanolive.Files();

        (int seen, string output, string error) = await _nanolive.RunAsync(arguments);

        Assert.True(exitCode == seen, $"exit code {seen}: {error}{output}");
        Assert.StartsWith("nanolive: ", error);
        Assert.Contains(named, error);
        Assert.True(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 2, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal(before, _nanolive.Files());
    }

    [Fact]
    public async Task A_port_in_use_is_said_so()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();

        (int exitCode, _, string error) = await _nanolive.RunAsync("broker", "--port", port);

        Assert.Equal(ExitCode.InUse, exitCode);
        Assert.Contains(port, error);
    }

    [Fact]
    public async Task Two_equal_builds_are_no_change()
    {
        (int exitCode, string output, _) = await _nanolive.RunAsync("diff", "--base", NanoLiveProcess.Build("release"), "--new", NanoLiveProcess.Build("release"));

        Assert.Equal(ExitCode.NoChange, exitCode);
        Assert.Contains("No change", output);
    }

    // What the mistakes are made with: good and other keys, a good patch, and files that are something else.
    private async Task LayOutAsync()
    {
        (string publicKey, string privateKey, byte[] patch) = await s_made.Value;
        await File.WriteAllTextAsync(_nanolive.PathOf("good.pem"), privateKey);
        await File.WriteAllTextAsync(_nanolive.PathOf("good.pub.pem"), publicKey);
        await File.WriteAllTextAsync(_nanolive.PathOf("other.pub.pem"), Signing.SigningKey.Generate().Public.ToPem());
        await File.WriteAllBytesAsync(_nanolive.PathOf("good.nlp"), patch);
        await File.WriteAllBytesAsync(_nanolive.PathOf("cut.nlp"), patch[..^100]);
        await File.WriteAllTextAsync(_nanolive.PathOf("text.nlp"), "this is no patch and no key\n");
        await File.WriteAllTextAsync(_nanolive.PathOf("text.pe"), new string('x', 200));
        File.Copy(Path.Combine(NanoLiveProcess.Build("release"), "WeatherStation.Drivers.dll"), _nanolive.PathOf("alone.dll"));
        Directory.CreateDirectory(_nanolive.PathOf("empty"));
        Directory.CreateDirectory(_nanolive.PathOf("texts"));
        await File.WriteAllTextAsync(Path.Combine(_nanolive.PathOf("texts"), "text.dll"), "this is no assembly\n");
    }

    private static readonly Lazy<Task<(string Public, string Private, byte[] Patch)>> s_made = new(async () =>
    {
        using NanoLiveProcess nanolive = new();
        (int keys, _, string keysError) = await nanolive.RunAsync("keys", "new", "-o", "k.pem");
        Assert.True(keys == 0, keysError);
        (int patch, _, string patchError) = await nanolive.RunAsync(
            "patch", "--base", NanoLiveProcess.Build("release"), "--new", NanoLiveProcess.Build("pressure-fix"), "--key", "k.pem", "-o", "p.nlp");
        Assert.True(patch == 0, patchError);
        return (await File.ReadAllTextAsync(nanolive.PathOf("k.pub.pem")), await File.ReadAllTextAsync(nanolive.PathOf("k.pem")), await File.ReadAllBytesAsync(nanolive.PathOf("p.nlp")));
    });

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
