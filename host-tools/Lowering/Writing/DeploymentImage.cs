using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// What is flashed beside the firmware: .pe files one after the other, each filled up to a multiple of four with zeros, in an order in which
/// an assembly comes after those it refers to; otherwise by name. References that are not given are the firmware's part.
/// </summary>
public static class DeploymentImage
{
    /// <summary>The bytes; <paramref name="images"/> must be of distinct names.</summary>
    public static byte[] Build(IEnumerable<PeImage> images)
    {
        var bytes = new LittleEndianWriter();
        foreach (var image in Order(images))
        {
            bytes.Bytes(PeImageWriter.Write(image));
            while (bytes.Length % 4 != 0)
            {
                bytes.U8(0);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>References first.</summary>
    public static IReadOnlyList<PeImage> Order(IEnumerable<PeImage> images)
    {
        var byName = images.ToDictionary(image => PeStrings.Text(image, image.Header.AssemblyName), StringComparer.Ordinal);
        var ordered = new List<PeImage>();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in byName.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name);
        }

        return ordered;

        void Visit(string name)
        {
            if (!byName.TryGetValue(name, out var image) || !visited.Add(name))
            {
                return;
            }

            foreach (var reference in image.AssemblyRefs.Select(row => PeStrings.Text(image, row.Name)).Order(StringComparer.Ordinal))
            {
                Visit(reference);
            }

            ordered.Add(image);
        }
    }
}
