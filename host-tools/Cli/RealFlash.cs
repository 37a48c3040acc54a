using NanoLive.Boards;
using NanoLive.Patching;

namespace NanoLive.Cli;

/// <summary>Flashing a real board: files written, calls of nanoff printed, and made when asked for.</summary>
public sealed class RealFlash(BoardRelease lowered, ReleaseImage release, string device, int keys)
{
    /// <summary>Where the files go when nothing else is said.</summary>
    public string DefaultFolder => Path.Combine(".nanolive", "flash", device);

    /// <summary>What preparation did, in one line.</summary>
    public static string Prepared(ReleaseImage release) =>
        $"{release.Report.Classes} classes, {release.Report.Methods} methods became virtual, {release.Report.Calls} calls dispatched, {release.Report.Subscriptions} subscriptions led to lines, "
        + $"{release.Report.BytesAfter - release.Report.BytesBefore:+0;-0;0} bytes";

    public async Task RunAsync(FlashRequest request, string broker, bool run, CancellationToken cancellation)
    {
        BoardKind board = lowered.Board;
        RefuseWhatCannotRun(board);
        string? nanoff = Nanoff.Find();
        if (run)
        {
            Require(nanoff);
        }

        FlashPlan plan = FlashPlan.Create(lowered, request);
        foreach (FlashFile file in plan.Files)
        {
            Inputs.Write(Path.Combine(request.Folder, file.Name), file.Content);
        }

        Describe(board, request.Folder);
        Print(plan, nanoff);
        Warn(board, broker, request);
        if (run)
        {
            await Nanoff.RunAsync(nanoff!, plan.Calls, cancellation);
            Terminal.Line($"{device} is flashed and runs; nanolive watch shows it once it reaches the broker");
        }
    }

    private void RefuseWhatCannotRun(BoardKind board)
    {
        if (lowered.Obstacles.Count > 0)
        {
            throw new Failure(
                ExitCode.NotABuild,
                $"{board.Name} cannot run this build: {string.Join("; ", lowered.Obstacles)}",
                board.Notes.Count > 0 ? board.Notes[0] : $"nanolive boards {board.Name} says what it has");
        }
    }

    private void Require(string? nanoff)
    {
        if (!lowered.IsComplete)
        {
            throw new Failure(
                ExitCode.NotABuild,
                $"the image is not complete, and nothing was flashed: the class libraries {string.Join(", ", lowered.MissingLibraries)} are missing",
                "build with -p:NanoFrameworkPackages=true, or name a folder with their .pe files with --libraries");
        }

        if (nanoff == null)
        {
            throw new Failure(ExitCode.Nanoff, "nanoff is not installed, and nothing was flashed", Nanoff.HowToGet);
        }
    }

    private void Describe(BoardKind board, string folder)
    {
        Terminal.Facts(
        [
            ("board", $"{device}: {board.Title}"),
            ("folder", folder),
            ("release", Convert.ToHexStringLower(release.Digest)),
            ("prepared", Prepared(release)),
            ("image", $"{lowered.Deployment.Length} of {board.Deployment.LengthBytes} bytes, {lowered.Assemblies.Count} assemblies{(lowered.IsComplete ? "" : ", NOT COMPLETE")}"),
            ("trusts", $"{keys} key(s)"),
            ("settings", board.Files is { } files ? $"{files.Drive}{FlashPlan.SettingsFile}" : "in NanoLive.Release: the board has no drive"),
        ]);
    }

    private static void Print(FlashPlan plan, string? nanoff)
    {
        Terminal.Line();
        for (int i = 0; i < plan.Calls.Count; i++)
        {
            NanoffCall call = plan.Calls[i];
            Terminal.Verbatim($"{i + 1}. {call.Purpose}{(call.Before.Length > 0 ? $". {call.Before}" : "")}");
            Terminal.Verbatim($"   {call}");
        }

        Terminal.Line();
        if (nanoff == null)
        {
            Terminal.Verbatim($"nanoff is not installed here: {Nanoff.HowToGet}");
        }
    }

    private void Warn(BoardKind board, string broker, FlashRequest request)
    {
        if (!lowered.IsComplete)
        {
            Terminal.Verbatim($"note: the image is not complete. Class libraries come from nanoFramework's packages for the board's firmware; these are not here: {string.Join(", ", lowered.MissingLibraries)}.");
            Terminal.Verbatim("      Build with -p:NanoFrameworkPackages=true, or name a folder with their .pe files with --libraries.");
        }

        if (request.Firmware == null)
        {
            Terminal.Verbatim($"note: this fits firmware {board.Firmware}; nanoff takes the newest. nanoff --listtargets --platform {board.Platform} lists versions, --firmware chooses one.");
        }

        if (broker.StartsWith("127.", StringComparison.Ordinal) || broker.StartsWith("localhost:", StringComparison.Ordinal))
        {
            Terminal.Verbatim($"note: {broker} is the board itself; name the broker as the board reaches it, with --broker.");
        }

        if (board.Network == "wifi")
        {
            Terminal.Verbatim(request.Ssid == null
                ? "note: no --ssid; the board joins the wireless network that it was set to before, if any."
                : $"note: {FlashPlan.NetworkFile} holds the network's password in the clear; delete it when the board is flashed.");
        }

        foreach (string note in board.Notes)
        {
            Terminal.Verbatim($"note: {note}");
        }
    }
}
