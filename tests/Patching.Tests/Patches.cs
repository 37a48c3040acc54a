namespace NanoLive.Patching.Tests;

/// <summary>What tests ask of the patch compiler.</summary>
internal static class Patches
{
    public static PatchReport Report(string old, string @new, params EarlierPatch[] after) =>
        Report(DeviceCompiler.Build(old), DeviceCompiler.Build(@new), new PatchOptions { After = after });

    public static PatchReport Report(Build old, Build @new, PatchOptions? options = null)
    {
        var result = PatchCompiler.Compile(old, @new, options ?? new PatchOptions());
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        return result.Value;
    }

    public static string Lines(PatchReport report) => report.Summary + "\n"
        + string.Join("\n", report.Edits.Select(e => $"{e.Verdict} {e.Kind} {e.Class}.{e.Member} {e.Place}: {e.Reason} | {e.Remedy}"))
        + "\n" + string.Join("\n", report.Findings.Select(f => $"finding {f.Id}: {f.Message} | {f.Remedy} {f.Place}"));

    /// <summary>A patch that goes live, and the report when there is none.</summary>
    public static PatchContent Live(string old, string @new, params EarlierPatch[] after)
    {
        var report = Report(old, @new, after);
        Assert.True(report.Patch != null && report.Verdict is Verdict.Live or Verdict.LiveWithMigration, Lines(report));
        return report.Patch!;
    }
}
