using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoLive.Boards;

/// <summary>What a kind of board has to be beyond being complete.</summary>
internal static partial class BoardKindCheck
{
    private const int LeastDeployment = 64 * 1024;
    private const int MostDeployment = 64 * 1024 * 1024;
    private const int LeastHeap = 16 * 1024;

    /// <summary>Members that are figures, and so have a source.</summary>
    private static readonly string[] s_figures =
        ["target", "generation", "firmware", "deployment", "heap", "files", "network", "update", "serial", "sample", "libraries"];

    private static readonly string[] s_networks = ["wifi", "ethernet", "none"];

    public static IEnumerable<string> Problems(BoardKind kind) =>
        [.. Names(kind), .. Regions(kind), .. Pins(kind.Sample), .. Libraries(kind), .. Sources(kind)];

    private static IEnumerable<string> Names(BoardKind kind)
    {
        if (!NamePattern().IsMatch(kind.Name) || kind.Name is "sim" or "simulated")
        {
            yield return $"name: \"{kind.Name}\" cannot name a board; use small letters, digits and -, and not sim";
        }

        if (!TargetPattern().IsMatch(kind.Target) || !TargetPattern().IsMatch(kind.Platform))
        {
            yield return "target, platform: these are nanoff's names: letters, digits and _";
        }

        if (kind.Generation != "PeV1")
        {
            yield return $"generation: there is PeV1, not {kind.Generation}";
        }

        if (!Version.TryParse(kind.Firmware.From, out Version? from) || !Version.TryParse(kind.Firmware.Below, out Version? below) || from >= below)
        {
            yield return "firmware: from and below are versions, the second one higher";
        }

        if (!s_networks.Contains(kind.Network))
        {
            yield return $"network: one of {string.Join(", ", s_networks)}";
        }

        if (kind.Update.Options.Any(option => option.Length == 0 || option.Any(char.IsControl)))
        {
            yield return "update: an option is empty";
        }
    }

    private static IEnumerable<string> Regions(BoardKind kind)
    {
        if (!AddressPattern().IsMatch(kind.Deployment.Address))
        {
            yield return "deployment: the address is hexadecimal, such as 0x1E0000";
        }

        if (kind.Deployment.LengthBytes is < LeastDeployment or > MostDeployment)
        {
            yield return $"deployment: {LeastDeployment} to {MostDeployment} bytes";
        }

        if (kind.Heap.Bytes < LeastHeap)
        {
            yield return $"heap: at least {LeastHeap} bytes";
        }

        if (kind.Files is { } files && (!DrivePattern().IsMatch(files.Drive) || files.LengthBytes < 4096 || files.Format.Length == 0))
        {
            yield return "files: a drive is such as I:\\, has a format and at least 4096 bytes";
        }
    }

    private static IEnumerable<string> Pins(SampleWiring wiring)
    {
        int[] pins = [wiring.I2cDataPin, wiring.I2cClockPin, wiring.AnemometerPin, wiring.HeaterPin];
        if (pins.Any(pin => pin is < 0 or > 255) || wiring.I2cBus is < 0 or > 9)
        {
            yield return "sample: pins are 0 to 255, buses 0 to 9";
        }

        if (pins.Distinct().Count() != pins.Length)
        {
            yield return "sample: two parts are on the same pin";
        }
    }

    private static IEnumerable<string> Libraries(BoardKind kind)
    {
        if (!kind.Libraries.ContainsKey("mscorlib"))
        {
            yield return "libraries: every firmware has mscorlib";
        }

        foreach ((string library, string checksum) in kind.Libraries)
        {
            if (checksum.Length != 10 || !AddressPattern().IsMatch(checksum))
            {
                yield return $"libraries: the checksum of {library} has eight hexadecimal digits behind 0x";
            }
        }
    }

    private static IEnumerable<string> Sources(BoardKind kind)
    {
        foreach (string figure in s_figures.Where(figure => !kind.Sources.TryGetValue(figure, out string? source) || source.Trim().Length < 8))
        {
            yield return $"sources: where {figure} comes from is missing";
        }

        foreach (string unknown in kind.Sources.Keys.Except(s_figures))
        {
            yield return $"sources: {unknown} is no figure of a board";
        }
    }

    /// <summary>The number behind 0x.</summary>
    public static uint Number(string hexadecimal) => uint.Parse(hexadecimal.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9_.]+$")]
    private static partial Regex TargetPattern();

    [GeneratedRegex("^0x[0-9A-Fa-f]{5,8}$")]
    private static partial Regex AddressPattern();

    [GeneratedRegex("^[A-Z]:\\\\$")]
    private static partial Regex DrivePattern();
}
