using System.Security.Cryptography;
using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>
/// A <c>*.nlp</c> file: a signed envelope with its payload inside, always whole. Holding one proves that the board's own parsers read it and that
/// the payload has the digest and length the manifest names. Who signed it is known only after <see cref="IsSignedBy"/>.
/// </summary>
public sealed class PatchFile
{
    /// <summary>A larger file is not even looked at.</summary>
    public const int MostBytes = FormatLimit.PayloadBytes + FormatLimit.EnvelopeBytes;

    private readonly byte[] _envelope;

    private PatchFile(byte[] envelope, ParsedOffer offer, Plan plan, byte[] payload, byte[] assembly)
    {
        _envelope = envelope;
        Offer = offer;
        Plan = plan;
        Payload = payload;
        Assembly = assembly;
    }

    public ReadOnlyMemory<byte> Envelope => _envelope;

    /// <summary>The manifest's fields.</summary>
    public ParsedOffer Offer { get; }

    public Plan Plan { get; }

    /// <summary>Plan and assembly as the digest covers them.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    public ReadOnlyMemory<byte> Assembly { get; }

    /// <summary>The patch's name everywhere: SHA-256 of the payload, 64 hexadecimal digits, lower case.</summary>
    public string Digest => Convert.ToHexStringLower(Offer.PayloadDigest);

    /// <summary>Builds and signs a patch, or says everything that speaks against it. What is known to be dangerous is not signed.</summary>
    public static Result<PatchFile> Sign(PatchContents contents, SigningKey key)
    {
        Result<byte[]> plan = PlanWriter.Write(contents.Plan);
        string[] problems = [.. plan.Problems, .. PatchCheck.Problems(contents)];
        if (!plan.Succeeded || problems.Length > 0)
        {
            return Result<PatchFile>.Refused("patch-file", problems);
        }

        byte[] payload = EnvelopeWriter.WritePayload(plan.Value, contents.Assembly);
        byte[] manifest = EnvelopeWriter.WriteManifest(new ManifestFields
        {
            Sequence = (ulong)contents.Sequence,
            VendorId = contents.VendorId,
            ClassId = contents.ClassId,
            BaseDigest = contents.Plan.BaseDigest,
            Generation = contents.Generation,
            PayloadDigest = SHA256.HashData(payload),
            PayloadLengthBytes = payload.Length,
            ChunkLengthBytes = contents.ChunkLengthBytes,
            ExpirySeconds = contents.Expiry?.ToUnixTimeSeconds(),
            DeviceId = contents.DeviceId,
        });
        return Read(EnvelopeWriter.Sign(manifest, payload, key), "the new patch");
    }

    /// <param name="name">What messages call it: the file's name.</param>
    public static Result<PatchFile> Read(byte[] envelope, string name)
    {
        ParsedOffer? offer = OfferParser.Parse(envelope, MostBytes, out int status);
        if (offer is null)
        {
            return Result<PatchFile>.Refused("patch-file", $"{name} is no patch file, or is damaged: {StatusText.Of(status)} (status {status}).");
        }

        if (offer.PayloadOffset < 0)
        {
            return Result<PatchFile>.Refused("patch-file", $"{name} is an offer without its payload, not a patch file.");
        }

        byte[] payload = envelope.AsSpan(offer.PayloadOffset, offer.InlineLengthBytes).ToArray();
        if (payload.Length != offer.PayloadLengthBytes || !SHA256.HashData(payload).AsSpan().SequenceEqual(offer.PayloadDigest))
        {
            return Result<PatchFile>.Refused("patch-file", $"{name} is damaged: its payload is not the one that was signed.");
        }

        var reader = new CborReader(payload, 0, payload.Length);
        bool isPair = reader.ReadArray(2) == 2;
        int planLength = reader.ReadBytes(payload.Length);
        int planOffset = reader.Position - planLength;
        int assemblyLength = reader.ReadBytes(payload.Length);
        reader.ReadEnd();
        if (reader.Failed || !isPair || planLength == 0 || assemblyLength == 0)
        {
            return Result<PatchFile>.Refused("patch-file", $"{name} has a payload of another layout than this tool reads.");
        }

        Plan? plan = PlanReader.Read(payload, planOffset, planLength, out status);
        return plan is null
            ? Result<PatchFile>.Refused("patch-file", $"{name} has a plan that no board reads: {StatusText.Of(status)} (status {status}).")
            : new PatchFile(envelope, offer, plan, payload, payload[^assemblyLength..]);
    }

    public static Result<PatchFile> Load(string path)
    {
        try
        {
            return new FileInfo(path).Length > MostBytes
                ? Result<PatchFile>.Refused("patch-file", $"{path} is no patch file: it is larger than any.")
                : Read(File.ReadAllBytes(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Result<PatchFile>.Refused("patch-file", File.Exists(path) ? $"{path} cannot be read: {failure.Message}" : $"{path} does not exist.");
        }
    }

    /// <summary>Whether exactly this manifest was signed with the other half of the key.</summary>
    public bool IsSignedBy(TrustedKey key)
    {
        byte[] digest = SHA256.HashData(_envelope.AsSpan(Offer.ManifestOffset, Offer.ManifestLength));
        ReadOnlySpan<byte> protectedHeader = _envelope.AsSpan(Offer.ProtectedOffset, Offer.ProtectedLength);
        ReadOnlySpan<byte> signedDigest = _envelope.AsSpan(Offer.SignedDigestOffset, Offer.SignedDigestLength);

        // Sig_structure of RFC 9052, section 4.4, from the very bytes of the envelope, as boards put it together.
        byte[] signed = [0x84, 0x6A, .. "Signature1"u8, .. protectedHeader, 0x40, .. signedDigest];
        return digest.AsSpan().SequenceEqual(Offer.ManifestDigest) && key.Verifies(signed, Offer.Signature);
    }

    /// <summary>The envelope without its payload: what is offered when the payload travels in chunks.</summary>
    public byte[] OfferWithoutPayload()
    {
        const int HeadBytes = 3;
        byte[] offer = _envelope[..(Offer.ManifestOffset + Offer.ManifestLength)];

        // Tag 107 takes two bytes, then the map: of two members instead of three.
        offer[HeadBytes - 1]--;
        return offer;
    }

    /// <summary>The payload in pieces of the length that the manifest names.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        for (int offset = 0; offset < Payload.Length; offset += Offer.ChunkLengthBytes)
        {
            yield return Payload.Slice(offset, Math.Min(Offer.ChunkLengthBytes, Payload.Length - offset));
        }
    }
}
