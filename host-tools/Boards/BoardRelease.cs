using NanoLive.Lowering;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>
/// A release for a kind of board: lowered, with the class libraries' own .pe as far as they are at hand, and compared with what the board has.
/// Holding one proves that all of ours was lowered without an error and fits the deployment region; only <see cref="CanRun"/> says that the
/// board runs it. Stand-ins are never lowered: they are not what runs on a board.
/// </summary>
public sealed class BoardRelease
{
    private BoardRelease(BoardKind board, IReadOnlyList<LoweredAssembly> assemblies, byte[] deployment, IReadOnlyList<string> missing, IReadOnlyList<string> obstacles)
    {
        Board = board;
        Assemblies = assemblies;
        Deployment = deployment;
        MissingLibraries = missing;
        Obstacles = obstacles;
    }

    public BoardKind Board { get; }

    /// <summary>In the order of the image: references first.</summary>
    public IReadOnlyList<LoweredAssembly> Assemblies { get; }

    /// <summary>All of them as one image for the deployment region.</summary>
    public byte[] Deployment { get; }

    /// <summary>Class libraries that are needed, as far as is known, and whose .pe is not at hand.</summary>
    public IReadOnlyList<string> MissingLibraries { get; }

    /// <summary>Why the board cannot run it, whatever libraries are added; a sentence each.</summary>
    public IReadOnlyList<string> Obstacles { get; }

    public bool IsComplete => MissingLibraries.Count == 0;

    public bool CanRun => IsComplete && Obstacles.Count == 0;

    /// <summary>Heap for the firmware's records of these assemblies, whose bytes stay in flash.</summary>
    public int RecordHeapBytes => Assemblies.Sum(assembly => assembly.Budget.RecordHeapBytes);

    /// <summary>Lowers everything, or says what cannot be lowered.</summary>
    public static Result<BoardRelease> Create(ReleaseImage release, ClassLibraries libraries, BoardKind board)
    {
        // 1. Ours, with copies of what patches will be packed against.
        release = release.With(BaseImages.Of(release, libraries).Images);
        AssemblyReferences references = libraries.References(release);
        ReleaseLowering lowering = new(release);
        Dictionary<string, LoweredAssembly> assemblies = new(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (BuildFile file in release.Files)
        {
            string name = Path.GetFileNameWithoutExtension(file.FileName);
            Result<LoweredPe> result = AssemblyLowering.Lower(file.Image, references, lowering.Of(name));
            problems.AddRange(result.Problems.Select(problem => $"{name}: {problem}"));
            if (result.Succeeded)
            {
                assemblies[name] = new LoweredAssembly(name, result.Value.Bytes, result.Value.Image, IsLibrary: false) { Names = result.Value.Names };
            }
        }

        if (problems.Count > 0)
        {
            return Result<BoardRelease>.Refused("board-release", [.. problems]);
        }

        // 2. What they need.
        string[] direct = [.. assemblies.Values.SelectMany(assembly => assembly.Image.AssemblyRefs.Select(row => PeStrings.Text(assembly.Image, row.Name)))];
        IReadOnlyList<string> needed = libraries.Closure(direct.Except(assemblies.Keys));
        foreach (string name in needed.Where(libraries.Images.ContainsKey))
        {
            assemblies[name] = new LoweredAssembly(name, libraries.PeOf(name)!, libraries.Images[name], IsLibrary: true);
        }

        // 3. One image, references first.
        IReadOnlyList<PeImage> order = DeploymentImage.Order(assemblies.Values.Select(assembly => assembly.Image));
        LoweredAssembly[] ordered = [.. order.Select(image => assemblies[PeStrings.Text(image, image.Header.AssemblyName)])];
        byte[] deployment = DeploymentImage.Build(order);
        if (deployment.Length > board.Deployment.LengthBytes)
        {
            return Result<BoardRelease>.Refused("board-release", $"the image has {deployment.Length} bytes, and the deployment region of {board.Name} {board.Deployment.LengthBytes}");
        }

        // 4. What stands against it.
        string[] missing = [.. needed.Where(name => !libraries.Images.ContainsKey(name))];
        return new BoardRelease(board, ordered, deployment, missing, [.. BoardObstacles.Of(ordered, needed, libraries, board)]);
    }
}
