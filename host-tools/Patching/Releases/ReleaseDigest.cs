using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NanoLive.Patching;

/// <summary>
/// The digest that names a release (FORMAT.md, "Release digest"): SHA-256 over, for each prepared assembly in ordinal order of the names, the length of
/// its simple name in UTF-8 (4 bytes, big endian), the name, and the SHA-256 of its bytes. <c>NanoLive.Release</c>, which holds it, does not count.
/// </summary>
public static class ReleaseDigest
{
    /// <summary>32 bytes.</summary>
    public static byte[] Of(PreparedBuild build)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[4];
        for (var i = 0; i < build.Files.Count; i++)
        {
            var name = Encoding.UTF8.GetBytes(build.Names[i]);
            BinaryPrimitives.WriteInt32BigEndian(length, name.Length);
            hash.AppendData(length);
            hash.AppendData(name);
            hash.AppendData(SHA256.HashData(build.Files[i].Image));
        }

        return hash.GetHashAndReset();
    }
}
