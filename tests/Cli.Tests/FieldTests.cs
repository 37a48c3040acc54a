using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NanoLive.Mqtt;

namespace NanoLive.Cli.Tests;

/// <summary>The README's steps, one process each, over a real broker.</summary>
public sealed class FieldTests : IAsyncDisposable
{
    private readonly NanoLiveProcess _nanolive = new();
    private readonly IMqttBroker _broker = MqttConnections.CreateBroker(new MqttBrokerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) });
    private Process? _board;

    public async ValueTask DisposeAsync()
    {
        _board?.Kill();
        _board?.WaitForExit();
        _board?.Dispose();
        await _broker.DisposeAsync();
        _nanolive.Dispose();
    }

    [Fact]
    public async Task A_board_is_flashed_patched_and_rolled_back_by_the_verbs_alone()
    {
        await _broker.StartAsync(TestContext.Current.CancellationToken);
        string broker = _broker.EndPoint.ToString();
        string release = NanoLiveProcess.Build("release");

        await DoneAsync("keys", "new", "-o", "fleet.pem");
        await DoneAsync("flash", "--board", "sim", "--device", "porch", "--build", release, "--key", "fleet.pub.pem", "--broker", broker, "--set", "trial-ms=1000");
        await DoneAsync("patch", "--base", release, "--new", NanoLiveProcess.Build("gust-filter"), "--key", "fleet.pem", "-o", "gusts.nlp", "--sequence", "1");
        await DoneAsync("rollback", "--base", release, "--after", "gusts.nlp", "--key", "fleet.pem", "-o", "back.nlp", "--sequence", "2");
        _board = _nanolive.Start("board", "run", "porch", "--quiet", "--for", "300");
        Assert.Contains("runs", await _board.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        await DoneAsync("publish", "gusts.nlp", "--broker", broker);
        await DoneAsync("watch", "--device", "porch", "--until", "gusts.nlp", "--for", "60", "--broker", broker);
        Assert.Equal("confirmed", await LastOutcomeAsync(broker));

        await DoneAsync("publish", "back.nlp", "--broker", broker);
        await DoneAsync("watch", "--device", "porch", "--until", "back.nlp", "--for", "60", "--broker", broker);
        using JsonDocument devices = JsonDocument.Parse(await DoneAsync("devices", "--broker", broker, "--json"));
        Assert.Equal(JsonValueKind.Null, devices.RootElement[0].GetProperty("state").GetProperty("patch").ValueKind);
    }

    [Fact]
    public async Task A_board_runs_once()
    {
        await DoneAsync("keys", "new", "-o", "fleet.pem");
        await DoneAsync("flash", "--device", "porch", "--build", NanoLiveProcess.Build("release"), "--key", "fleet.pub.pem", "--broker", "127.0.0.1:1");
        _board = _nanolive.Start("board", "run", "porch", "--quiet", "--for", "300");
        await _board.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        (int runAgain, _, string error) = await _nanolive.RunAsync("board", "run", "porch");
        (int flashAgain, _, _) = await _nanolive.RunAsync("flash", "--device", "porch", "--build", NanoLiveProcess.Build("release"), "--key", "fleet.pub.pem");

        Assert.Equal(ExitCode.InUse, runAgain);
        Assert.Contains("porch", error);
        Assert.Equal(ExitCode.InUse, flashAgain);
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        (int exitCode, string output, string error) = await _nanolive.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, $"{arguments[0]}: {exitCode} {error}{output}");
        return output;
    }

    private async Task<string> LastOutcomeAsync(string broker)
    {
        using JsonDocument devices = JsonDocument.Parse(await DoneAsync("devices", "--broker", broker, "--json"));
        return Signing.StatusText.Of(devices.RootElement[0].GetProperty("state").GetProperty("status").GetInt32());
    }
}
