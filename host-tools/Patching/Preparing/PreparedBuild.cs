namespace NanoLive.Patching;

/// <summary>A build whose replaceable classes can be extended by a patch. Same input, same bytes.</summary>
public sealed class PreparedBuild
{
    internal PreparedBuild(IReadOnlyList<string> names, IReadOnlyList<BuildFile> files, PreparationReport report, Source source)
    {
        Names = names;
        Files = files;
        Report = report;
        Source = source;
    }

    /// <summary>Assembly names, in the order of <see cref="Files"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>In ordinal order of their assembly names.</summary>
    public IReadOnlyList<BuildFile> Files { get; }

    public PreparationReport Report { get; }

    /// <summary>The definitions behind the bytes, with the places of the build they were made from.</summary>
    internal Source Source { get; }
}
