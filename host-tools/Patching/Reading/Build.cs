namespace NanoLive.Patching;

/// <summary>
/// The device assemblies of an application, read and walked through once: holding one means that every table and body could be read, that all of
/// them are device assemblies, and that every reference is among them or a board library's.
/// </summary>
public sealed class Build
{
    internal Build(IReadOnlyList<BuildFile> files, IReadOnlyList<string> names, IReadOnlyList<string> applications, bool isPrepared, IReadOnlyList<BuildFile> libraries)
    {
        Files = files;
        Libraries = libraries;
        Names = names;
        Applications = applications;
        IsPrepared = isPrepared;
    }

    /// <summary>In ordinal order of their assembly names; without board libraries and without the generated <c>NanoLive.Release</c>.</summary>
    public IReadOnlyList<BuildFile> Files { get; }

    /// <summary>Assembly names, in the order of <see cref="Files"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Classes that implement <c>NanoLive.Update.IApplication</c>, each as <c>Namespace.Class, Assembly</c>.</summary>
    public IReadOnlyList<string> Applications { get; }

    /// <summary>True for the folder of a release: its assemblies were prepared already.</summary>
    public bool IsPrepared { get; }

    /// <summary>
    /// Board libraries that lie beside the assemblies, or in their folder <c>libraries</c>; there may be none. They are never prepared, and they tell
    /// what else a board has: what they need themselves.
    /// </summary>
    internal IReadOnlyList<BuildFile> Libraries { get; }

    /// <summary>Reads all .dll and .exe files of a folder, not of folders below.</summary>
    public static Result<Build> Read(string folder) => BuildReader.Read(folder);

    public static Result<Build> Read(IReadOnlyList<BuildFile> files) => BuildReader.Read(files);
}
