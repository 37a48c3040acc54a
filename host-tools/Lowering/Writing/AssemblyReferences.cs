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

    private AssemblyDefinition? Find(string name)
    {
        if (!_read.TryGetValue(name, out var assembly))
        {
            assembly = _sources.TryGetValue(name, out var source) ? ModuleFile.Read(source(), this, out _)?.Assembly : null;
            _read[name] = assembly;
        }

        return assembly;
    }
}
