using System.CommandLine;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive keys new</c>: a key pair that signs patches.</summary>
public static class KeysVerb
{
    public static Command Create()
    {
        Option<string> output = new("--output", "-o") { Description = "File of the private key; the public one gets .pub before its ending.", Required = true };
        Command make = new("new", "Make a P-256 key pair as PEM files, readable by openssl.\nExample: nanolive keys new -o fleet.pem") { output };
        make.SetAction(parsed => Make(parsed.GetRequiredValue(output)));
        return new Command("keys", "Keys that sign patches.") { make };
    }

    private static int Make(string path)
    {
        string publicPath = Path.ChangeExtension(path, ".pub" + Path.GetExtension(path));
        if (File.Exists(path) || File.Exists(publicPath))
        {
            string existing = File.Exists(path) ? path : publicPath;
            throw new Failure(ExitCode.File, $"{existing} exists and is left as it is", "choose another name: boards that trust a lost key take no patch any more");
        }

        using SigningKey key = SigningKey.Generate();
        if (key.Save(path) is { } problem)
        {
            throw new Failure(ExitCode.File, problem, "choose another place with --output");
        }

        File.WriteAllText(publicPath, key.Public.ToPem());
        Terminal.Facts(
        [
            ("private key", $"{path}  (keep it: whoever has it decides what your boards run)"),
            ("public key", $"{publicPath}  (nanolive flash puts it on the board)"),
            ("key id", Convert.ToHexStringLower(key.Public.Id.Span)),
        ]);
        return ExitCode.Ok;
    }
}
