using System.CommandLine;
using NanoLive.Patching;
using NanoLive.Simulator;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive flash</c>: puts runtime, application, release identity and trusted keys on a board.</summary>
public static class FlashVerb
{
    private static readonly Option<string> s_device = new("--device") { Description = "The board's name in its fleet.", Required = true };
    private static readonly Option<string> s_build = new("--build") { Description = "Output folder of the application's build.", Required = true };
    private static readonly Option<string[]> s_keys = new("--key") { Description = "A key that the board trusts, as PEM (can be given several times).", Required = true };
    private static readonly Option<string> s_groups = new("--groups") { Description = "Whose offers it takes, separated by commas.", DefaultValueFactory = _ => "all" };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Decides the simulated weather and the sensor's calibration.", DefaultValueFactory = _ => 1UL };
    private static readonly Option<string> s_scenario = new("--scenario") { Description = "The simulated weather.", DefaultValueFactory = _ => "autumn" };
    private static readonly Option<string[]> s_settings = new("--set") { Description = "A setting of the runtime, name=value (FORMAT.md lists them).", DefaultValueFactory = _ => [] };
    private static readonly Option<string> s_board = CommonOptions.Board();
    private static readonly Option<string> s_boards = CommonOptions.Boards();
    private static readonly Option<string> s_broker = CommonOptions.Broker();
    private static readonly Option<string> s_root = CommonOptions.Root();
    private static readonly Option<string> s_fleet = CommonOptions.Fleet();
    private static readonly Option<string> s_vendor = CommonOptions.Vendor();

    public static Command Create()
    {
        Command command = new(
            "flash",
            "Prepare a build as a release and put it on a board: application, release identity, trusted keys, erased patch store.\n"
            + "Example: nanolive flash --board sim --device porch --build firmware/Station/bin/Debug --key fleet.pub.pem")
        {
            s_board, s_device, s_build, s_keys, s_groups, s_broker, s_root, s_fleet, s_vendor, s_boards, s_seed, s_scenario, s_settings,
        };
        command.SetAction(Flash);
        return command;
    }

    private static int Flash(ParseResult parsed)
    {
        Build build = Inputs.Build(parsed.GetRequiredValue(s_build));
        (byte[] vendorId, byte[] classId) = Inputs.BoardClassOf(parsed.GetRequiredValue(s_vendor), parsed.GetRequiredValue(s_board));
        byte[][] keys = [.. parsed.GetRequiredValue(s_keys).Select(path => Inputs.TrustedKey(path).Point.ToArray())];
        Inputs.Broker(parsed.GetRequiredValue(s_broker));
        ReleaseImage release = CreateRelease(build, new ReleaseIdentity(vendorId, classId, keys, Application(build)));
        BoardFolder folder = Write(parsed, release);

        Terminal.Facts(
        [
            ("board", folder.Description.Device),
            ("folder", folder.FullPath),
            ("release", Convert.ToHexStringLower(release.Digest)),
            ("prepared", $"{release.Report.Classes} classes, {release.Report.Methods} methods became virtual, {release.Report.Calls} calls dispatched, "
                + $"{release.Report.BytesAfter - release.Report.BytesBefore:+0;-0;0} bytes"),
            ("trusts", $"{keys.Length} key(s)"),
            ("next", $"nanolive board run {folder.Description.Device}"),
        ]);
        return ExitCode.Ok;
    }

    private static string Application(Build build) => build.Applications.Count == 1
        ? build.Applications[0]
        : throw new Failure(
            ExitCode.NotABuild,
            build.Applications.Count == 0 ? "the build has no class that implements IApplication" : $"the build has {build.Applications.Count} classes that implement IApplication",
            "the board starts the one class that does");

    private static ReleaseImage CreateRelease(Build build, ReleaseIdentity identity)
    {
        Result<ReleaseImage> release = ReleaseImage.Create(build, identity, new PreparationOptions());
        return release.Succeeded(out ReleaseImage? image) ? image : throw Inputs.Failure(ExitCode.NotABuild, "the build cannot be prepared", release.Diagnostics);
    }

    private static BoardFolder Write(ParseResult parsed, ReleaseImage release)
    {
        Dictionary<string, string> settings = [];
        foreach (string setting in parsed.GetRequiredValue(s_settings))
        {
            int equals = setting.IndexOf('=');
            if (equals <= 0)
            {
                throw new Failure(ExitCode.Usage, $"{setting} is no setting", "write it as name=value");
            }

            settings[setting[..equals]] = setting[(equals + 1)..];
        }

        BoardDescription description = new()
        {
            Device = parsed.GetRequiredValue(s_device),
            Root = parsed.GetRequiredValue(s_root),
            Fleet = parsed.GetRequiredValue(s_fleet),
            Groups = parsed.GetRequiredValue(s_groups).Split(',', StringSplitOptions.TrimEntries),
            Broker = parsed.GetRequiredValue(s_broker),
            Seed = parsed.GetValue(s_seed),
            Scenario = parsed.GetRequiredValue(s_scenario),
            Settings = settings,
        };
        ReleaseFiles files = new(release.Files.Select(file => ReleaseFile.FromImage(file.Image, file.Symbols)!));
        return Boards.Require(BoardFolder.Create(parsed.GetRequiredValue(s_boards), description, files));
    }
}
