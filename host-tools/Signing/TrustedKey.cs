using System.Security.Cryptography;

namespace NanoLive.Signing;

/// <summary>The public half of a signing key: what a release carries, so that its boards take patches from the holder of the other half.</summary>
public sealed class TrustedKey
{
    /// <summary>X and Y of the point, 32 bytes each, big endian.</summary>
    private readonly byte[] _point;

    internal TrustedKey(ECParameters parameters)
    {
        _point = [.. parameters.Q.X!, .. parameters.Q.Y!];
        Id = SHA256.HashData(_point).AsSpan(0, Format.SuitLabel.KeyIdLength).ToArray();
    }

    /// <summary>64 bytes, as boards keep it: X and Y, big endian.</summary>
    public ReadOnlyMemory<byte> Point => _point;

    /// <summary>8 bytes: the start of SHA-256 over <see cref="Point"/>. It names the key in an envelope.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    /// <summary>Reads <c>-----BEGIN PUBLIC KEY-----</c> (SPKI, RFC 5480), as <c>openssl pkey -pubout</c> writes it.</summary>
    public static Result<TrustedKey> FromPem(string pem, string name) => KeyPem.ReadPublic(pem, name);

    public static Result<TrustedKey> Load(string path) => KeyPem.Load(path, FromPem);

    /// <summary>The PEM that <see cref="FromPem"/> reads.</summary>
    public string ToPem()
    {
        using ECDsa key = ECDsa.Create(Parameters);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>Whether the holder of the other half signed this: r and s, 32 bytes each.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using ECDsa key = ECDsa.Create(Parameters);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECParameters Parameters => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = _point[..32], Y = _point[32..] },
    };
}
