using System.CommandLine;
using NanoLive.Boards;
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
    private static readonly NanoffOptions s_nanoff = new();

    public static Command Create()
    {
        Command command = new(
            "flash",
            "Prepare a build as a release and put it on a board: application, release identity, trusted keys, erased patch store. For a real board "
            + "this writes the files and prints the calls of nanoff that do it, or makes them with --run.\n"
            + "Example: nanolive flash --board sim --device porch --build firmware/Station/bin/Debug --key fleet.pub.pem\n"
            + "Example: nanolive flash --board esp32 --port COM5 --device porch --build firmware/Station/bin/Debug --key fleet.pub.pem --broker 192.168.1.10:1883")
        {
            s_board, s_device, s_build, s_keys, s_groups, s_broker, s_root, s_fleet, s_vendor, s_boards, s_seed, s_scenario, s_settings,
        };
        s_nanoff.AddTo(command);
        command.SetAction(FlashAsync);
        return command;
    }

    private static async Task<int> FlashAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string board = parsed.GetRequiredValue(s_board);
        BoardKind? kind = RealBoards.Kind(board);
        Build build = Inputs.Build(parsed.GetRequiredValue(s_build));
        (byte[] vendorId, byte[] classId) = Inputs.BoardClassOf(parsed.GetRequiredValue(s_vendor), board);
        byte[][] keys = [.. parsed.GetRequiredValue(s_keys).Select(path => Inputs.TrustedKey(path).Point.ToArray())];
        Inputs.Broker(parsed.GetRequiredValue(s_broker));
        if (kind == null)
        {
            s_nanoff.RefuseAny(parsed);
            FlashSimulated(parsed, Inputs.Release(build, vendorId, classId, keys), keys.Length);
            return ExitCode.Ok;
        }

        string settings = SettingsText(parsed);
        ReleaseImage release = Inputs.Release(build, vendorId, classId, keys, kind.Files == null ? settings : "");
        BoardRelease lowered = RealBoards.Lower(release, s_nanoff.Libraries(parsed, parsed.GetRequiredValue(s_build)), kind);
        RealFlash flash = new(lowered, release, parsed.GetRequiredValue(s_device), keys.Length);
        await flash.RunAsync(s_nanoff.Request(parsed, settings, flash.DefaultFolder), parsed.GetRequiredValue(s_broker), s_nanoff.Run(parsed), cancellation);
        return ExitCode.Ok;
    }

    private static void FlashSimulated(ParseResult parsed, ReleaseImage release, int keys)
    {
        BoardFolder folder = Write(parsed, release);
        Terminal.Facts(
        [
            ("board", folder.Description.Device),
            ("folder", folder.FullPath),
            ("release", Convert.ToHexStringLower(release.Digest)),
            ("prepared", RealFlash.Prepared(release)),
            ("trusts", $"{keys} key(s)"),
            ("next", $"nanolive board run {folder.Description.Device}"),
        ]);
    }

    private static BoardFolder Write(ParseResult parsed, ReleaseImage release)
    {
        BoardDescription description = new()
        {
            Device = parsed.GetRequiredValue(s_device),
            Root = parsed.GetRequiredValue(s_root),
            Fleet = parsed.GetRequiredValue(s_fleet),
            Groups = parsed.GetRequiredValue(s_groups).Split(',', StringSplitOptions.TrimEntries),
            Broker = parsed.GetRequiredValue(s_broker),
            Seed = parsed.GetValue(s_seed),
            Scenario = parsed.GetRequiredValue(s_scenario),
            Settings = Settings(parsed).ToDictionary(setting => setting.Name, setting => setting.Value),
        };
        ReleaseFiles files = new(release.Files.Select(file => ReleaseFile.FromImage(file.Image, file.Symbols)!));
        return Boards.Require(BoardFolder.Create(parsed.GetRequiredValue(s_boards), description, files));
    }

    private static string SettingsText(ParseResult parsed)
    {
        Result<string> text = BoardSettingsText.Of(
        [
            ("device", parsed.GetRequiredValue(s_device)),
            ("root", parsed.GetRequiredValue(s_root)),
            ("fleet", parsed.GetRequiredValue(s_fleet)),
            ("groups", parsed.GetRequiredValue(s_groups)),
            ("broker", parsed.GetRequiredValue(s_broker)),
            .. Settings(parsed),
        ]);
        return text.Succeeded ? text.Value : throw new Failure(ExitCode.Usage, text.Problems[0], RealBoards.Others(text.Problems));
    }

    private static IEnumerable<(string Name, string Value)> Settings(ParseResult parsed)
    {
        foreach (string setting in parsed.GetRequiredValue(s_settings))
        {
            int equals = setting.IndexOf('=');
            yield return equals > 0
                ? (setting[..equals], setting[(equals + 1)..])
                : throw new Failure(ExitCode.Usage, $"{setting} is no setting", "write it as name=value");
        }
    }
}
