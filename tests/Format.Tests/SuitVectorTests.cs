using System.Security.Cryptography;
using System.Text;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

/// <summary>
/// Published envelopes and signatures: example 0 of draft-ietf-suit-manifest-27 (appendix B.1; its bytes are the same up to -34) with the key
/// from appendix B, and the single ECDSA signature of RFC 9052 (appendix C.2.1).
/// </summary>
public sealed class SuitVectorTests
{
    private const string SuitPublicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhJaBGq4LqqvSYVcYnuzaJr6qi/Eb
        bz/m4rVlnIXbwK07HypLbAmBMcCjbazR14vTgdzfsJwFLbM5kdtzOLSolg==
        -----END PUBLIC KEY-----
        """;

    private static readonly byte[] Example0 = Convert.FromHexString(
        "D86BA2025873825824822F58206658EA560262696DD1F13B782239A064DA7C6C5CBAF52FDED428A6FC83C7E5AF584AD28443A10126A0F658406C56F1"
        + "463DE7D83C945B88BCEB0797958938942A71B2B4A7DFFE2B4E8F07B91DD4EE3C6C48F869E668F6CE9113C32DE6B2B17DBCABDCAD5588102D486C3884"
        + "DF035871A50101020003585FA202818141000458568614A40150FA6B4A53D5AD5FDFBE9DE663E4D41FFE02501492AF1425695E48BF429B2D51F2AB45"
        + "035824822F582000112233445566778899AABBCCDDEEFF0123456789ABCDEFFEDCBA98765432100E1987D0010F020F074382030F0943821702");

    private const int ManifestOffset = 122;
    private const int SignatureOffset = 57;

    [Fact]
    public void Digest_of_the_published_manifest_covers_its_byte_string_head() =>
        Assert.Equal("6658EA560262696DD1F13B782239A064DA7C6C5CBAF52FDED428A6FC83C7E5AF", Convert.ToHexString(SHA256.HashData(Manifest)));

    [Fact]
    public void Published_signature_is_over_our_sig_structure()
    {
        byte[] signed = EnvelopeWriter.WriteSigStructure([0xA1, 0x01, 0x26], EnvelopeWriter.WriteDigest(SHA256.HashData(Manifest)));
        TrustedKey key = Assert.IsType<TrustedKey>(TrustedKey.FromPem(SuitPublicKey, "key").Value);
        Assert.True(key.Verifies(signed, Example0.AsSpan(SignatureOffset, 64)));
        signed[^1] ^= 1;
        Assert.False(key.Verifies(signed, Example0.AsSpan(SignatureOffset, 64)));
    }

    [Fact]
    public void Published_envelope_is_written_byte_for_byte()
    {
        byte[] block = EnvelopeWriter.WriteSign1([0xA1, 0x01, 0x26], null, Example0.AsSpan(SignatureOffset, 64).ToArray());
        byte[] envelope = EnvelopeWriter.WriteEnvelope(EnvelopeWriter.WriteDigest(SHA256.HashData(Manifest)), block, Manifest, null);
        Assert.Equal(Convert.ToHexString(Example0), Convert.ToHexString(envelope));
    }

    [Fact]
    public void Published_envelope_is_read_up_to_its_component_which_is_not_ours()
    {
        Assert.Null(OfferParser.Parse(Example0, out int status));
        Assert.Equal(Status.OtherComponent, status);
    }

    [Fact]
    public void Published_unsigned_envelope_is_refused_as_not_signed()
    {
        byte[] envelope = EnvelopeWriter.WriteEnvelope(EnvelopeWriter.WriteDigest(SHA256.HashData(Manifest)), null, Manifest, null);
        Assert.Null(OfferParser.Parse(envelope, out int status));
        Assert.Equal(Status.SignatureMissing, status);
    }

    [Fact]
    public void Single_signature_of_rfc_9052_is_over_our_sig_structure()
    {
        byte[] point = Convert.FromHexString(
            "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");
        byte[] signature = Convert.FromHexString(
            "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36");
        byte[] signed = EnvelopeWriter.WriteSigStructure([0xA1, 0x01, 0x26], Encoding.ASCII.GetBytes("This is the content."));
        using ECDsa key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[..32], Y = point[32..] },
        });
        Assert.True(TrustedKey.FromPem(key.ExportSubjectPublicKeyInfoPem(), "key").Value!.Verifies(signed, signature));
    }

    /// <summary>RFC 9562, appendix A.4; the vendor of the draft's examples, whose domain is arm.com.</summary>
    [Fact]
    public void Vendor_ids_are_the_published_ones()
    {
        Assert.Equal("2ED6657DE927568B95E12665A8AEA6A2", Convert.ToHexString(BoardClass.VendorId("www.example.com")));
        Assert.Equal("FA6B4A53D5AD5FDFBE9DE663E4D41FFE", Convert.ToHexString(BoardClass.VendorId("arm.com")));
    }

    private static byte[] Manifest => Example0[ManifestOffset..];
}
