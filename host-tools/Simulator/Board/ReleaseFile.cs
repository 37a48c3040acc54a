using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NanoLive.Simulator;

/// <summary>One assembly as bytes.</summary>
/// <param name="Name">Simple name, as other assemblies refer to it.</param>
/// <param name="Image">The .dll.</param>
/// <param name="Symbols">Portable debug symbols, or null.</param>
public sealed record ReleaseFile(string Name, byte[] Image, byte[]? Symbols)
{
    /// <summary>Takes the name from the image; null when that is no assembly.</summary>
    public static ReleaseFile? FromImage(byte[] image, byte[]? symbols)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(image, writable: false));
            if (!file.HasMetadata)
            {
                return null;
            }

            var metadata = file.GetMetadataReader();
            return metadata.IsAssembly ? new ReleaseFile(metadata.GetString(metadata.GetAssemblyDefinition().Name), image, symbols) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
