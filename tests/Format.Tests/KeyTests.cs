using System.Diagnostics;
using System.Security.Cryptography;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

public sealed class KeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolive-keys");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Key_written_as_pem_is_read_again()
    {
        using SigningKey key = SigningKey.Generate();
        using SigningKey read = SigningKey.FromPem(key.ToPem(), "key").Value!;
        Assert.Equal(key.Public.Point.ToArray(), read.Public.Point.ToArray());
        TrustedKey trusted = TrustedKey.FromPem(key.Public.ToPem(), "key").Value!;
        Assert.Equal(key.Public.Point.ToArray(), trusted.Point.ToArray());
        Assert.Equal(SHA256.HashData(trusted.Point.Span)[..8], trusted.Id.ToArray());
        Assert.True(trusted.Verifies("x"u8, key.Sign("x"u8)));
    }

    [Fact]
    public void Key_is_saved_for_its_owner_only_and_never_over_another_file()
    {
        using SigningKey key = SigningKey.Generate();
        string path = Path.Combine(_folder.FullName, "signing.pem");
        Assert.Null(key.Save(path));
        Assert.True(SigningKey.Load(path).Succeeded);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Contains("exists", key.Save(path));
        Assert.Contains("cannot be written", key.Save(Path.Combine(path, "below")));
    }

    [Fact]
    public void Key_of_another_curve_is_refused_by_name()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Contains("P-256", Assert.Single(SigningKey.FromPem(other.ExportPkcs8PrivateKeyPem(), "key.pem").Problems));
        Assert.Contains("P-256", Assert.Single(TrustedKey.FromPem(other.ExportSubjectPublicKeyInfoPem(), "key.pem").Problems));
        using RSA rsa = RSA.Create(2048);
        Assert.Contains("P-256", Assert.Single(SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem(), "key.pem").Problems));
        Assert.Contains("P-256", Assert.Single(SigningKey.FromPem(rsa.ExportRSAPrivateKeyPem(), "key.pem").Problems));
    }

    [Fact]
    public void Encrypted_key_is_refused_with_the_way_to_decrypt_it()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        string problem = Assert.Single(SigningKey.FromPem(pem, "key.pem").Problems);
        Assert.Contains("encrypted", problem);
        Assert.Contains("openssl", problem);
    }

    [Fact]
    public void Public_and_private_key_are_not_taken_for_each_other()
    {
        using SigningKey key = SigningKey.Generate();
        Assert.Contains("public key", Assert.Single(SigningKey.FromPem(key.Public.ToPem(), "key.pem").Problems));
        Assert.Contains("must not leave", Assert.Single(TrustedKey.FromPem(key.ToPem(), "key.pem").Problems));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_key_is_refused_in_one_line(string pem)
    {
        Assert.Contains("key.pem", Assert.Single(SigningKey.FromPem(pem, "key.pem").Problems));
        Assert.Contains("key.pem", Assert.Single(TrustedKey.FromPem(pem, "key.pem").Problems));
    }

    [Fact]
    public void Missing_key_file_is_named_with_the_way_to_make_one()
    {
        string path = Path.Combine(_folder.FullName, "none.pem");
        string problem = Assert.Single(SigningKey.Load(path).Problems);
        Assert.Contains(path, problem);
        Assert.Contains("keys new", problem);
        Assert.False(TrustedKey.Load(_folder.FullName).Succeeded);
    }

    [Fact]
    public void Openssl_reads_our_keys()
    {
        using SigningKey key = SigningKey.Generate();
        string path = Path.Combine(_folder.FullName, "signing.pem");
        Assert.Null(key.Save(path));
        string printed = OpenSsl("pkey", "-in", path, "-noout", "-text");
        Assert.Contains("prime256v1", printed);
        string spki = Path.Combine(_folder.FullName, "trusted.pem");
        File.WriteAllText(spki, key.Public.ToPem());
        Assert.Contains("prime256v1", OpenSsl("pkey", "-pubin", "-in", spki, "-noout", "-text"));
        Assert.Equal(key.Public.ToPem().ReplaceLineEndings("\n"), OpenSsl("pkey", "-in", path, "-pubout").ReplaceLineEndings("\n"));
    }

    [Fact]
    public void We_read_keys_of_openssl()
    {
        string path = Path.Combine(_folder.FullName, "signing.pem");
        OpenSsl("ecparam", "-name", "prime256v1", "-genkey", "-out", path);
        using SigningKey key = SigningKey.Load(path).Value!;
        string spki = Path.Combine(_folder.FullName, "trusted.pem");
        OpenSsl("pkey", "-in", path, "-pubout", "-out", spki);
        Assert.Equal(key.Public.Point.ToArray(), TrustedKey.Load(spki).Value!.Point.ToArray());
    }

    [Fact]
    public void Openssl_verifies_our_signatures()
    {
        using SigningKey key = SigningKey.Generate();
        string spki = Path.Combine(_folder.FullName, "trusted.pem");
        string message = Path.Combine(_folder.FullName, "message");
        string signature = Path.Combine(_folder.FullName, "signature");
        File.WriteAllText(spki, key.Public.ToPem());
        File.WriteAllText(message, "message");
        File.WriteAllBytes(signature, Der(key.Sign("message"u8)));
        Assert.Contains("Verified OK", OpenSsl("dgst", "-sha256", "-verify", spki, "-signature", signature, message));
    }

    // openssl wants SEQUENCE { INTEGER r, INTEGER s } (RFC 3279, section 2.2.3).
    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(0, 32)));
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(32)));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> number) => number[Math.Max(0, number.IndexOfAnyExcept((byte)0))..];

    private static string OpenSsl(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed");
            throw;
        }
    }
}
