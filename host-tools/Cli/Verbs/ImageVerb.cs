using System.CommandLine;
using NanoLive.Boards;
using NanoLive.Patching;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive image</c>: a build as the .pe files and the deployment image of real boards, with what they take of each.</summary>
public static class ImageVerb
{
    /// <summary>Stands for every kind of board that is known.</summary>
    private const string All = "all";

    private static readonly Option<string[]> s_board = new("--board") { Description = "Kind of board, or all (can be given several times).", Required = true };
    private static readonly Option<string> s_build = new("--build") { Description = "Output folder of the application's build.", Required = true };
    private static readonly Option<string[]> s_keys = new("--key") { Description = "A key that boards trust, as PEM (can be given several times).", Required = true };
    private static readonly Option<string> s_output = new("--output", "-o") { Description = "Folder; each board gets one of its own in it.", DefaultValueFactory = _ => "artifacts" };
    private static readonly Option<string> s_vendor = CommonOptions.Vendor();
    private static readonly Option<string[]> s_libraries = CommonOptions.Libraries();

    public static Command Create()
    {
        Command command = new(
            "image",
            "Lower a build to .pe files and one deployment image for each kind of board, and report what they take: flash, heap, assemblies.\n"
            + "Example: nanolive image --board all --build firmware/Station/bin/Debug --key fleet.pub.pem -o artifacts")
        {
            s_board, s_build, s_keys, s_output, s_vendor, s_libraries,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(s_build);
            Build build = Inputs.Build(folder);
            byte[][] keys = [.. parsed.GetRequiredValue(s_keys).Select(path => Inputs.TrustedKey(path).Point.ToArray())];
            ClassLibraries libraries = RealBoards.Libraries(folder, parsed.GetRequiredValue(s_libraries));
            string[] names = parsed.GetRequiredValue(s_board);
            foreach (BoardKind kind in names.Contains(All) ? BoardKinds.All : [.. names.Select(Named)])
            {
                (byte[] vendorId, byte[] classId) = Inputs.BoardClassOf(parsed.GetRequiredValue(s_vendor), kind.Name);
                BoardRelease release = RealBoards.Lower(Inputs.Release(build, vendorId, classId, keys), libraries, kind);
                Write(release, Path.Combine(parsed.GetRequiredValue(s_output), kind.Name));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static BoardKind Named(string name) => RealBoards.Kind(name)
        ?? throw new Failure(ExitCode.Usage, "the simulated board takes IL, not .pe", "nanolive flash --board sim flashes one");

    private static void Write(BoardRelease release, string folder)
    {
        string[] report = [.. BoardReport.Lines(release)];
        foreach (LoweredAssembly assembly in release.Assemblies)
        {
            Inputs.Write(Path.Combine(folder, "pe", assembly.Name + ".pe"), assembly.Pe);
        }

        foreach (FlashFile map in FlashPlan.NameMaps(release))
        {
            Inputs.Write(Path.Combine(folder, "pe", map.Name), map.Content);
        }

        Inputs.Write(Path.Combine(folder, FlashPlan.ImageFile), release.Deployment);
        Inputs.Write(Path.Combine(folder, "report.txt"), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', report) + "\n"));
        Terminal.Verbatim(string.Join(Environment.NewLine, report));
        Terminal.Verbatim("");
    }
}
