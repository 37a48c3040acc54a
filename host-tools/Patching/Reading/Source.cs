using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// The definitions of a build's assemblies, to look at and to change; each call of <see cref="Open"/> makes its own.
/// Invariant: nothing outside the build is ever resolved, so the board's libraries need not be there.
/// </summary>
internal sealed class Source : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _byName = new(StringComparer.Ordinal);
    private readonly BoardEnums _enums;

    public Source() => _enums = new BoardEnums(this);

    /// <summary>In ordinal order of names.</summary>
    public IEnumerable<AssemblyDefinition> Assemblies => _byName.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value);

    public bool HasSymbols { get; private set; } = true;

    public static Source Open(IEnumerable<BuildFile> files)
    {
        var source = new Source();
        foreach (var file in files)
        {
            source.Add(file);
        }

        return source;
    }

    public AssemblyDefinition Add(BuildFile file)
    {
        var assembly = Read(file);
        _byName[assembly.Name.Name] = assembly;
        return assembly;
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name) => _byName.GetValueOrDefault(name.Name);

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
    }

    private AssemblyDefinition Read(BuildFile file)
    {
        if (file.Symbols != null)
        {
            try
            {
                return AssemblyDefinition.ReadAssembly(new MemoryStream(file.Image), new ReaderParameters
                {
                    AssemblyResolver = this,
                    MetadataResolver = _enums,
                    ReadSymbols = true,
                    SymbolReaderProvider = new PortablePdbReaderProvider(),
                    SymbolStream = new MemoryStream(file.Symbols),
                });
            }
            catch (Exception e) when (e is SymbolsNotMatchingException or SymbolsNotFoundException or BadImageFormatException or IOException
                                      or ArgumentException or IndexOutOfRangeException)
            {
                // Symbols of another build, or not portable: places are missing then, nothing else.
            }
        }

        HasSymbols = false;
        return AssemblyDefinition.ReadAssembly(new MemoryStream(file.Image), new ReaderParameters { AssemblyResolver = this, MetadataResolver = _enums });
    }
}
