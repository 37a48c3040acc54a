using System.CommandLine;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive patch</c>: compiles and signs a patch from two builds.</summary>
public static class PatchVerb
{
    private static readonly Option<string> s_release = new("--base") { Description = "Build that was flashed.", Required = true };
    private static readonly Option<string> s_next = new("--new") { Description = "Build with the change.", Required = true };
    private static readonly Option<bool> s_atReboot = new("--at-reboot") { Description = "For the next reboot only: nothing is swapped live." };
    private static readonly Option<string[]> s_after = CommonOptions.After();
    private static readonly SigningOptions s_signing = new();

    public static Command Create()
    {
        Command command = new(
            "patch",
            "Compile the smallest right patch from two builds and sign it.\n"
            + "Example: nanolive patch --base firmware/Station/bin/Debug --new firmware/Station/bin/Debug-pressure-fix --key fleet.pem -o fix.nlp")
        {
            s_release, s_next, s_after, s_atReboot,
        };
        s_signing.AddTo(command);
        command.SetAction(parsed =>
        {
            using SigningKey key = s_signing.Key(parsed);
            string folder = parsed.GetRequiredValue(s_release);
            Build release = Inputs.Build(folder);
            PatchTarget target = s_signing.Target(parsed, folder, release);
            PatchOptions options = new()
            {
                After = [.. parsed.GetRequiredValue(s_after).Select(target.Earlier)],
                AtReboot = parsed.GetValue(s_atReboot),
            };
            return s_signing.Sign(parsed, key, target, PatchCompiler.Compile(release, Inputs.Build(parsed.GetRequiredValue(s_next)), options));
        });
        return command;
    }
}
