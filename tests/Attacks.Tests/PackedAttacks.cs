using System.Security.Cryptography;
using System.Text;
using NanoLive.Format;
using NanoLive.Packing;
using NanoLive.Signing;
using NanoLive.Trust;

namespace NanoLive.Attacks.Tests;

/// <summary>
/// RFC 9124 on packed payloads: THREAT.IMG.FORMAT, THREAT.IMG.REPLACE, THREAT.IMG.INCOMPATIBLE; and payloads that would become more than the board has
/// room for. A signer can be careless or compromised, so signed payloads are attacked, too.
/// </summary>
public sealed class PackedAttacks : IDisposable
{
    private static readonly byte[] s_plan = Encoding.ASCII.GetBytes("the plan of a patch of a driver of a board");
    private static readonly byte[] s_assembly = [.. Enumerable.Range(0, 900).Select(i => (byte)(i * i / 7))];
    private static readonly PackedBase s_images = new([.. new[] { s_assembly[..800] }]);
    private static readonly byte[] s_packed = PayloadPacker.Pack(s_plan, s_assembly, s_images, Receiver.Release)!;

    private readonly Receiver _board = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Good_packed_payload_is_expanded(int pieceBytes)
    {
        Sign(s_packed);
        Assert.Equal(Status.Ok, _board.Deliver(s_packed, out VerifiedPatch? patch, pieceBytes, s_images.Unpacking()));
        Assert.Equal(s_plan, patch!.Plan);
        Assert.Equal(s_assembly, patch.Image);
        Assert.Equal(SHA256.HashData(s_packed), patch.Digest);
    }

    [Fact]
    public void Threat_img_replace_Nothing_is_expanded_that_was_not_signed()
    {
        Sign(s_packed);
        for (int i = 0; i < s_packed.Length; i++)
        {
            byte[] changed = [.. s_packed];
            changed[i] ^= 0x10;
            Assert.Equal(Status.PayloadDigestWrong, _board.Deliver(changed, out VerifiedPatch? patch, unpacking: s_images.Unpacking()));
            Assert.Null(patch);
        }
    }

    [Fact]
    public void Threat_img_format_Any_signed_packed_payload_ends_in_a_refusal_or_in_what_was_packed()
    {
        var random = new Random(4711);
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. s_packed[..random.Next(1, s_packed.Length + 1)]];
            changed[random.Next(changed.Length)] ^= (byte)random.Next(1, 256);
            changed[0] = changed[0] == PayloadVerification.ArrayOfTwo ? (byte)1 : changed[0];
            Sign(changed);
            int status = _board.Deliver(changed, out VerifiedPatch? patch, unpacking: s_images.Unpacking());
            Assert.Contains(status, new[] { Status.Ok, Status.Malformed, Status.TooLarge, Status.OtherBaseImages });
            Assert.True(patch is null || patch.Image.AsSpan().SequenceEqual(s_assembly));
        }
    }

    [Fact]
    public void Payload_that_expands_beyond_the_flash_is_refused_before_anything_is_expanded()
    {
        foreach (int length in new[] { _board.Limits.SlotLengthBytes + 1, (1 << 19) - 1 })
        {
            byte[] bomb = [.. s_packed];
            bomb[0] = (byte)((bomb[0] & 15) | (length >> 16 << 4));
            bomb[1] = (byte)length;
            bomb[2] = (byte)(length >> 8);
            Sign(bomb);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(Status.TooLarge, _board.Deliver(bomb, out _, unpacking: s_images.Unpacking()));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 * 1024);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Threat_img_incompatible_Packed_against_something_else(bool hasImages)
    {
        PackedBase other = hasImages ? new([.. new[] { SHA512.HashData(s_assembly) }]) : PackedBase.None;
        Sign(s_packed);
        Assert.Equal(Status.OtherBaseImages, _board.Deliver(s_packed, out VerifiedPatch? patch, unpacking: other.Unpacking()));
        Assert.Null(patch);
        _board.AssertUnchanged();
    }

    [Fact]
    public void Board_that_was_flashed_without_unpacking_says_so_and_takes_plain_payloads()
    {
        Sign(s_packed);
        Assert.Equal(Status.UnpackingMissing, _board.Deliver(s_packed, out VerifiedPatch? patch));
        Assert.Null(patch);
        byte[] plain = EnvelopeWriter.WritePayload(s_plan, s_assembly);
        Sign(plain);
        Assert.Equal(Status.Ok, _board.Deliver(plain, out patch));
        Assert.Equal(s_assembly, patch!.Image);
    }

    private void Sign(byte[] payload)
    {
        var forgery = new Forgery { Payload = payload };
        byte[] digest = EnvelopeWriter.WriteDigest(SHA256.HashData(payload));
        Forgery.Replace(forgery.Parameters, SuitLabel.ParameterImageDigest, Forgery.Bytes(digest));
        Forgery.Replace(forgery.Parameters, SuitLabel.ParameterImageSize, Forgery.Number(payload.Length));
        Forgery.Replace(forgery.Parameters, SuitLabel.ParameterPlanVersion, Forgery.Number(PlanReader.PackedVersion));
        Assert.Equal(Status.Ok, _board.Receive(forgery.Sign(_board.Trusted)));
    }
}
