using System.CommandLine;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive inspect</c>: what is in a patch file.</summary>
public static class InspectVerb
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A patch file, *.nlp." };
        Option<string?> key = new("--key") { Description = "Check that this key signed it." };
        Option<string?> release = new("--base") { Description = "Build that was flashed, to see what a packed payload holds." };
        Option<string> board = CommonOptions.Board();
        Option<string[]> libraries = CommonOptions.Libraries();
        Option<bool> json = CommonOptions.Json();
        Command command = new("inspect", "Show what a patch file holds: manifest, plan, sizes.\nExample: nanolive inspect fix.nlp --key fleet.pub.pem") { file, key, release, board, libraries, json };
        command.SetAction(parsed => Inspect(
            parsed.GetValue(release) is { } folder
                ? Inputs.Patch(parsed.GetRequiredValue(file), PatchTarget.Of(parsed.GetRequiredValue(board), folder, Inputs.Build(folder), parsed.GetRequiredValue(libraries)).Images)
                : Inputs.Patch(parsed.GetRequiredValue(file)),
            parsed.GetRequiredValue(file), parsed.GetValue(key), parsed.GetValue(json)));
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
