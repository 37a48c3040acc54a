using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>
/// The class libraries that a build was compiled against: .dll files to look names up in, and, where nanoFramework's packages are at hand, the
/// .pe files that go onto the board. They lie in the build's folder <c>libraries</c>, or, as other build systems leave them, beside its assemblies.
/// </summary>
public sealed class ClassLibraries
{
    /// <summary>Folder below a build's output.</summary>
    public const string FolderName = "libraries";

    /// <summary>What stands for hardware on the simulated board; no package has it, no board needs it.</summary>
    private static readonly string[] s_simulated = ["NanoLive.Socket", "NanoLive.Hardware"];

    private readonly Dictionary<string, string> _dlls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeImage> _images = new(StringComparer.Ordinal);

    private ClassLibraries()
    {
    }

    /// <summary>By simple name.</summary>
    public IReadOnlyDictionary<string, PeImage> Images => _images;

    /// <summary>Looks into the build's folders and into <paramref name="more"/>; the first file of a name counts, in the order of <paramref name="more"/>, then the build.</summary>
    public static Result<ClassLibraries> Of(string build, IEnumerable<string> more)
    {
        ClassLibraries libraries = new();
        List<string> problems = [];
        string own = Path.Combine(build, FolderName);
        foreach (string folder in more)
        {
            libraries.Add(folder, problems);
        }

        if (Directory.Exists(own))
        {
            libraries.Add(own, problems);
        }

        libraries.Add(build, problems);
        if (problems.Count == 0 && !libraries._dlls.ContainsKey("mscorlib"))
        {
            problems.Add($"{own} has no mscorlib.dll, without which nothing can be lowered; build again");
        }

        return problems.Count == 0 ? libraries : Result<ClassLibraries>.Refused("class-libraries", [.. problems]);
    }

    /// <summary>What lowering looks names up in: the release as it is flashed, then the libraries. Each call gives a new one.</summary>
    public AssemblyReferences References(ReleaseImage release)
    {
        AssemblyReferences references = new();
        foreach (BuildFile file in release.Files)
        {
            references.Add(Path.GetFileNameWithoutExtension(file.FileName), file.Image);
        }

        foreach (string path in _dlls.Values)
        {
            references.AddFile(path);
        }

        return references;
    }

    /// <summary>A library's .pe; null: it is not at hand.</summary>
    public byte[]? PeOf(string name) => Images.TryGetValue(name, out PeImage? image) ? PeImageWriter.Write(image) : null;

    /// <summary>All libraries that are needed when <paramref name="names"/> are, as far as the files tell; in ordinal order.</summary>
    public IReadOnlyList<string> Closure(IEnumerable<string> names)
    {
        SortedSet<string> needed = new(StringComparer.Ordinal);
        Stack<string> open = new(names);
        while (open.TryPop(out string? name))
        {
            if (!s_simulated.Contains(name) && needed.Add(name))
            {
                foreach (string reference in ReferencesOf(name))
                {
                    open.Push(reference);
                }
            }
        }

        return [.. needed];
    }

    private IEnumerable<string> ReferencesOf(string name)
    {
        if (_images.TryGetValue(name, out PeImage? image))
        {
            return [.. image.AssemblyRefs.Select(reference => PeStrings.Text(image, reference.Name))];
        }

        if (!_dlls.TryGetValue(name, out string? path))
        {
            return [];
        }

        try
        {
            using PEReader file = new(File.OpenRead(path));
            MetadataReader metadata = file.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or InvalidOperationException or UnauthorizedAccessException)
        {
            // Lowering will say what is wrong with it, if it needs it.
            return [];
        }
    }

    private void Add(string folder, List<string> problems)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                string extension = Path.GetExtension(path);
                if (extension.Equals(".dll", StringComparison.OrdinalIgnoreCase))
                {
                    _dlls.TryAdd(Path.GetFileNameWithoutExtension(path), path);
                }
                else if (extension.Equals(".pe", StringComparison.OrdinalIgnoreCase))
                {
                    AddImage(path, problems);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{folder} cannot be read: {failure.Message}");
        }
    }

    private void AddImage(string path, List<string> problems)
    {
        if (new FileInfo(path).Length > PeReader.MaxSizeBytes)
        {
            problems.Add($"{path} is larger than any .pe");
            return;
        }

        byte[] bytes = File.ReadAllBytes(path);
        Result<PeImage> read = PeReader.Read(bytes);
        if (!read.Succeeded)
        {
            problems.Add($"{path}: {read.Diagnostics[0].Message}");
        }
        else if (PeVerifier.Verify(read.Value, PeRules.Release).FirstOrDefault(finding => finding.Severity == Severity.Error) is { } finding)
        {
            problems.Add($"{path}: {finding.Place}: {finding.Message}");
        }
        else if (!PeImageWriter.Write(read.Value).AsSpan().SequenceEqual(bytes))
        {
            // What goes onto the board is written anew from what was read; it has to be the same file.
            problems.Add($"{path} has bytes in its header that no class library has");
        }
        else
        {
            _images.TryAdd(PeStrings.Text(read.Value, read.Value.Header.AssemblyName), read.Value);
        }
    }
}
