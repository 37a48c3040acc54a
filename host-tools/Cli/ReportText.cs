using NanoLive.Patching;
using Spectre.Console;

namespace NanoLive.Cli;

/// <summary>A patch compiler's report, as a table for people and as an object for JSON.</summary>
public static class ReportText
{
    public static void Print(PatchReport report)
    {
        if (report.Edits.Count > 0)
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("verdict", "edit", "where", "why");
            foreach (Edit edit in report.Edits)
            {
                string member = edit.Member.Length == 0 ? edit.Class : $"{edit.Class}.{edit.Member}";
                string why = edit.Remedy.Length == 0 ? edit.Reason : $"{edit.Reason}; {edit.Remedy}";
                table.AddRow(
                    new Text(Name(edit.Verdict), Colour(edit.Verdict)),
                    new Text($"{Words(edit.Kind)}: {member}"),
                    new Text(edit.Place is { } place ? $"{Path.GetFileName(place.File)}:{place.Line}" : ""),
                    new Text(why));
            }

            Terminal.Write(table);
        }

        foreach (Finding finding in report.Findings)
        {
            Terminal.Line($"note {finding.Id}: {finding.Message}; {finding.Remedy}{(finding.Place is { } place ? $" ({place})" : "")}");
        }

        foreach (MigrationStub stub in report.Stubs)
        {
            Terminal.Line($"to fill in and add to the new build, for {stub.Class}:");
            Terminal.Line(stub.Text);
        }

        Terminal.Line(report.Summary);
    }

    public static object Json(PatchReport report) => new
    {
        verdict = Name(report.Verdict),
        summary = report.Summary,
        release = Convert.ToHexStringLower(report.BaseDigest),
        edits = report.Edits.Select(edit => new
        {
            verdict = Name(edit.Verdict),
            kind = Words(edit.Kind),
            assembly = edit.Assembly,
            @class = edit.Class,
            member = edit.Member,
            file = edit.Place?.File,
            line = edit.Place?.Line,
            reason = edit.Reason,
            remedy = edit.Remedy,
            code = edit.Code,
        }),
        findings = report.Findings.Select(finding => new { id = finding.Id, message = finding.Message, remedy = finding.Remedy, file = finding.Place?.File, line = finding.Place?.Line }),
        stubs = report.Stubs.Select(stub => new { @class = stub.Class, text = stub.Text }),
    };

    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.NoChange => "no change",
        Verdict.Live => "live",
        Verdict.LiveWithMigration => "live with migration",
        Verdict.AtReboot => "at reboot",
        _ => "reflash",
    };

    // MethodBody -> method body
    private static string Words(EditKind kind) =>
        string.Concat(kind.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static Style Colour(Verdict verdict) => new(verdict switch
    {
        Verdict.Live or Verdict.NoChange => Color.Green,
        Verdict.LiveWithMigration => Color.Yellow,
        Verdict.AtReboot => Color.Orange1,
        _ => Color.Red,
    });
}
