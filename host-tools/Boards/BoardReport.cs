using System.Globalization;
using NanoLive.Lowering.Listing;
using NanoLive.Patching;

namespace NanoLive.Boards;

/// <summary>What a lowered release takes of a board, and what it leaves.</summary>
public static class BoardReport
{
    /// <summary>Lines for people.</summary>
    public static IEnumerable<string> Lines(BoardRelease release)
    {
        BoardKind board = release.Board;
        int width = release.Assemblies.Max(assembly => assembly.Name.Length);
        yield return $"{board.Name}: {board.Title}";
        yield return $"firmware {board.Target}, {board.Firmware}; assemblies {board.Generation}";
        yield return "";
        yield return $"{"assembly".PadRight(width)}  {"flash",9}  {"heap",7}  types  methods";
        foreach (LoweredAssembly assembly in release.Assemblies)
        {
            PeBudget budget = assembly.Budget;
            yield return $"{assembly.Name.PadRight(width)}  {Text(budget.ImageBytes),9}  {Text(budget.RecordHeapBytes),7}  {budget.Types,5}  {budget.Methods,7}{(assembly.IsLibrary ? "  class library" : "")}";
        }

        string least = release.IsComplete ? "" : "at least ";
        yield return "";
        yield return $"flash       {least}{Share(release.Deployment.Length, board.Deployment.LengthBytes)} bytes of the deployment region at {board.Deployment.Address}";
        yield return $"            {Runtime(release)}";
        yield return $"heap        {least}{Share(release.RecordHeapBytes, board.Heap.Bytes)} bytes for the CLR's records of assemblies{(board.Heap.IsAtMost ? "; the board has this much at most" : "")}";
        yield return $"assemblies  {least}{release.Assemblies.Count + release.MissingLibraries.Count} of {PeBudget.MaxAssemblies}";
        yield return board.Files is { } files
            ? $"drive       {files.Drive} {files.Format}, {Text(files.LengthBytes)} bytes: settings and patches"
            : "drive       none: a patch goes live and is gone with the next reset";
        foreach (string line in Remarks(release, board))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Remarks(BoardRelease release, BoardKind board)
    {
        if (!release.IsComplete)
        {
            yield return "";
            yield return $"NOT COMPLETE: class libraries come from nanoFramework's packages that fit the board's firmware, and these are not here: {string.Join(", ", release.MissingLibraries)}.";
            yield return "Build with -p:NanoFrameworkPackages=true, or name a folder with their .pe files.";
        }

        if (release.Obstacles.Count > 0)
        {
            yield return "";
            yield return "CANNOT RUN on this board:";
            foreach (string obstacle in release.Obstacles)
            {
                yield return $"  {obstacle}";
            }
        }

        foreach (string note in board.Notes)
        {
            yield return "";
            yield return $"note: {note}";
        }
    }

    /// <summary>What the board takes for being updated, in all: a part that is an assembly of its own is no less flash.</summary>
    private static string Runtime(BoardRelease release)
    {
        List<LoweredAssembly> parts = [.. release.Assemblies.Where(assembly => ReleaseImage.NeverReplaced.Contains(assembly.Name))];
        return $"{Text(parts.Sum(part => part.Budget.ImageBytes))} of them the runtime with its parts: {string.Join(", ", parts.Select(part => $"{part.Name} {Text(part.Budget.ImageBytes)}"))}";
    }

    private static string Share(int part, int whole) => $"{Text(part)} of {Text(whole)} ({(100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture)} %)";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
