namespace NanoLive.Patching;

/// <summary>A build whose replaceable classes can be extended by a patch. Same input, same bytes.</summary>
public sealed class PreparedBuild
{
    internal PreparedBuild(IReadOnlyList<string> names, IReadOnlyList<BuildFile> files, PreparationReport report)
    {
        Names = names;
        Files = files;
        Report = report;
    }

    /// <summary>Assembly names, in the order of <see cref="Files"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>In ordinal order of their assembly names.</summary>
    public IReadOnlyList<BuildFile> Files { get; }

    public PreparationReport Report { get; }
}
