using System.Security.Cryptography;

namespace NanoLive.Signing;

/// <summary>A P-256 key that signs patches (ES256, RFC 9053 section 2.1). Whoever holds it decides what the boards run.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    internal SigningKey(ECDsa key)
    {
        _key = key;
        Public = new TrustedKey(key.ExportParameters(includePrivateParameters: false));
    }

    public TrustedKey Public { get; }

    public static SigningKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>
    /// Reads <c>-----BEGIN PRIVATE KEY-----</c> (PKCS #8, RFC 5958) or <c>-----BEGIN EC PRIVATE KEY-----</c> (RFC 5915), as openssl writes them.
    /// </summary>
    /// <param name="name">What messages call it: the file's name.</param>
    public static Result<SigningKey> FromPem(string pem, string name) => KeyPem.ReadPrivate(pem, name);

    public static Result<SigningKey> Load(string path) => KeyPem.Load(path, FromPem);

    /// <summary>PKCS #8, not encrypted.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>Writes a file that only its owner may read (where the system has such a thing). Never replaces a file.</summary>
    /// <returns>Null, or why it was not written.</returns>
    public string? Save(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var writer = new StreamWriter(path, options);
            writer.Write(ToPem());
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return $"{path} exists and is left as it is: choose another name.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {failure.Message}";
        }
    }

    /// <summary>r and s, 32 bytes each, big endian. Differs from call to call.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        _key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _key.Dispose();
}
