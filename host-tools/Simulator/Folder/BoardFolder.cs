using System.Text.Json;

namespace NanoLive.Simulator;

/// <summary>
/// A simulated board on disk, as <c>nanolive flash --board sim</c> writes it and <c>nanolive board run</c> opens it:
/// <code>
/// boards/id/board.json    what makes this board the one it is
/// boards/id/release/      the assemblies that were flashed, NanoLive.Release among them
/// boards/id/flash.bin     the flash, with journal and patches; made by the first run
/// boards/id/trace.jsonl   what happened; appended by every run
/// boards/id/running.lock  held open by the process that runs the board, so a kill frees it
/// </code>
/// Holding one proves that the description was read and fits, that the release has its identity, and that the flash has its length.
/// </summary>
public sealed class BoardFolder
{
    /// <summary>The assembly that tells a release who it is.</summary>
    public const string IdentityAssembly = "NanoLive.Release";

    private const string DescriptionFile = "board.json";
    private const string ReleaseFolder = "release";
    private const string FlashFile = "flash.bin";
    private const string TraceFile = "trace.jsonl";
    private const string LockFile = "running.lock";

    private BoardFolder(string path, BoardDescription description)
    {
        FullPath = path;
        Description = description;
    }

    /// <summary>Full path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>What board.json says.</summary>
    public BoardDescription Description { get; }

    /// <summary>Full path of the trace, which need not exist yet.</summary>
    public string TracePath => Path.Combine(FullPath, TraceFile);

    /// <summary>Full path of the flash, which need not exist yet.</summary>
    public string FlashPath => Path.Combine(FullPath, FlashFile);

    /// <summary>Full path of the flashed assemblies.</summary>
    public string ReleasePath => Path.Combine(FullPath, ReleaseFolder);

    /// <summary>Names of the boards in a folder of boards, in order.</summary>
    public static IReadOnlyList<string> List(string boards) =>
        !Directory.Exists(boards)
            ? []
            : [.. Directory.EnumerateDirectories(boards)
                .Where(folder => File.Exists(Path.Combine(folder, DescriptionFile)))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Flashes: writes a board's folder anew, the flash erased and the trace empty. Everything is checked before anything is written; a board
    /// that is running is left alone.
    /// </summary>
    public static BoardOpening Create(string boards, BoardDescription description, ReleaseFiles release)
    {
        string path = PathOf(boards, description.Device);
        if (!IsName(description.Device))
        {
            return BoardOpening.Failed(BoardProblemKind.NameInvalid, $"\"{description.Device}\" cannot name a board; use letters, digits, - _ .");
        }

        if (description.Complaint() is { } complaint)
        {
            return BoardOpening.Failed(BoardProblemKind.Damaged, $"{description.Device} cannot be made: {complaint}");
        }

        if (release.Find(IdentityAssembly) == null)
        {
            return BoardOpening.Failed(BoardProblemKind.Damaged, $"the release has no {IdentityAssembly}.dll; it has to be prepared before it is flashed");
        }

        Directory.CreateDirectory(path);
        var folder = new BoardFolder(path, description);
        using var held = folder.TryLock();
        if (held == null)
        {
            return BoardOpening.Failed(BoardProblemKind.Running, $"{description.Device} is running; stop it before it is flashed");
        }

        folder.Write(release);
        return BoardOpening.Of(folder);
    }

    /// <summary>Opens and checks a board's folder. Does not look whether it is running; <see cref="TryLock"/> does.</summary>
    public static BoardOpening Open(string boards, string device)
    {
        string path = PathOf(boards, device);
        if (!IsName(device) || !File.Exists(Path.Combine(path, DescriptionFile)))
        {
            var known = List(boards);
            return BoardOpening.Failed(
                BoardProblemKind.Unknown,
                $"there is no board {device}; " + (known.Count == 0 ? "flash one with nanolive flash --board sim" : $"there are {string.Join(", ", known)}"));
        }

        try
        {
            var description = BoardDescription.FromJson(File.ReadAllText(Path.Combine(path, DescriptionFile)));
            var folder = new BoardFolder(path, description);
            return folder.Damage(device) is { } damage ? Damaged(device, damage) : BoardOpening.Of(folder);
        }
        catch (JsonException exception)
        {
            return Damaged(device, $"{DescriptionFile} cannot be read ({exception.Message})");
        }
    }

    /// <summary>
    /// Takes the board for this process; null when another one runs it. Disposing gives it back, and so does the end of the process, however
    /// it comes.
    /// </summary>
    public IDisposable? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(FullPath, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The flashed assemblies.</summary>
    public ReleaseFiles ReadRelease() => ReleaseFiles.FromFolder(ReleasePath);

    private static BoardOpening Damaged(string device, string what) =>
        BoardOpening.Failed(BoardProblemKind.Damaged, $"board {device} is damaged: {what}; flash it again");

    private static string PathOf(string boards, string device) => Path.GetFullPath(Path.Combine(boards, device));

    private static bool IsName(string device) =>
        device.Length is > 0 and <= 64
        && device[0] != '.'
        && device.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private string? Damage(string device)
    {
        if (Description.Device != device)
        {
            return $"{DescriptionFile} is that of {Description.Device}";
        }

        if (Description.Complaint() is { } complaint)
        {
            return $"{DescriptionFile}: {complaint}";
        }

        long expected = FlashImageLength(Description.Hardware.Flash);
        if (File.Exists(FlashPath) && new FileInfo(FlashPath).Length != expected)
        {
            return $"{FlashFile} has {new FileInfo(FlashPath).Length} bytes and not {expected}";
        }

        if (!File.Exists(Path.Combine(ReleasePath, IdentityAssembly + ".dll")))
        {
            return $"{ReleaseFolder}/{IdentityAssembly}.dll is missing";
        }

        try
        {
            ReadRelease();
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    private static long FlashImageLength(FlashGeometry geometry) => geometry.TotalBytes + (geometry.TotalBytes / geometry.WriteUnitBytes);

    private void Write(ReleaseFiles release)
    {
        if (Directory.Exists(ReleasePath))
        {
            Directory.Delete(ReleasePath, recursive: true);
        }

        File.Delete(FlashPath);
        File.Delete(TracePath);
        release.WriteTo(ReleasePath);

        // Last: a folder without it is no board.
        File.WriteAllText(Path.Combine(FullPath, DescriptionFile), Description.ToJson());
    }
}
