using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>
/// The board's loader, with the answers of the real one: an image it cannot read is an ArgumentException, a reference that does not resolve a
/// bare Exception, the same bytes twice are the first one's types, and there is no unload.
/// </summary>
internal sealed class BootAssemblies(BootGate gate, BoardContext context, int capacity) : IAssemblyMemory
{
    // What the loader adds to an image's own length; measured on the real one with images of 400 to 7,400 bytes.
    private const int OverheadBytes = 220;

    private readonly Dictionary<string, Assembly> _patches = [];

    public int Count => context.Count;

    internal long PatchBytes { get; private set; }

    public Assembly? Find(string simpleName) => context.Find(simpleName);

    public Assembly Load(byte[] image)
    {
        gate.Check();
        string digest = Convert.ToHexString(SHA256.HashData(image));
        if (_patches.TryGetValue(digest, out var loaded))
        {
            return loaded;
        }

        if (Count >= capacity)
        {
            throw new BoardCrashException($"the board was made to load one assembly more than the {capacity} it can hold");
        }

        RequireReferences(image);
        Assembly assembly = LoadChecked(image);
        _patches.Add(digest, assembly);
        PatchBytes += image.Length + OverheadBytes;
        return assembly;
    }

    private Assembly LoadChecked(byte[] image)
    {
        Assembly assembly;
        try
        {
            assembly = context.Load(image, null);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            throw new ArgumentException(exception.Message);
        }

        try
        {
            ResolveAll(assembly.ManifestModule, image);
        }
        catch (Exception exception) when (exception is TypeLoadException or MissingMemberException or FileNotFoundException or BadImageFormatException)
        {
            throw new Exception(exception.Message);
        }

        return assembly;
    }

    private void RequireReferences(byte[] image)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(image, writable: false));
            var metadata = file.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                string name = metadata.GetString(metadata.GetAssemblyReference(handle).Name);
                if (Find(name) == null)
                {
                    throw new Exception("missing reference " + name);
                }
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw new ArgumentException(exception.Message);
        }
    }

    // The board resolves every reference when it loads; .NET would wait for the first use.
    private static void ResolveAll(Module module, byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image, writable: false));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            module.ResolveType(MetadataTokens.GetToken(handle));
        }

        foreach (var handle in metadata.MemberReferences)
        {
            module.ResolveMember(MetadataTokens.GetToken(handle));
        }
    }
}
