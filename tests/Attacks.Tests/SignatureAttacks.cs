using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Attacks.Tests;

/// <summary>RFC 9124, THREAT.IMG.NON_AUTH, THREAT.KEY.EXPOSURE (what a revoked key is good for), THREAT.MFST.TOCTOU, THREAT.NET.ONPATH.</summary>
public sealed class SignatureAttacks : IDisposable
{
    private static readonly byte[] ProtectedHeader = [0xA1, 0x01, 0x26];

    private readonly Receiver _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Good_offer_is_taken() => _board.AssertUnchanged();

    [Fact]
    public void Threat_img_non_auth_Offer_without_signature()
    {
        byte[] manifest = new Forgery().Manifest();
        _board.AssertRefused(Status.SignatureMissing, EnvelopeWriter.WriteEnvelope(Digest(manifest), null, manifest, null));
    }

    [Fact]
    public void Threat_img_non_auth_Offer_without_authentication_wrapper()
    {
        byte[] manifest = new Forgery().Manifest();
        _board.AssertRefused(Status.SignatureMissing, [0xD8, 0x6B, 0xA1, 0x03, .. manifest]);
    }

    [Fact]
    public void Threat_img_non_auth_Key_that_the_board_does_not_trust()
    {
        using SigningKey stranger = SigningKey.Generate();
        _board.AssertRefused(Status.KeyUnknown, new Forgery().Sign(stranger));
    }

    [Fact]
    public void Threat_img_non_auth_Signature_that_names_no_key()
    {
        byte[] manifest = new Forgery().Manifest();
        _board.AssertRefused(Status.KeyUnknown, Envelope(manifest, null, Signature(manifest, _board.Trusted)));
    }

    [Fact]
    public void Threat_img_non_auth_Stranger_under_a_trusted_name()
    {
        using SigningKey stranger = SigningKey.Generate();
        byte[] manifest = new Forgery().Manifest();
        _board.AssertRefused(Status.SignatureWrong, Envelope(manifest, _board.Trusted.Public.Id.ToArray(), Signature(manifest, stranger)));
    }

    [Fact]
    public void Threat_key_exposure_Key_that_was_revoked() => _board.AssertRefused(Status.KeyRevoked, new Forgery().Sign(_board.Revoked));

    [Fact]
    public void Threat_img_non_auth_Signature_of_another_manifest()
    {
        byte[] signed = new Forgery { Payload = null }.Manifest();
        var forgery = new Forgery();
        Forgery.Replace(forgery.Members, SuitLabel.ManifestSequence, Forgery.Number(Receiver.HighestSequence + 2));
        byte[] manifest = forgery.Manifest();
        byte[] block = EnvelopeWriter.WriteSign1(ProtectedHeader, _board.Trusted.Public.Id.ToArray(), Signature(signed, _board.Trusted));
        _board.AssertRefused(Status.SignatureWrong, EnvelopeWriter.WriteEnvelope(Digest(manifest), block, manifest, null));
        _board.AssertRefused(Status.SignatureWrong, EnvelopeWriter.WriteEnvelope(Digest(signed), block, manifest, null));
    }

