using System.Text.Json;

namespace NanoLive.Cli.Tests;

/// <summary>The station's own updates, as a developer and as a script see them.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly NanoLiveProcess _nanolive = new();

    public void Dispose() => _nanolive.Dispose();

    [Theory]
    [InlineData("pressure-fix", "CompensatePressure")]
    [InlineData("gust-filter", "GustFilter")]
    [InlineData("short-hold", "_holdMs")]
    [InlineData("bad-refresh", "_refreshes")]
    public async Task An_update_of_the_station_can_go_live(string update, string named)
    {
        (int exitCode, string output, string error) = await _nanolive.RunAsync(
            "diff", "--base", NanoLiveProcess.Build("release"), "--new", NanoLiveProcess.Build(update), "--json");

        Assert.True(exitCode == ExitCode.Ok, error);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.Equal("live", report.RootElement.GetProperty("verdict").GetString());
        Assert.Contains(named, output);
    }

    [Fact]
    public async Task Every_verb_has_a_help_text_with_an_example()
    {
        foreach (string[] verb in new string[][] { ["demo"], ["keys", "new"], ["flash"], ["board", "run"], ["broker"], ["diff"], ["patch"], ["rollback"], ["inspect"], ["publish"], ["watch"], ["devices"] })
        {
            (int exitCode, string output, _) = await _nanolive.RunAsync([.. verb, "--help"]);
            Assert.Equal(ExitCode.Ok, exitCode);
            Assert.Contains($"Example: nanolive {string.Join(' ', verb)}", output);
        }
    }
}
