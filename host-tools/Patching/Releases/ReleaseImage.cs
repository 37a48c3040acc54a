namespace NanoLive.Patching;

/// <summary>What gets flashed: the prepared assemblies and the generated <c>NanoLive.Release</c>.</summary>
public sealed class ReleaseImage
{
    private ReleaseImage(IReadOnlyList<BuildFile> files, byte[] digest, PreparationReport report)
    {
        Files = files;
        Digest = digest;
        Report = report;
    }

    /// <summary>File names as in the build, then <c>NanoLive.Release.dll</c>.</summary>
    public IReadOnlyList<BuildFile> Files { get; }

    /// <summary>32 bytes; see FORMAT.md.</summary>
    public byte[] Digest { get; }

    public PreparationReport Report { get; }

    public static Result<ReleaseImage> Create(Build build, ReleaseIdentity identity, PreparationOptions options) => throw new NotImplementedException();
}
