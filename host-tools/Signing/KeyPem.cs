using System.Security.Cryptography;

namespace NanoLive.Signing;

/// <summary>Finds the key in a PEM file (RFC 7468), or says what the file holds instead.</summary>
internal static class KeyPem
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int MostBytes = 64 * 1024;

    public static Result<T> Load<T>(string path, Func<string, string, Result<T>> read)
        where T : class
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                return Result<T>.Refused("key", $"{path} is no key file: it is larger than any.");
            }

            return read(File.ReadAllText(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Result<T>.Refused(
                "key",
                File.Exists(path) ? $"{path} cannot be read: {failure.Message}" : $"{path} does not exist. 'nanolive keys new' makes a key.");
        }
    }

    public static Result<SigningKey> ReadPrivate(string pem, string name)
    {
        foreach ((string label, byte[] bytes) in Blocks(pem))
        {
            switch (label)
            {
                case "PRIVATE KEY":
                    return ImportPrivate(key => key.ImportPkcs8PrivateKey(bytes, out _), name);
                case "EC PRIVATE KEY":
                    return ImportPrivate(key => key.ImportECPrivateKey(bytes, out _), name);
                case "ENCRYPTED PRIVATE KEY":
                    return Result<SigningKey>.Refused("key", $"{name} is encrypted. Decrypt it first: openssl pkey -in {name} -out <file>");
                case "PUBLIC KEY":
                    return Result<SigningKey>.Refused("key", $"{name} holds a public key. Signing needs the private one.");
                case "RSA PRIVATE KEY" or "DSA PRIVATE KEY" or "OPENSSH PRIVATE KEY" or "CERTIFICATE":
                    return Result<SigningKey>.Refused("key", $"{name} holds a {label}; signing needs a P-256 key in PKCS #8 ('nanolive keys new').");
            }
        }

        return Result<SigningKey>.Refused("key", NotPem(name, "PRIVATE KEY"));
    }

    public static Result<TrustedKey> ReadPublic(string pem, string name)
    {
        foreach ((string label, byte[] bytes) in Blocks(pem))
        {
            if (label == "PUBLIC KEY")
            {
                using ECDsa key = ECDsa.Create();
                string? problem = Import(key, () => key.ImportSubjectPublicKeyInfo(bytes, out _), name);
                return problem is null ? new TrustedKey(key.ExportParameters(false)) : Result<TrustedKey>.Refused("key", problem);
            }

            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return Result<TrustedKey>.Refused(
                    "key",
                    $"{name} holds a private key, which must not leave its owner. Give its public half: openssl pkey -in {name} -pubout -out <file>");
            }

            if (label == "CERTIFICATE")
            {
                return Result<TrustedKey>.Refused("key", $"{name} holds a certificate. Take its key out: openssl x509 -in {name} -pubkey -noout");
            }
        }

        return Result<TrustedKey>.Refused("key", NotPem(name, "PUBLIC KEY"));
    }

    private static Result<SigningKey> ImportPrivate(Action<ECDsa> import, string name)
    {
        ECDsa key = ECDsa.Create();
        string? problem = Import(key, () => import(key), name);
        if (problem is null)
        {
            return new SigningKey(key);
        }

        key.Dispose();
        return Result<SigningKey>.Refused("key", problem);
    }

    private static string? Import(ECDsa key, Action import, string name)
    {
        try
        {
            import();
            ECCurve curve = key.ExportParameters(false).Curve;
            return curve.Oid.Value == P256 || curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256"
                ? null
                : $"{name} holds a key of the curve {curve.Oid.FriendlyName ?? curve.Oid.Value}. Boards verify P-256 only.";
        }
        catch (CryptographicException)
        {
            return $"{name} holds no key of the curve P-256 (also called prime256v1, secp256r1), or is damaged.";
        }
    }

    private static string NotPem(string name, string label) => $"{name} is not a PEM file with a line -----BEGIN {label}-----.";

    private static IEnumerable<(string Label, byte[] Bytes)> Blocks(string pem)
    {
        int start = 0;
        while (start < pem.Length && PemEncoding.TryFind(pem.AsSpan(start), out PemFields fields))
        {
            string block = pem[start..];
            yield return (block[fields.Label], Convert.FromBase64String(block[fields.Base64Data]));
            start += fields.Location.End.GetOffset(block.Length);
        }
    }
}
