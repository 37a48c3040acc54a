using System.CommandLine;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive inspect</c>: what is in a patch file or in a .pe.</summary>
public static class InspectVerb
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A patch file, *.nlp, or an assembly for boards, *.pe." };
        Option<string?> key = new("--key") { Description = "Check that this key signed it." };
        Option<string?> release = new("--base") { Description = "Build that was flashed, to see what a packed payload holds." };
        Option<string> board = CommonOptions.Board();
        Option<string[]> libraries = CommonOptions.Libraries();
        Option<bool> json = CommonOptions.Json();
        Option<bool> code = new("--il") { Description = "For a .pe: list references, members and code, too." };
        Command command = new(
            "inspect",
            "Show what a patch file holds: manifest, plan, sizes; or what a .pe does: tables, references, what it costs a board.\n"
            + "Example: nanolive inspect fix.nlp --key fleet.pub.pem\n"
            + "Example: nanolive inspect drivers.pe --il")
        {
            file, key, release, board, libraries, code, json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Inputs.RequireFile(path, "make one with nanolive patch or nanolive lower");
            if (PeInspection.IsPe(path))
            {
                return PeInspection.Inspect(path, parsed.GetValue(code), parsed.GetValue(json));
            }

            PatchFile patch = parsed.GetValue(release) is { } folder
                ? Inputs.Patch(path, PatchTarget.Of(parsed.GetRequiredValue(board), folder, Inputs.Build(folder), parsed.GetRequiredValue(libraries)).Unpacking)
                : Inputs.Patch(path);
            return Inspect(patch, path, parsed.GetValue(key), parsed.GetValue(json));
        });
        return command;
    }

    private static int Inspect(PatchFile patch, string path, string? keyPath, bool json)
    {
        List<KeyValuePair<string, string>> facts = [.. PatchDescription.Of(patch)];
        bool? isSigned = keyPath == null ? null : patch.IsSignedBy(Inputs.TrustedKey(keyPath));
        if (isSigned != null)
        {
            facts.Add(new("signature", isSigned.Value ? $"by {keyPath}" : $"NOT by {keyPath}"));
        }

        if (json)
        {
            Terminal.Json(facts.Select(fact => new { name = fact.Key, value = fact.Value }));
        }
        else
        {
            Terminal.Facts(facts.Select(fact => (fact.Key, fact.Value)));
        }

        return isSigned == false ? throw new Failure(ExitCode.Key, $"{path} is not signed by {keyPath}", "boards that trust this key will refuse it") : ExitCode.Ok;
    }
}
