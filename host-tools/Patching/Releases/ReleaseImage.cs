using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What gets flashed: the prepared assemblies and the generated <c>NanoLive.Release</c>.</summary>
public sealed class ReleaseImage
{
    /// <summary>What static data of one assembly can hold on a board, with room to spare.</summary>
    private const int MostImageBytes = 60_000;

    private readonly ReleaseIdentity _identity;
    private readonly AssemblyNameReference _core;

    private ReleaseImage(IReadOnlyList<BuildFile> prepared, IEnumerable<byte[]> images, ReleaseIdentity identity, AssemblyNameReference core, byte[] digest, PreparationReport report)
    {
        _identity = identity;
        _core = core;
        Prepared = prepared;
        Images = Unpacks ? Fitting(images) : [];
        Digest = digest;
        Report = report;
        Files = [.. prepared, new BuildFile(BoardLibraries.ReleaseAssembly + ".dll", IdentityAssembly.Create(identity, digest, core, Images))];
    }

    /// <summary>Without <c>NanoLive.Release.dll</c>.</summary>
    public IReadOnlyList<BuildFile> Prepared { get; }

    /// <summary>Whether boards with this release expand packed payloads: it brings <c>NanoLive.Unpacking</c>.</summary>
    public bool Unpacks => Prepared.Any(file => Path.GetFileNameWithoutExtension(file.FileName) == BoardLibraries.Unpacking);

    /// <summary>Copies of assemblies that <c>NanoLive.Release</c> carries, for patches to be packed against; none where nothing unpacks.</summary>
    public IReadOnlyList<byte[]> Images { get; }

    /// <summary>An assembly that is what any patch has: the first of the images on boards that load .pe, once it is lowered.</summary>
    public byte[] Sample => SamplePatch.Create(_core);

    /// <summary>File names as in the build, then <c>NanoLive.Release.dll</c>.</summary>
    public IReadOnlyList<BuildFile> Files { get; }

    /// <summary>32 bytes; see FORMAT.md.</summary>
    public byte[] Digest { get; }

    public PreparationReport Report { get; }

    /// <summary>Simple names of the assemblies of a release that are never prepared and never replaced.</summary>
    public static IReadOnlyCollection<string> NeverReplaced => BoardLibraries.Runtime;

    /// <summary>Simple names of the others, whose objects patches take over.</summary>
    public IReadOnlyCollection<string> ReplaceableNames => [.. Replaceable(Prepared).Select(file => Path.GetFileNameWithoutExtension(file.FileName))];

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
        return diagnostics.Result(new ReleaseImage(prepared.Files, Replaceable(prepared.Files).Select(file => file.Image), identity, core, digest, prepared.Report));
    }

    /// <summary>The same release with other images: those of a board that loads another form of assemblies.</summary>
    public ReleaseImage With(IEnumerable<byte[]> images) => new(Prepared, images, _identity, _core, Digest, Report);

    /// <summary>The files that patches can replace something of.</summary>
    public static IEnumerable<BuildFile> Replaceable(IEnumerable<BuildFile> files) =>
        files.Where(file => !NeverReplaced.Contains(Path.GetFileNameWithoutExtension(file.FileName)));

    // In their order, as long as there is room: whoever has the build finds the same ones.
    private static IReadOnlyList<byte[]> Fitting(IEnumerable<byte[]> images)
    {
        var left = MostImageBytes;
        return [.. images.TakeWhile(image => (left -= image.Length) >= 0)];
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
