using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NanoLive.Patching;

/// <summary>
/// The digest that names a release (FORMAT.md, "Release digest"): SHA-256 over the number of the rules by which it becomes what boards run (4 bytes, big
/// endian), and, for each prepared assembly in ordinal order of the names, the length of
/// its simple name in UTF-8 (4 bytes, big endian), the name, and the SHA-256 of its bytes. <c>NanoLive.Release</c>, which holds it, does not count.
/// </summary>
public static class ReleaseDigest
{
    /// <summary>
    /// 3: members have the names and signatures that FORMAT.md says, and subscriptions to pins and delegates given to class libraries go to the board's lines. A patch that was made by other rules would take one
    /// member for another, and a board of before would not know of the subscriptions that a patch makes.
    /// </summary>
    private const int Rules = 3;

    /// <summary>32 bytes.</summary>
    public static byte[] Of(PreparedBuild build)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, Rules);
        hash.AppendData(length);
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
