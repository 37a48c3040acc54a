using System.Text.Json;
using NanoLive.Patching;

namespace NanoLive.Cli.Tests;

/// <summary>Each verdict as a script sees it: exit code, and level in SARIF (2.1.0, 3.27.10: none, note, warning or error).</summary>
public class VerdictCodeTests
{
    private static readonly PatchContent s_patch = new(new Format.Plan(), []);

    public static TheoryData<Verdict, bool, int, string> Verdicts => new()
    {
        { Verdict.NoChange, false, ExitCode.NoChange, "note" },
        { Verdict.Live, true, ExitCode.Ok, "note" },
        { Verdict.LiveWithMigration, true, ExitCode.Ok, "warning" },
        { Verdict.LiveWithMigration, false, ExitCode.NotLive, "warning" },
        { Verdict.AtReboot, true, ExitCode.NotLive, "warning" },
        { Verdict.Reflash, false, ExitCode.NotLive, "error" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Verdict_has_its_exit_code_and_its_level(Verdict verdict, bool hasPatch, int exitCode, string level)
    {
        var edit = new Edit
        {
            Kind = EditKind.MethodBody, Assembly = "Drivers", Class = "D.Driver", Member = "Go()", Place = new Place("/_/src/A b.cs", 7), Verdict = verdict,
            Reason = "because", Remedy = "do", Code = RefusalCode.Main,
        };
        var report = new PatchReport
        {
            Verdict = verdict, BaseDigest = new byte[32], Edits = [edit], Findings = [new Finding("meaning", "is it?", "say so", null)], Stubs = [], Patch = hasPatch ? s_patch : null, Summary = "told",
        };
        Assert.Equal(exitCode, ExitCode.Of(report));

        using var log = JsonDocument.Parse(SarifText.Of(report, "/work"));
        var run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(level, results[0].GetProperty("level").GetString());
        Assert.Equal("warning", results[1].GetProperty("level").GetString());
        Assert.Equal(RefusalCode.Main, results[0].GetProperty("properties").GetProperty("code").GetString());

        // 3.27.6: the index is that of the rule; 3.4.4 and 3.30.5: an address without a scheme is percent-encoded, lines begin at 1; a result without a place has no locations.
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToList();
        Assert.All(results, r => Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()]));
        var physical = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("src/A%20b.cs", 7), (physical.GetProperty("artifactLocation").GetProperty("uri").GetString(), physical.GetProperty("region").GetProperty("startLine").GetInt32()));
        Assert.False(results[1].TryGetProperty("locations", out _));
    }

    [Fact]
    public void Every_verdict_is_among_them() => Assert.Empty(Enum.GetValues<Verdict>().Except(Verdicts.Select(v => v.Data.Item1)));
}
