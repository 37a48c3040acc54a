using System.Text.Json;

namespace NanoLive.Cli.Tests;

/// <summary>The report for code hosts: what SARIF 2.1.0 requires of a log, and what of it they show.</summary>
public sealed class SarifTests : IDisposable
{
    private readonly NanoLiveProcess _nanolive = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"nanolive-{Guid.NewGuid():n}.sarif");

    public void Dispose()
    {
        _nanolive.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("release", "short-hold", "note")]
    [InlineData("release", "gust-filter", "note")]
    public async Task Log_has_what_the_standard_requires(string old, string @new, string level)
    {
        (int exitCode, _, string error) = await _nanolive.RunAsync("diff", "--base", NanoLiveProcess.Build(old), "--new", NanoLiveProcess.Build(@new), "--sarif", _file);
        Assert.True(exitCode == ExitCode.Ok, error);

        using JsonDocument log = JsonDocument.Parse(await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.EndsWith("sarif-2.1.0.json", log.RootElement.GetProperty("$schema").GetString());
        JsonElement run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("nanolive", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();
        Assert.Equal(rules.Distinct(), rules);

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result =>
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()], result.GetProperty("ruleId").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), new[] { "none", "note", "warning", "error" });
            Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
        });
        Assert.Contains(results, result => result.GetProperty("level").GetString() == level && result.TryGetProperty("locations", out var locations)
            && locations[0].GetProperty("physicalLocation") is var place && place.GetProperty("region").GetProperty("startLine").GetInt32() > 0
            && place.GetProperty("artifactLocation").GetProperty("uri").GetString()!.EndsWith(".cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_that_cannot_be_written_is_told_as_one()
    {
        await File.WriteAllTextAsync(_file, "in the way", TestContext.Current.CancellationToken);
        (int exitCode, _, string error) = await _nanolive.RunAsync(
            "diff", "--base", NanoLiveProcess.Build("release"), "--new", NanoLiveProcess.Build("pressure-fix"), "--sarif", Path.Combine(_file, "report.sarif"));
        Assert.True(exitCode == ExitCode.File, error);
    }
}