    [Fact]
    public void Threat_img_non_auth_Signature_of_the_bytes_in_another_context()
    {
        // Signed as something else than the digest of a SUIT manifest: the manifest itself, and with external data.
        byte[] manifest = new Forgery().Manifest();
        byte[] bare = _board.Trusted.Sign(manifest);
        byte[] structure = EnvelopeWriter.WriteSigStructure(ProtectedHeader, manifest);
        byte[] id = _board.Trusted.Public.Id.ToArray();
        _board.AssertRefused(Status.SignatureWrong, Envelope(manifest, id, bare));
        _board.AssertRefused(Status.SignatureWrong, Envelope(manifest, id, _board.Trusted.Sign(structure)));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void Threat_img_non_auth_Signature_out_of_range(byte value)
    {
        byte[] signature = new byte[64];
        signature.AsSpan().Fill(value);
        _board.AssertRefused(Status.SignatureWrong, Envelope(new Forgery().Manifest(), _board.Trusted.Public.Id.ToArray(), signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    public void Threat_img_non_auth_Signature_of_another_length(int length) => _board.AssertRefused(
        Status.Malformed, Envelope(new Forgery().Manifest(), _board.Trusted.Public.Id.ToArray(), new byte[length]));

    [Theory]
    [InlineData(new byte[] { 0xA1, 0x01, 0x27 })]
    [InlineData(new byte[] { 0xA1, 0x01, 0x05 })]
    [InlineData(new byte[] { 0xA1, 0x01, 0x38, 0x22 })]
    public void Threat_img_non_auth_Algorithm_of_the_attackers_choice(byte[] header)
    {
        byte[] manifest = new Forgery().Manifest();
        byte[] signature = _board.Trusted.Sign(EnvelopeWriter.WriteSigStructure(header, Digest(manifest)));
        byte[] block = EnvelopeWriter.WriteSign1(header, _board.Trusted.Public.Id.ToArray(), signature);
        _board.AssertRefused(Status.OtherFormatVersion, EnvelopeWriter.WriteEnvelope(Digest(manifest), block, manifest, null));
    }

    [Fact]
    public void Critical_header_that_the_board_does_not_know_is_refused()
    {
        // {1: -7, 2: [99], 99: 0}; crit is label 2 (RFC 9052, section 3.1).
        byte[] header = [0xA3, 0x01, 0x26, 0x02, 0x81, 0x18, 0x63, 0x18, 0x63, 0x00];
        byte[] manifest = new Forgery().Manifest();
        byte[] signature = _board.Trusted.Sign(EnvelopeWriter.WriteSigStructure(header, Digest(manifest)));
        byte[] block = EnvelopeWriter.WriteSign1(header, _board.Trusted.Public.Id.ToArray(), signature);
        _board.AssertRefused(Status.CommandUnknown, EnvelopeWriter.WriteEnvelope(Digest(manifest), block, manifest, null));
    }

    [Fact]
    public void Key_named_in_the_protected_header_is_taken_too()
    {
        byte[] header = [0xA2, 0x01, 0x26, 0x04, 0x48, .. _board.Trusted.Public.Id.Span];
        byte[] manifest = new Forgery { Payload = null }.Manifest();
        byte[] signature = _board.Trusted.Sign(EnvelopeWriter.WriteSigStructure(header, Digest(manifest)));
        byte[] envelope = EnvelopeWriter.WriteEnvelope(Digest(manifest), EnvelopeWriter.WriteSign1(header, null, signature), manifest, null);
        Assert.Equal(Status.Ok, _board.Receive(envelope));
        byte[] twice = EnvelopeWriter.WriteSign1(header, _board.Trusted.Public.Id.ToArray(), signature);
        _board.AssertRefused(Status.Malformed, EnvelopeWriter.WriteEnvelope(Digest(manifest), twice, manifest, null));
    }

    [Fact]
    public void Threat_net_onpath_Any_bit_of_the_signed_part_changed()
    {
        byte[] envelope = new Forgery { Payload = null }.Sign(_board.Trusted);
        for (int i = 0; i < envelope.Length; i++)
        {
            byte[] changed = [.. envelope];
            changed[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(Status.Ok, _board.Receive(changed));
            Assert.Null(_board.Manifest);
        }

        _board.AssertUnchanged();
    }

    [Fact]
    public void Threat_mfst_toctou_Manifest_changed_between_reading_and_checking()
    {
        byte[] envelope = new Forgery { Payload = null }.Sign(_board.Trusted);
        Assert.Equal(Status.SignatureWrong, _board.Receive(envelope, () => envelope[^1] ^= 1));
        Assert.Null(_board.Manifest);
        _board.AssertUnchanged();
    }

    [Fact]
    public void Threat_mfst_toctou_Manifest_changed_after_checking()
    {
        byte[] envelope = new Forgery().Sign(_board.Trusted);
        byte[] original = [.. envelope];
        Assert.Equal(Status.Ok, _board.Receive(envelope));
        byte[] digest = [.. _board.Manifest!.PayloadDigest];
        envelope.AsSpan().Clear();
        Assert.Equal(digest, _board.Manifest.PayloadDigest);
        Assert.Equal(Receiver.HighestSequence + 1, _board.Manifest.Sequence);
        byte[] inline = _board.Manifest.InlineBuffer.AsSpan(_board.Manifest.InlineOffset, _board.Manifest.PayloadLengthBytes).ToArray();
        Assert.Equal(Status.PayloadDigestWrong, _board.Deliver(inline, out _));
        Assert.Equal(Status.Ok, _board.Receive(original));
    }

    private static byte[] Digest(byte[] manifest) => EnvelopeWriter.WriteDigest(SHA256.HashData(manifest));

    private static byte[] Signature(byte[] manifest, SigningKey key) => key.Sign(EnvelopeWriter.WriteSigStructure(ProtectedHeader, Digest(manifest)));

    private static byte[] Envelope(byte[] manifest, byte[]? keyId, byte[] signature) =>
        EnvelopeWriter.WriteEnvelope(Digest(manifest), EnvelopeWriter.WriteSign1(ProtectedHeader, keyId, signature), manifest, null);
}
