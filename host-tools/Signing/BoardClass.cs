using System.Security.Cryptography;
using System.Text;

namespace NanoLive.Signing;

/// <summary>The ids by which a manifest says what it fits (draft-ietf-suit-manifest-34, section 8.4.8.2): UUIDs of version 5 (RFC 9562).</summary>
public static class BoardClass
{
    private static readonly byte[] DnsNamespace = Convert.FromHexString("6ba7b8109dad11d180b400c04fd430c8");

    /// <param name="domain">A domain name that the vendor owns.</param>
    /// <returns>16 bytes, big endian.</returns>
    public static byte[] VendorId(string domain) => Uuid(DnsNamespace, domain);

    /// <summary>The id of a kind of board: what one assembly can run on.</summary>
    /// <param name="family">Name of the board's folder in <c>boards/</c>, or of the vendor's own choosing.</param>
    /// <returns>16 bytes, big endian.</returns>
    public static byte[] ClassId(byte[] vendorId, string family) => Uuid(vendorId, family);

    // RFC 9562, section 5.5: the first 16 bytes of SHA-1 over namespace and name, with version and variant in their places.
    private static byte[] Uuid(byte[] space, string name)
    {
        byte[] uuid = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)])[..16];
        uuid[6] = (byte)(uuid[6] & 0x0F | 0x50);
        uuid[8] = (byte)(uuid[8] & 0x3F | 0x80);
        return uuid;
    }
}
