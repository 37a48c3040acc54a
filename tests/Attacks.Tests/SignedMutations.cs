using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Attacks.Tests;

/// <summary>A signer gone wrong: manifests with random damage that carry a good signature all the same.</summary>
public sealed class SignedMutations : IDisposable
{
    private readonly Receiver _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Damaged_manifest_with_a_good_signature_is_refused_or_is_a_whole_one()
    {
        var random = new Random(11);
        byte[] original = new Forgery { Payload = null }.Manifest();
        int taken = 0;
        for (int round = 0; round < 600; round++)
        {
            byte[] manifest = [.. original];

            // The head stays: the host's writer would not take anything else for a value.
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                manifest[random.Next(2, manifest.Length)] = (byte)random.Next(256);
            }

            int status = _board.Receive(EnvelopeWriter.Sign(manifest, null, _board.Trusted));
            Assert.True(status is Status.Ok or >= Status.Malformed and <= Status.OtherComponent, $"round {round}: {status}");
            if (status == Status.Ok)
            {
                taken++;
                Assert.True(_board.Manifest!.Sequence > Receiver.HighestSequence, $"round {round}");
                Assert.InRange(_board.Manifest.PayloadLengthBytes, 1, _board.Limits.SlotLengthBytes);
                Assert.InRange(_board.Manifest.ChunkLengthBytes, FormatLimit.LeastChunkBytes, FormatLimit.ChunkBytes);
                Assert.Equal(32, _board.Manifest.PayloadDigest.Length);
            }
        }

        // Damage to the payload's digest is a manifest like any other; if none was taken, nothing was tried.
        Assert.InRange(taken, 1, 400);
        _board.AssertUnchanged();
    }
}
