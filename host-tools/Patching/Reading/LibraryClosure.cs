using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which board libraries a release puts on a board: those that its assemblies refer to, and what these need in turn, as far as the libraries lie beside the
/// build. What a library without native code needs besides can travel in a patch; native code cannot.
/// </summary>
internal sealed class LibraryClosure
{
    private readonly Dictionary<string, AssemblyNameReference> _known = new(StringComparer.Ordinal);

    public LibraryClosure(Build release)
    {
        using var libraries = Source.Open(release.Libraries);
        foreach (var library in Needed(Source.Open(release.Files), libraries))
        {
            _known.TryAdd(library.Name, library);
        }
    }

    /// <summary>By reference: the library itself need not be at hand.</summary>
    public IReadOnlyCollection<AssemblyNameReference> Known => _known.Values;

    /// <summary>The new build with the libraries it brings along that the board lacks, as far as they and all that they lack consist of IL.</summary>
    public Build WithNew(Build next)
    {
        using var libraries = Source.Open(next.Libraries);
        var lacking = Needed(Source.Open(next.Files), libraries).Select(r => libraries.Resolve(r)).OfType<AssemblyDefinition>().Where(l => !_known.ContainsKey(l.Name.Name)).ToList();
        for (var dropped = -1; dropped != 0;)
        {
            dropped = lacking.RemoveAll(l => HasNativeCode(l) || l.MainModule.AssemblyReferences.Any(r => !_known.ContainsKey(r.Name) && lacking.All(o => o.Name.Name != r.Name)));
        }

        var files = next.Libraries.Where(f => lacking.Any(l => l.Name.Name == Path.GetFileNameWithoutExtension(f.FileName))).ToList();
        return files.Count == 0 ? next : new Build([.. next.Files, .. files], [.. next.Names, .. files.Select(f => Path.GetFileNameWithoutExtension(f.FileName))], next.Applications, next.IsPrepared, next.Libraries);
    }

    private static IEnumerable<AssemblyNameReference> Needed(Source build, Source libraries)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<AssemblyNameReference>(build.Assemblies.SelectMany(a => a.MainModule.AssemblyReferences).Where(r => BoardLibraries.IsOne(r.Name)));
        while (queue.TryDequeue(out var reference))
        {
            if (seen.Add(reference.Name))
            {
                yield return reference;
                foreach (var next in libraries.Resolve(reference)?.MainModule.AssemblyReferences ?? [])
                {
                    queue.Enqueue(next);
                }
            }
        }
    }

    private static bool HasNativeCode(AssemblyDefinition library) =>
        library.MainModule.GetTypes().SelectMany(t => t.Methods).Any(m => m.IsInternalCall || m.IsPInvokeImpl);
}
