using System.CommandLine;
using NanoLive.Boards;

namespace NanoLive.Cli;

/// <summary>Options of <c>flash</c> that only real boards have.</summary>
public sealed class NanoffOptions
{
    private readonly Option<string?> _port = new("--port") { Description = "For real boards: the serial port, such as COM5 or /dev/ttyUSB0." };
    private readonly Option<bool> _run = new("--run") { Description = "For real boards: make the calls of nanoff, instead of only printing them." };
    private readonly Option<string?> _ssid = new("--ssid") { Description = "For real boards: the wireless network to join." };
    private readonly Option<string?> _password = new("--wifi-password") { Description = "Its password; none: an open network." };
    private readonly Option<string?> _firmware = new("--firmware") { Description = "For real boards: version of the CLR; by default the newest." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "For real boards: folder for the files; by default .nanolive/flash/<device>." };
    private readonly Option<string[]> _libraries = CommonOptions.Libraries();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _port, _run, _ssid, _password, _firmware, _libraries, _output })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether nanoff is to be called.</summary>
    public bool Run(ParseResult parsed) => parsed.GetValue(_run);

    /// <summary>The class libraries that go onto the board.</summary>
    public ClassLibraries Libraries(ParseResult parsed, string build) => RealBoards.Libraries(build, parsed.GetRequiredValue(_libraries));

    /// <summary>What is asked for, beside the release.</summary>
    public FlashRequest Request(ParseResult parsed, string settings, string defaultFolder)
    {
        if (parsed.GetValue(_password) != null && parsed.GetValue(_ssid) == null)
        {
            throw new Failure(ExitCode.Usage, "--wifi-password needs --ssid", "name the network that the password is for");
        }

        return new FlashRequest
        {
            Port = parsed.GetValue(_port) ?? throw new Failure(ExitCode.Usage, "a real board needs --port", "nanoff --listports names the serial ports"),
            Folder = Path.GetFullPath(parsed.GetValue(_output) ?? defaultFolder),
            Settings = settings,
            Ssid = parsed.GetValue(_ssid),
            WifiPassword = parsed.GetValue(_password),
            Firmware = parsed.GetValue(_firmware),
        };
    }

    /// <summary>A simulated board has no serial port, no radio and no nanoff.</summary>
    public void RefuseAny(ParseResult parsed)
    {
        Option? given = new Option[] { _port, _run, _ssid, _password, _firmware, _output }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        if (given != null)
        {
            throw new Failure(ExitCode.Usage, $"{given.Name} is for real boards", "name one with --board; nanolive boards lists them");
        }
    }
}
