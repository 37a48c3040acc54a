namespace NanoLive.Simulator;

/// <summary>Assemblies in memory, by simple name: those of a release, or a board's class libraries.</summary>
public sealed class ReleaseFiles
{
    private readonly Dictionary<string, ReleaseFile> _files = new(StringComparer.Ordinal);

    /// <summary>Takes the files as they are; of two assemblies of one name the first counts.</summary>
    public ReleaseFiles(IEnumerable<ReleaseFile> files)
    {
        foreach (var file in files)
        {
            _files.TryAdd(file.Name, file);
        }
    }

    /// <summary>All of them, in order of their names.</summary>
    public IEnumerable<ReleaseFile> All => _files.Values.OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>Reads every .dll of a folder, with its portable symbols where they lie beside it.</summary>
    /// <exception cref="InvalidDataException">A file is not an assembly.</exception>
    public static ReleaseFiles FromFolder(string folder) =>
        new(Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(Read));

    /// <summary>The file of that simple name, or null.</summary>
    public ReleaseFile? Find(string simpleName) => _files.GetValueOrDefault(simpleName);

    /// <summary>Writes every file, symbols beside it; the folder is made when it does not exist.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in All)
        {
            File.WriteAllBytes(Path.Combine(folder, file.Name + ".dll"), file.Image);
            if (file.Symbols != null)
            {
                File.WriteAllBytes(Path.Combine(folder, file.Name + ".pdb"), file.Symbols);
            }
        }
    }

    private static ReleaseFile Read(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        string symbols = Path.ChangeExtension(path, ".pdb");
        return ReleaseFile.FromImage(image, File.Exists(symbols) ? File.ReadAllBytes(symbols) : null)
            ?? throw new InvalidDataException($"{path} is not an assembly");
    }
}
