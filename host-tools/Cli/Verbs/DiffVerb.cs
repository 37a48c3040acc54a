using System.CommandLine;
using NanoLive.Patching;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive diff</c>: what changed between two builds, and whether it can go live.</summary>
public static class DiffVerb
{
    public static Command Create()
    {
        Option<string> release = new("--base") { Description = "Build that was flashed.", Required = true };
        Option<string> next = new("--new") { Description = "Build with the change.", Required = true };
        Option<string[]> after = CommonOptions.After();
        Option<string> board = CommonOptions.Board();
        Option<string[]> libraries = CommonOptions.Libraries();
        Option<bool> json = CommonOptions.Json();
        Option<string?> sarif = new("--sarif") { Description = "Also write the edits and findings to this file as SARIF 2.1.0, for code hosts and editors: reflash is an error, a migration a warning, live a note." };
        Command command = new(
            "diff",
            "Compare two builds: each edit with its verdict (live, live with migration, at reboot, reflash), reason and remedy.\n"
            + $"Exit code 0: it can go live as it is; {ExitCode.NoChange}: the builds are equal; {ExitCode.NotLive}: it cannot.\n"
            + "Example: nanolive diff --base firmware/Station/bin/Debug --new firmware/Station/bin/Debug-pressure-fix")
        {
            release, next, after, board, libraries, json, sarif,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(release);
            Build build = Inputs.Build(folder);
            PatchTarget target = PatchTarget.Of(parsed.GetRequiredValue(board), folder, build, parsed.GetRequiredValue(libraries));
            PatchOptions options = new() { After = [.. parsed.GetRequiredValue(after).Select(target.Earlier)] };
            Result<PatchReport> result = PatchCompiler.Compile(build, Inputs.Build(parsed.GetRequiredValue(next)), options);
            return Diff(result, target, parsed.GetValue(json), parsed.GetValue(sarif));
        });
        return command;
    }

    private static int Diff(Result<PatchReport> result, PatchTarget target, bool json, string? sarif)
    {
        if (!result.Succeeded)
        {
            throw Inputs.Failure(ExitCode.NotABuild, "the builds cannot be compared", result.Diagnostics);
        }

        PatchReport report = result.Value;
        if (sarif != null)
        {
            Inputs.Write(sarif, SarifText.Of(report, Environment.CurrentDirectory));
        }

        if (json)
        {
            Terminal.Json(ReportText.Json(report));
        }
        else
        {
            ReportText.Print(report);
        }

        // Real boards run less than .NET does; what they cannot run is said here, not when it is too late.
        if (report.Patch != null)
        {
            target.Lower(report.Patch);
            foreach (Diagnostic finding in json ? [] : target.Said)
            {
                Terminal.Line(finding.ToString());
            }
        }

        return ExitCode.Of(report);
    }
}
