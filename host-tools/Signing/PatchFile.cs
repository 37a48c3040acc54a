using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Unpacking;

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
    private readonly Plan? _plan;
    private readonly byte[]? _assembly;

    private PatchFile(byte[] envelope, ParsedOffer offer, byte[] payload, Plan? plan, byte[]? assembly)
    {
        _envelope = envelope;
        Offer = offer;
        Payload = payload;
        _plan = plan;
        _assembly = assembly;
    }

    public ReadOnlyMemory<byte> Envelope => _envelope;

    /// <summary>The manifest's fields.</summary>
    public ParsedOffer Offer { get; }

    /// <summary>As the digest covers it: plan and assembly, or the two packed.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    public bool IsPacked => Payload.Span[0] != PayloadVerification.ArrayOfTwo;

    /// <summary>False for a packed payload that was read without what it was packed against: then there is neither plan nor assembly to be seen.</summary>
    public bool IsExpanded => _plan is not null;

    public Plan Plan => _plan ?? throw NotExpanded();

    public ReadOnlyMemory<byte> Assembly => _assembly ?? throw NotExpanded();

    /// <summary>Bytes of the payload when it is not packed.</summary>
    public int PlainLengthBytes => IsPacked ? PackedHead.ExpandedLengthBytes(Payload.ToArray()) : Payload.Length;

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

        byte[] payload = contents.Packed ?? EnvelopeWriter.WritePayload(plan.Value, contents.Assembly);
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
            PlanVersion = contents.Packed is null ? PlanReader.Version : PlanReader.PackedVersion,
        });
        Result<PatchFile> patch = Read(EnvelopeWriter.Sign(manifest, payload, key), "the new patch", contents.Unpacking);
        return patch.Succeeded && contents.Packed is not null && !(patch.Value.IsExpanded && patch.Value.Assembly.Span.SequenceEqual(contents.Assembly))
            ? Refused("the packed payload does not expand to the assembly.")
            : patch;
    }

    /// <param name="name">What messages call it: the file's name.</param>
    /// <param name="unpacking">What boards of the release expand packed payloads with; null: it is left packed.</param>
    public static Result<PatchFile> Read(byte[] envelope, string name, IUnpacking? unpacking = null)
    {
        ParsedOffer? offer = OfferParser.Parse(envelope, MostBytes, out int status);
        if (offer is null)
        {
            return Refused($"{name} is no patch file, or is damaged: {StatusText.Of(status)} (status {status}).");
        }

        if (offer.PayloadOffset < 0)
        {
            return Refused($"{name} is an offer without its payload, not a patch file.");
        }

        byte[] payload = envelope.AsSpan(offer.PayloadOffset, offer.InlineLengthBytes).ToArray();
        VerifiedPatch? patch = Verify(offer, payload, unpacking, out status);
        if (status is Status.PayloadLengthWrong or Status.PayloadDigestWrong)
        {
            return Refused($"{name} is damaged: its payload is not the one that was signed.");
        }

        if (status == Status.UnpackingMissing)
        {
            return new PatchFile(envelope, offer, payload, null, null);
        }

        if (patch is null)
        {
            return Refused(status == Status.OtherBaseImages
                ? $"{name} was packed against another release, or the same one lowered by another version of this tool (status {status})."
                : $"{name} has a payload of another layout than this tool reads.");
        }

        Plan? plan = PlanReader.Read(patch.Plan, 0, patch.Plan.Length, out status);
        return plan is null
            ? Refused($"{name} has a plan that no board reads: {StatusText.Of(status)} (status {status}).")
            : new PatchFile(envelope, offer, payload, plan, patch.Image);
    }

    public static Result<PatchFile> Load(string path, IUnpacking? unpacking = null)
    {
        try
        {
            return new FileInfo(path).Length > MostBytes
                ? Result<PatchFile>.Refused("patch-file", $"{path} is no patch file: it is larger than any.")
                : Read(File.ReadAllBytes(path), path, unpacking);
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

    /// <summary>As a board does it.</summary>
    private static VerifiedPatch? Verify(ParsedOffer offer, byte[] payload, IUnpacking? unpacking, out int status)
    {
        var verification = new PayloadVerification(new SoftwareSignatures(), unpacking, offer.BaseDigest);
        verification.Begin(offer.PayloadDigest, offer.PayloadLengthBytes);
        status = verification.Append(payload, 0, payload.Length);
        VerifiedPatch? patch = status == Status.Ok ? verification.Finish(out status) : null;
        while (verification.IsPacked && !verification.Expand(out patch, out status))
        {
        }

        return patch;
    }

    private static InvalidOperationException NotExpanded() => new("what the payload was packed against was not given");

    private static Result<PatchFile> Refused(string problem) => Result<PatchFile>.Refused("patch-file", problem);
}
