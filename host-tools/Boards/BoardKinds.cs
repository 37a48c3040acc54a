using System.Reflection;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>The kinds of board that this tool was built with (<c>boards/</c> of the repository), and those in a file that somebody names.</summary>
public static class BoardKinds
{
    private const string Prefix = "board/";
    private static readonly Lazy<IReadOnlyList<BoardKind>> s_all = new(() => [.. Names().Select(Embedded)]);

    /// <summary>In ordinal order of their names.</summary>
    public static IReadOnlyList<BoardKind> All => s_all.Value;

    /// <summary>A board of the repository by name, or any by the path of its file.</summary>
    public static Result<BoardKind> Find(string nameOrPath)
    {
        if (nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return FromFile(nameOrPath);
        }

        return All.FirstOrDefault(kind => kind.Name == nameOrPath) is { } found
            ? found
            : Result<BoardKind>.Refused("board-kind", $"there is no kind of board {nameOrPath}; there are {string.Join(", ", All.Select(kind => kind.Name))}");
    }

    private static Result<BoardKind> FromFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > BoardKindReader.MostBytes
                ? Result<BoardKind>.Refused("board-kind", $"{path} describes no board: it is larger than any that does")
                : BoardKindReader.Read(File.ReadAllText(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Result<BoardKind>.Refused("board-kind", $"{path} cannot be read: {failure.Message}");
        }
    }

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static BoardKind Embedded(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        Result<BoardKind> kind = BoardKindReader.Read(reader.ReadToEnd(), $"boards/{resource[Prefix.Length..]}/board.json");
        return kind.Succeeded && kind.Value.Name == resource[Prefix.Length..]
            ? kind.Value
            : throw new InvalidOperationException(string.Join("; ", [.. kind.Problems, $"{resource} is named otherwise"]));
    }
}
