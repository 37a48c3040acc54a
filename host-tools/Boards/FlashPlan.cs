using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoLive.Boards;

/// <summary>
/// How a release gets onto a board with nanoff: the files, then the calls, in their order. Settings go onto the drive before the application is
/// deployed, since deploying starts it. Sources: nanoframework/nanoFirmwareFlasher baccab8, README.md and nanoFirmwareFlasher.Tool/Options.cs,
/// Program.cs, FileDeployment/, NetworkDeployment/.
/// </summary>
public sealed class FlashPlan
{
    public const string ImageFile = "app.bin";
    public const string SettingsFile = "nanolive.txt";
    public const string FilesFile = "deploy.json";
    public const string NetworkFile = "network.json";

    /// <summary>Of <c>FileFlash</c> in boards/nano: what an earlier release left there is not for this one.</summary>
    private const int StoreFiles = 4;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FlashPlan(IReadOnlyList<FlashFile> files, IReadOnlyList<NanoffCall> calls)
    {
        Files = files;
        Calls = calls;
    }

    public IReadOnlyList<FlashFile> Files { get; }

    public IReadOnlyList<NanoffCall> Calls { get; }

    public static FlashPlan Create(BoardRelease release, FlashRequest request)
    {
        BoardKind board = release.Board;
        List<FlashFile> files = [new(ImageFile, release.Deployment)];
        List<NanoffCall> calls = [Update(board, request)];
        List<string> onto = [];
        if (board.Files is { } drive)
        {
            files.Add(new FlashFile(SettingsFile, Encoding.UTF8.GetBytes(request.Settings)));
            files.Add(new FlashFile(FilesFile, Json(DriveFiles(drive, request))));
            onto.AddRange(["--filedeployment", PathOf(request, FilesFile)]);
        }

        if (request.Ssid is { } ssid)
        {
            files.Add(new FlashFile(NetworkFile, Json(Network(ssid, request))));
            onto.AddRange(["--networkdeployment", PathOf(request, NetworkFile)]);
        }

        if (onto.Count > 0)
        {
            calls.Add(new NanoffCall(board.Files == null ? "the network" : request.Ssid == null ? "the settings" : "the settings and the network", "", onto));
        }

        string[] deploy = ["--nanodevice", "--serialport", request.Port, "--deploy", "--image", PathOf(request, ImageFile)];
        calls.Add(new NanoffCall("the release, with its identity and the trusted keys; then the board starts it", "", deploy));
        return new FlashPlan([.. files, .. NameMaps(release)], calls);
    }

    /// <summary>A text file for each assembly whose names were changed to save space; it stays with whoever reads stack traces of the board.</summary>
    public static IEnumerable<FlashFile> NameMaps(BoardRelease release) => release.Assemblies
        .Where(assembly => assembly.Names.Count > 0)
        .Select(assembly => new FlashFile(assembly.Name + ".names.txt", Encoding.UTF8.GetBytes(string.Join('\n', assembly.Names) + "\n")));

    private static NanoffCall Update(BoardKind board, FlashRequest request)
    {
        List<string> arguments = ["--target", board.Target, "--update", .. board.Update.Options.Select(option => option == FirmwareUpdate.Port ? request.Port : option)];
        if (request.Firmware is { } version)
        {
            arguments.AddRange(["--fwversion", version]);
        }

        return new NanoffCall("the CLR", board.Update.Before, arguments);
    }

    private static object DriveFiles(BoardDrive drive, FlashRequest request)
    {
        List<object> files = [new { DestinationFilePath = drive.Drive + SettingsFile, SourceFilePath = PathOf(request, SettingsFile) }];

        // Without a source a file is deleted; nanoff warns when there is none, and goes on.
        files.AddRange(Enumerable.Range(0, StoreFiles).Select(number => new { DestinationFilePath = $"{drive.Drive}nanolive.{number}" }));
        return new { serialport = request.Port, files };
    }

    private static object Network(string ssid, FlashRequest request)
    {
        bool isOpen = request.WifiPassword is null;
        return new
        {
            serialport = request.Port,
            WirelessClient = new
            {
                Ssid = ssid,
                Password = request.WifiPassword ?? "",
                Authentication = isOpen ? "Open" : "WPA2",
                Encryption = isOpen ? "None" : "WPA2",
                ConfigurationOption = "AutoConnect",
            },
        };
    }

    private static byte[] Json(object value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, s_json) + "\n");

    private static string PathOf(FlashRequest request, string file) => Path.Combine(request.Folder, file);
}
