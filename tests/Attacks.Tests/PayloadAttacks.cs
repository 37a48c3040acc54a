using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Signing;
using NanoLive.Trust;

namespace NanoLive.Attacks.Tests;

/// <summary>RFC 9124: THREAT.IMG.REPLACE, THREAT.IMG.EXTRA, THREAT.NET.ONPATH on the payload; and envelopes that are too large.</summary>
public sealed class PayloadAttacks : IDisposable
{
    private readonly Receiver _board = new();
    private readonly Forgery _forgery = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Good_payload_is_taken_in_pieces_of_any_length(int pieceBytes)
    {
        byte[] payload = Take();
        Assert.Equal(Status.Ok, _board.Deliver(payload, out VerifiedPatch? patch, pieceBytes));
        Assert.Equal(_board.Manifest!.PayloadDigest, patch!.Digest);
        Assert.Equal(payload, EnvelopeWriter.WritePayload(patch.Plan, patch.Image));
    }

    [Fact]
    public void Threat_img_replace_Payload_other_than_the_one_that_was_signed()
    {
        byte[] payload = Take();
        Assert.Equal(Status.PayloadDigestWrong, _board.Deliver(new byte[payload.Length], out VerifiedPatch? patch));
        Assert.Null(patch);
        _board.AssertUnchanged();
    }

    [Fact]
    public void Threat_net_onpath_Any_byte_of_the_payload_changed()
    {
        byte[] payload = Take();
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] ^= 0x01;
            Assert.Equal(Status.PayloadDigestWrong, _board.Deliver(payload, out _));
            payload[i] ^= 0x01;
        }

        Assert.Equal(Status.Ok, _board.Deliver(payload, out _));
    }

    [Fact]
    public void Threat_img_extra_Bytes_behind_the_payload()
    {
        byte[] payload = Take();
        Assert.Equal(Status.PayloadLengthWrong, _board.Deliver([.. payload, 0x00], out _));
        Assert.Equal(Status.PayloadLengthWrong, _board.Deliver([.. payload, .. payload], out _, payload.Length));
    }

    [Fact]
    public void Payload_that_ends_early_is_refused()
    {
        byte[] payload = Take();
        foreach (int length in new[] { 0, 1, 5, payload.Length / 2, payload.Length - 1 })
        {
            Assert.Equal(Status.PayloadLengthWrong, _board.Deliver(payload[..length], out _));
        }
    }

    [Fact]
    public void Threat_img_extra_Bytes_behind_the_envelope() => _board.AssertRefused(Status.Malformed, [.. _forgery.Sign(_board.Trusted), 0x00]);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Threat_img_extra_Inline_payload_of_another_length_than_signed(int difference)
    {
        byte[] manifest = _forgery.Manifest();
        byte[] payload = new byte[_forgery.Payload!.Length + difference];
        _board.AssertRefused(Status.PayloadLengthWrong, EnvelopeWriter.Sign(manifest, payload, _board.Trusted));
    }

    [Theory]
    [InlineData("81414100")]
    [InlineData("824141410000")]
    [InlineData("83414141424143")]
    [InlineData("8240424142")]
    [InlineData("82424142" + "40")]
    [InlineData("82614141")]
    [InlineData("825bffffffffffffffff41")]
    [InlineData("825a7fffffff41")]
    [InlineData("82580141" + "4141")]
    [InlineData("825f4141ff41")]
    [InlineData("00")]
    public void Threat_img_format_Signed_payload_of_another_layout(string hex)
    {
        byte[] payload = Convert.FromHexString(hex);
        _forgery.Payload = payload;
        byte[] digest = EnvelopeWriter.WriteDigest(SHA256.HashData(payload));
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterImageDigest, Forgery.Bytes(digest));
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterImageSize, Forgery.Number(payload.Length));
        Assert.Equal(Status.Ok, _board.Receive(_forgery.Sign(_board.Trusted)));
        Assert.Equal(Status.Malformed, _board.Deliver(payload, out VerifiedPatch? patch, 3));
        Assert.Null(patch);
        _board.AssertUnchanged();
    }

    [Fact]
    public void Payload_longer_than_the_flash_is_refused_before_it_is_fetched()
    {
        _forgery.Payload = null;
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterImageSize, Forgery.Number(_board.Limits.SlotLengthBytes));
        Assert.Equal(Status.Ok, _board.Receive(_forgery.Sign(_board.Trusted)));
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterImageSize, Forgery.Number(_board.Limits.SlotLengthBytes + 1));
        _board.AssertRefused(Status.TooLarge, _forgery.Sign(_board.Trusted));
    }

    [Fact]
    public void Envelope_over_the_limit_is_refused_unread()
    {
        _board.AssertRefused(Status.TooLarge, new byte[FormatLimit.EnvelopeBytes + 1]);
        _board.AssertRefused(Status.Malformed, new byte[FormatLimit.EnvelopeBytes]);
    }

    [Fact]
    public void Manifest_over_its_limit_is_malformed()
    {
        Forgery.Add(_forgery.Parameters, SuitLabel.ParameterDevice, writer => writer.WriteTextString(new string('x', 900)));
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }

    private byte[] Take()
    {
        Assert.Equal(Status.Ok, _board.Receive(_forgery.Sign(_board.Trusted)));
        return [.. _forgery.Payload!];
    }
}
