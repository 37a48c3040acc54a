using NanoLive.Format;
using NanoLive.Signatures;
using NanoLive.Signing;
using NanoLive.Staging;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Attacks.Tests;

/// <summary>
/// The same attacks with a flash behind them: a refused offer never touches it, and what was staged is checked once more on the way from the
/// flash into memory. RFC 9124: THREAT.IMG.REPLACE, THREAT.IMG.EXPIRED, THREAT.NET.ONPATH.
/// </summary>
public sealed class FlashAttacks : IDisposable
{
    private readonly Receiver _board = new();
    private readonly MemoryFlash _flash = new();
    private PatchStore _store;

    public FlashAttacks()
    {
        _store = PatchStore.Open(_flash, out int status);
        Assert.Equal(Status.Ok, status);
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Refused_offer_never_touches_the_flash()
    {
        using SigningKey stranger = SigningKey.Generate();
        var other = new Forgery();
        Forgery.Replace(other.Parameters, SuitLabel.ParameterBase, Forgery.Bytes(new byte[32]));
        byte[][] signed = [new Forgery().Sign(stranger), new Forgery().Sign(_board.Revoked), other.Sign(_board.Trusted), Offer(0).Sign(_board.Trusted)];
        foreach (byte[] offer in (byte[][])[[], new byte[9000], .. signed])
        {
            Assert.NotEqual(Status.Ok, Receive(offer));
        }

        Assert.Equal(0, _flash.Operations);
    }

    [Fact]
    public void Threat_img_expired_Older_offer_after_a_newer_one_also_after_a_reset()
    {
        Assert.Equal(Status.Ok, Stage(Offer(50)));
        int operations = _flash.Operations;
        Assert.Equal(Status.SequenceNotHigher, Receive(Offer(49).Sign(_board.Trusted)));
        Assert.Equal(Status.SequenceNotHigher, Receive(Offer(50, new byte[99]).Sign(_board.Trusted)));
        Reset();
        Assert.Equal(Status.SequenceNotHigher, Receive(Offer(49).Sign(_board.Trusted)));
        Assert.Equal(Status.SequenceNotHigher, Receive(Offer(50, new byte[99]).Sign(_board.Trusted)));
        Assert.Equal(operations, _flash.Operations);
        Assert.Equal(Status.Ok, Receive(Offer(51).Sign(_board.Trusted)));
    }

    [Fact]
    public void Threat_net_onpath_Wrong_chunks_fill_a_slot_and_are_never_handed_out()
    {
        Forgery offer = Offer(50);
        byte[] payload = offer.Payload!;
        offer.Payload = null;
        Assert.Equal(Status.Ok, Receive(offer.Sign(_board.Trusted)));
        var staging = new PatchStaging(_store);
        Assert.Equal(Status.Ok, staging.Begin(_board.Manifest));
        Assert.Equal(Status.PayloadLengthWrong, staging.Accept(0, new byte[255]));
        Assert.Equal(Status.PayloadLengthWrong, staging.Accept(0, new byte[257]));
        Assert.Equal(Status.Ok, staging.Accept(7, new byte[256]));
        Assert.Equal(0, staging.NextChunk);

        byte[] wrong = [.. payload];
        wrong[100] ^= 1;
        for (int chunk = 0; chunk * 256 < wrong.Length; chunk++)
        {
            Assert.Equal(Status.Ok, staging.Accept(chunk, wrong[(chunk * 256)..Math.Min(wrong.Length, (chunk + 1) * 256)]));
            while (staging.NextChunk == PatchStaging.NoChunk && !staging.Step(out int status))
            {
                Assert.Equal(Status.Ok, status);
            }
        }

        Assert.NotNull(staging.Patch);
        Assert.Equal(Status.PayloadDigestWrong, Load(staging.Patch.Slot, out VerifiedPatch? patch));
        Assert.Null(patch);

        // The board says so to its store, boots as before, and takes the good one when it comes.
        Assert.Equal(Status.Ok, _store.MarkFailed(staging.Patch.Slot, Status.PayloadDigestWrong));
        Assert.False(_store.FailedBefore(_board.Manifest!.PayloadDigest));
        Reset();
        Assert.Equal(Status.Ok, _store.MarkBoot(out BootChoice choice));
        Assert.Equal(PatchStore.NoSlot, choice.Slot);
        Assert.Equal(Status.Ok, Stage(Offer(51)));
    }

    [Fact]
    public void Threat_img_replace_Payload_exchanged_in_flash_after_it_was_checked()
    {
        Assert.Equal(Status.Ok, Stage(Offer(50)));
        int slot = _store.StagingSlot;
        Assert.Equal(Status.Ok, Load(slot, out _));
        byte[] region = _flash.Region(2 + slot);
        for (int i = 0; i < region.Length && region[i] != 0xFF; i++)
        {
            region[i] ^= 0x01;
            int status = Load(slot, out VerifiedPatch? patch);
            Assert.Equal(patch is null, status != Status.Ok);
            region[i] ^= 0x01;
        }

        region.AsSpan(0, 600).Fill(0xAA);
        Assert.NotEqual(Status.Ok, Load(slot, out VerifiedPatch? replaced));
        Assert.Null(replaced);
    }

    private static Forgery Offer(long sequence, byte[]? assembly = null)
    {
        var offer = new Forgery();
        Forgery.Replace(offer.Members, SuitLabel.ManifestSequence, Forgery.Number(sequence));
        if (assembly is not null)
        {
            offer.Payload = EnvelopeWriter.WritePayload([1], assembly);
            byte[] digest = System.Security.Cryptography.SHA256.HashData(offer.Payload);
            Forgery.Replace(offer.Parameters, SuitLabel.ParameterImageDigest, Forgery.Bytes(EnvelopeWriter.WriteDigest(digest)));
            Forgery.Replace(offer.Parameters, SuitLabel.ParameterImageSize, Forgery.Number(offer.Payload.Length));
        }

        return offer;
    }

    private void Reset() => _store = PatchStore.Open(_flash, out _);

    private int Receive(byte[] envelope)
    {
        _board.Limits.HighestSequence = _store.HighestSequence;
        _board.Limits.ResumedDigest = _store.ResumableDigest;
        _board.Limits.SlotLengthBytes = _store.SlotLengthBytes;
        return _board.Receive(envelope);
    }

    private int Stage(Forgery offer)
    {
        int status = Receive(offer.Sign(_board.Trusted));
        if (status != Status.Ok)
        {
            return status;
        }

        var staging = new PatchStaging(_store);
        status = staging.Begin(_board.Manifest);
        while (status == Status.Ok && !staging.Step(out status))
        {
        }

        return status;
    }

    // What the update session does before it loads: piece by piece from the flash into buffers of the verification's own.
    private int Load(int slot, out VerifiedPatch? patch)
    {
        var verification = new PayloadVerification(new SoftwareSignatures());
        int length = _store.LengthBytes(slot);
        verification.Begin(_store.Digest(slot), length);
        byte[] piece = new byte[200];
        patch = null;
        for (int offset = 0; offset < length; offset += piece.Length)
        {
            int count = Math.Min(piece.Length, length - offset);
            int status = _store.Read(slot, offset, piece, 0, count);
            status = status == Status.Ok ? verification.Append(piece, 0, count) : status;
            if (status != Status.Ok)
            {
                return status;
            }
        }

        patch = verification.Finish(out int outcome);
        return outcome;
    }
}
