using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NanoLive.Patching;

namespace NanoLive.Cli;

/// <summary>
/// A patch compiler's report as a SARIF 2.1.0 log (OASIS, "Static Analysis Results Interchange Format", 27 March 2020), so that code hosts and editors
/// show each edit at its line. A rule for each kind of edit (<c>edit/method-body</c>) and each kind of finding (<c>finding/meaning</c>); the level is
/// the verdict's: live is a note, live with migration and at reboot are warnings, reflash is an error. Findings are warnings.
/// </summary>
public static class SarifText
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">What was found.</param>
    /// <param name="root">Absolute folder; files under it get relative addresses, as code hosts want them.</param>
    public static byte[] Of(PatchReport report, string root)
    {
        var results = report.Edits.Select(edit => Result(edit, root)).Concat(report.Findings.Select(finding => Result(finding, root))).ToList();
        var rules = results.Select(result => (string)result["ruleId"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (JsonObject result in results)
        {
            result["ruleIndex"] = rules.IndexOf((string)result["ruleId"]!);
        }

        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject { ["name"] = "nanolive", ["rules"] = new JsonArray([.. rules.Select(Rule)]) },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["properties"] = new JsonObject { ["verdict"] = ReportText.Name(report.Verdict), ["summary"] = report.Summary },
                ["results"] = new JsonArray([.. results]),
            }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(log, s_json);
    }

    private static JsonObject Rule(string id) => new()
    {
        ["id"] = id,
        ["shortDescription"] = new JsonObject
        {
            ["text"] = id.StartsWith("edit/", StringComparison.Ordinal)
                ? $"An edit of the kind \"{id["edit/".Length..].Replace('-', ' ')}\", and whether it can go live."
                : $"Code that a patch does not reach or may surprise: {id["finding/".Length..].Replace('-', ' ')}.",
        },
    };

    private static JsonObject Result(Edit edit, string root)
    {
        string member = edit.Member.Length == 0 ? edit.Class : $"{edit.Class}.{edit.Member}";
        var level = edit.Verdict switch
        {
            Verdict.NoChange or Verdict.Live => "note",
            Verdict.LiveWithMigration or Verdict.AtReboot => "warning",
            _ => "error",
        };
        var result = Result("edit/" + Kebab(edit.Kind.ToString()), level, $"{member}: {ReportText.Name(edit.Verdict)}: {edit.Reason}", edit.Remedy, edit.Place, root);
        result["properties"] = new JsonObject { ["verdict"] = ReportText.Name(edit.Verdict), ["assembly"] = edit.Assembly, ["member"] = member, ["code"] = edit.Code };
        return result;
    }

    private static JsonObject Result(Finding finding, string root) => Result("finding/" + finding.Id, "warning", finding.Message, finding.Remedy, finding.Place, root);

    private static JsonObject Result(string rule, string level, string message, string remedy, Place? place, string root)
    {
        var result = new JsonObject
        {
            ["ruleId"] = rule,
            ["level"] = level,
            ["message"] = new JsonObject { ["text"] = remedy.Length == 0 ? message : $"{message}. Remedy: {remedy}" },
        };
        if (place != null)
        {
            var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Address(place.File, root) } };
            if (place.Line > 0)
            {
                physical["region"] = new JsonObject { ["startLine"] = place.Line };
            }

            result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = physical });
        }

        return result;
    }

    // Builds that map their paths start with "/_/": that is the root of the sources.
    private static string Address(string file, string root)
    {
        string path = file.Replace('\\', '/');
        string folder = root.Replace('\\', '/').TrimEnd('/') + "/";
        string? relative = path.StartsWith("/_/", StringComparison.Ordinal) ? path["/_/".Length..]
            : path.StartsWith(folder, StringComparison.Ordinal) ? path[folder.Length..]
            : Path.IsPathRooted(path) || path.Contains(':') ? null : path;
        return relative == null ? new Uri(path.StartsWith('/') ? "file://" + path : "file:///" + path).AbsoluteUri : string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
    }

    private static string Kebab(string name) => string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
