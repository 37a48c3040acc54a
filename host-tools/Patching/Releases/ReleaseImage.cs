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

    /// <summary>Simple names of the assemblies of a release that are never prepared and never replaced.</summary>
    public static IReadOnlyCollection<string> NeverReplaced => BoardLibraries.Runtime;

    public static Result<ReleaseImage> Create(Build build, ReleaseIdentity identity, PreparationOptions options)
    {
        var diagnostics = new Diagnostics();
        Check(build, identity, diagnostics);
        if (diagnostics.HasErrors)
        {
            return diagnostics.Result<ReleaseImage>(null);
        }

        var prepared = Preparation.Prepare(build, options);
        var digest = ReleaseDigest.Of(prepared);
        var core = prepared.Source.Assemblies.First().MainModule.AssemblyReferences.First(r => r.Name == BoardLibraries.CoreLibrary);
        var generated = new BuildFile(BoardLibraries.ReleaseAssembly + ".dll", IdentityAssembly.Create(identity, digest, core));
        return diagnostics.Result(new ReleaseImage([.. prepared.Files, generated], digest, prepared.Report));
    }

    private static void Check(Build build, ReleaseIdentity identity, Diagnostics diagnostics)
    {
        if (build.IsPrepared)
        {
            diagnostics.Error("release-already", "This folder is a release already. Name the folder that the device projects were built into.");
        }

        if (identity.VendorId.Length != 16 || identity.ClassId.Length != 16)
        {
            diagnostics.Error("identity-length", "Vendor and class are 16 bytes each.");
        }

        if (identity.Keys.Count == 0 || identity.Keys.Any(k => k.Length != 64))
        {
            diagnostics.Error("key-length", "A release trusts at least one key; each is 64 bytes, X and Y of a P-256 point.");
        }

        if (!build.Applications.Contains(identity.Application))
        {
            diagnostics.Error("application-missing", build.Applications.Count == 0
                ? "No class implements NanoLive.Update.IApplication. Write one: it is what the board starts."
                : $"{identity.Application} is no application. There is: {string.Join("; ", build.Applications)}.");
        }
    }
}
