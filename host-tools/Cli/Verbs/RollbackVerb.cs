using System.CommandLine;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive rollback</c>: a signed patch that leads from earlier patches back to the release, live.</summary>
public static class RollbackVerb
{
    public static Command Create()
    {
        Option<string> release = new("--base") { Description = "Build that was flashed.", Required = true };
        Option<string[]> after = CommonOptions.After();
        after.Required = true;
        SigningOptions signing = new();
        Command command = new(
            "rollback",
            "Make a signed patch that takes boards from earlier patches back to the release, live. Publish it like any other: an unsigned way back "
            + "would be everybody's.\nExample: nanolive rollback --base firmware/Station/bin/Debug --after fix.nlp --key fleet.pem -o back.nlp")
        {
            release, after,
        };
        signing.AddTo(command);
        command.SetAction(parsed =>
        {
            using SigningKey key = signing.Key(parsed);
            string folder = parsed.GetRequiredValue(release);
            Build build = Inputs.Build(folder);
            PatchTarget target = signing.Target(parsed, folder, build);
            EarlierPatch[] patches = [.. parsed.GetRequiredValue(after).Select(target.Earlier)];
            return signing.Sign(parsed, key, target, PatchCompiler.Neutral(build, new PatchOptions { After = patches }));
        });
        return command;
    }
}
