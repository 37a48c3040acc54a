using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The assemblies that a lowered one may refer to, by simple name; the first one added under a name counts. Files are read when they are first
/// needed. Not for several threads at once.
/// </summary>
public sealed class AssemblyReferences : IAssemblyResolver
{
    private readonly Dictionary<string, Func<byte[]>> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssemblyDefinition?> _read = new(StringComparer.Ordinal);

    public AssemblyReferences Add(string name, byte[] assembly)
    {
        _sources.TryAdd(name, () => assembly);
        return this;
    }

    public AssemblyReferences AddFile(string path)
    {
        _sources.TryAdd(Path.GetFileNameWithoutExtension(path), () => File.ReadAllBytes(path));
        return this;
    }

    /// <summary>Every .dll of a folder, in ordinal order of names.</summary>
    public AssemblyReferences AddFolder(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            AddFile(path);
        }

        return this;
    }

    /// <summary>Null when there is no readable assembly of that name.</summary>
    AssemblyDefinition? IAssemblyResolver.Resolve(AssemblyNameReference name) => Find(name.Name);

    AssemblyDefinition? IAssemblyResolver.Resolve(AssemblyNameReference name, ReaderParameters parameters) => Find(name.Name);

    void IDisposable.Dispose()
    {
    }

    /// <summary>A file that cannot be read is as good as none: what is looked for in it is reported as unresolved.</summary>
    private AssemblyDefinition? Read(Func<byte[]> source)
    {
        try
        {
            return ModuleFile.Read(source(), this, out _)?.Assembly;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private AssemblyDefinition? Find(string name)
    {
        if (!_read.TryGetValue(name, out var assembly))
        {
            // Taken for absent while it is being read, should it refer to itself.
            _read[name] = null;
            assembly = _sources.TryGetValue(name, out var source) ? Read(source) : null;
            _read[name] = assembly;
        }

        return assembly;
    }
}
