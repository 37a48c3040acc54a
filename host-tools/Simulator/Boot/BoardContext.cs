using System.Reflection;
using System.Runtime.Loader;

namespace NanoLive.Simulator;

/// <summary>
/// The assemblies of one boot. Every boot has its own, with statics of its own; unloading it is what a reset does to a board's memory.
/// Resolution: the release, then the board's class libraries (mscorlib among them), then .NET. NanoLive.Hardware is the one assembly that all
/// boards and the simulator share, and it is never loaded here. Of nanolive and nanoFramework nothing else may come from the host's own copies:
/// then a board would run code that is not in its flash.
/// </summary>
internal sealed class BoardContext : AssemblyLoadContext
{
    private const string Shared = "NanoLive.Hardware";

    private readonly ReleaseFiles _release;
    private readonly ReleaseFiles _libraries;

    internal BoardContext(string name, ReleaseFiles release, ReleaseFiles libraries)
        : base(name, isCollectible: true)
    {
        _release = release;
        _libraries = libraries;
    }

    internal int Count => Assemblies.Count();

    /// <summary>An assembly of the release or a board library; null when the board has none of that name.</summary>
    internal Assembly? Find(string simpleName)
    {
        foreach (var loaded in Assemblies)
        {
            if (string.Equals(loaded.GetName().Name, simpleName, StringComparison.Ordinal))
            {
                return loaded;
            }
        }

        return (_release.Find(simpleName) ?? _libraries.Find(simpleName)) is { } file ? Load(file.Image, file.Symbols) : null;
    }

    internal Assembly Load(byte[] image, byte[]? symbols)
    {
        using var stream = new MemoryStream(image, writable: false);
        using var symbolStream = symbols == null ? null : new MemoryStream(symbols, writable: false);
        return LoadFromStream(stream, symbolStream);
    }

    protected override Assembly? Load(AssemblyName wanted)
    {
        string name = wanted.Name!;
        if (name == Shared)
        {
            return null;
        }

        if (Find(name) is { } found)
        {
            return found;
        }

        bool isOurs = name.StartsWith("NanoLive.", StringComparison.Ordinal) || name.StartsWith("nanoFramework.", StringComparison.Ordinal);
        return isOurs ? throw new FileNotFoundException($"the board has no assembly {name}") : null;
    }
}
