using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Signing;
using NanoLive.Trust;

namespace NanoLive.Attacks.Tests;

/// <summary>
/// What stands between the network and a board's flash: the board's own parser and its checks, with one trusted and one revoked key. A good
/// offer of the next sequence number is at hand to show, after an attack, that nothing changed.
/// </summary>
internal sealed class Receiver : IDisposable
{
    public const string DeviceId = "station-3";
    public const long HighestSequence = 41;
    public const long UtcSeconds = 1_800_000_000;

    private readonly SoftwareSignatures _signatures = new();
    private readonly ManifestVerification _verification;

    public Receiver()
    {
        Trusted = SigningKey.Generate();
        Revoked = SigningKey.Generate();
        byte[][] keys = [Trusted.Public.Point.ToArray(), Revoked.Public.Point.ToArray()];
        var identity = new ReleaseIdentity(Release, VendorId, ClassId, keys, Revoked.Public.Id.ToArray(), "Station, Station", _signatures);
        _verification = new ManifestVerification(identity, _signatures, AssemblyGeneration.Il, DeviceId);
        Limits = new OfferLimits { HighestSequence = HighestSequence, UtcSeconds = UtcSeconds, SlotLengthBytes = 4096 };
    }

    public static byte[] Release { get; } = SHA256.HashData("release"u8);

    public static byte[] VendorId { get; } = BoardClass.VendorId("nanolive.example");

    public static byte[] ClassId { get; } = BoardClass.ClassId(VendorId, "simulated");

    public SigningKey Trusted { get; }

    public SigningKey Revoked { get; }

    public OfferLimits Limits { get; }

    /// <summary>Null unless the last offer was taken.</summary>
    public VerifiedManifest? Manifest { get; private set; }

    public void Dispose()
    {
        Trusted.Dispose();
        Revoked.Dispose();
    }

    /// <summary>What the board answers to an offer.</summary>
    public int Receive(byte[] envelope) => Receive(envelope, () => { });

    /// <summary>The same, with something happening between parsing and checking.</summary>
    public int Receive(byte[] envelope, Action meanwhile)
    {
        Manifest = null;
        ParsedOffer? offer = OfferParser.Parse(envelope, out int status);
        if (offer is null)
        {
            return status;
        }

        meanwhile();
        _verification.Begin(offer, Limits);
        for (int slices = 0; !_verification.Step(200); slices++)
        {
            Assert.True(slices < 1000, "the verification does not end");
        }

        Manifest = _verification.Manifest;
        Assert.Equal(Manifest is not null, _verification.Status == Status.Ok);
        return _verification.Status;
    }

    /// <summary>What the board answers to the bytes of a payload that arrive for the manifest it took.</summary>
    public int Deliver(byte[] payload, out VerifiedPatch? patch, int pieceBytes = 64, IUnpacking? unpacking = null)
    {
        var verification = new PayloadVerification(new SoftwareSignatures(), unpacking, Release);
        verification.Begin(Manifest!.PayloadDigest, Manifest.PayloadLengthBytes, Limits.SlotLengthBytes);
        for (int offset = 0; offset < payload.Length; offset += pieceBytes)
        {
            // The same buffer again and again, as on the board: whoever kept a reference to it would see it change.
            byte[] piece = payload[offset..Math.Min(offset + pieceBytes, payload.Length)];
            int status = verification.Append(piece, 0, piece.Length);
            piece.AsSpan().Fill(0xCC);
            if (status != Status.Ok)
            {
                patch = null;
                return status;
            }
        }

        patch = verification.Finish(out int outcome);
        for (int steps = 0; verification.IsPacked && !verification.Expand(out patch, out outcome); steps++)
        {
            Assert.True(steps < 10_000, "expanding does not end");
        }

        Assert.Equal(patch is not null, outcome == Status.Ok);
        return outcome;
    }

    /// <summary>The offer is refused with this status and no receipt, and afterwards the board takes what it would have taken before.</summary>
    public void AssertRefused(int expected, byte[] envelope)
    {
        Assert.Equal(expected, Receive(envelope));
        Assert.Null(Manifest);
        AssertUnchanged();
    }

    public void AssertUnchanged()
    {
        Assert.Equal(HighestSequence, Limits.HighestSequence);
        Assert.Equal(Status.Ok, Receive(new Forgery().Sign(Trusted)));
        Assert.Equal(HighestSequence + 1, Manifest!.Sequence);
    }
}
