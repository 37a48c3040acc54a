using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>
/// Bytes of envelopes (draft-ietf-suit-manifest-34; FORMAT.md, "Envelope"). Deterministic: everything is written in the order of its encoded
/// keys (RFC 8949, section 4.2.1), and the same fields give the same bytes, but for the signature.
/// </summary>
public static class EnvelopeWriter
{
    private const int ReportAlways = 15;
    private const int AlgorithmEs256 = SuitLabel.AlgorithmEs256;

    /// <summary>The manifest with its byte string head: what the signed digest covers (draft, section 8.3).</summary>
    public static byte[] WriteManifest(ManifestFields fields) => Write(writer => writer.WriteByteString(Write(manifest =>
    {
        manifest.WriteStartMap(5);
        manifest.WriteInt32(SuitLabel.ManifestVersion);
        manifest.WriteInt32(fields.ManifestVersion);
        manifest.WriteInt32(SuitLabel.ManifestSequence);
        manifest.WriteUInt64(fields.Sequence);
        manifest.WriteInt32(SuitLabel.ManifestCommon);
        manifest.WriteByteString(Write(common => WriteCommon(common, fields)));
        manifest.WriteInt32(SuitLabel.ManifestValidate);
        manifest.WriteByteString(Write(WriteValidate));
        manifest.WriteInt32(SuitLabel.ManifestInstall);
        manifest.WriteByteString(Write(install => WriteInstall(install, fields.Uri)));
        manifest.WriteEndMap();
    })));

    /// <summary>What the digest of a patch covers: a plan and an assembly.</summary>
    public static byte[] WritePayload(byte[] plan, byte[] assembly) => Write(writer =>
    {
        writer.WriteStartArray(2);
        writer.WriteByteString(plan);
        writer.WriteByteString(assembly);
        writer.WriteEndArray();
    });

    /// <summary>SUIT_Digest: algorithm and 32 bytes.</summary>
    public static byte[] WriteDigest(ReadOnlySpan<byte> digest)
    {
        byte[] copy = digest.ToArray();
        return Write(writer =>
        {
            writer.WriteStartArray(2);
            writer.WriteInt32(SuitLabel.AlgorithmSha256);
            writer.WriteByteString(copy);
            writer.WriteEndArray();
        });
    }

    /// <summary>Sig_structure (RFC 9052, section 4.4) over a SUIT_Digest: the bytes that are signed.</summary>
    public static byte[] WriteSigStructure(byte[] protectedHeader, byte[] suitDigest) => Write(writer =>
    {
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(protectedHeader);
        writer.WriteByteString([]);
        writer.WriteByteString(suitDigest);
        writer.WriteEndArray();
    });

    /// <summary>A signed envelope.</summary>
    /// <param name="manifest">With its byte string head.</param>
    /// <param name="payload">Null: it is left out.</param>
    public static byte[] Sign(byte[] manifest, byte[]? payload, SigningKey key)
    {
        byte[] protectedHeader = Write(header =>
        {
            header.WriteStartMap(1);
            header.WriteInt32(SuitLabel.HeaderAlgorithm);
            header.WriteInt32(AlgorithmEs256);
            header.WriteEndMap();
        });
        byte[] digest = WriteDigest(SHA256.HashData(manifest));
        byte[] signature = key.Sign(WriteSigStructure(protectedHeader, digest));
        byte[] block = WriteSign1(protectedHeader, key.Public.Id.ToArray(), signature);
        return WriteEnvelope(digest, block, manifest, payload);
    }

    /// <summary>COSE_Sign1 without its payload, which is the digest beside it (draft, section 8.3).</summary>
    /// <param name="keyId">Null: none is named.</param>
    public static byte[] WriteSign1(byte[] protectedHeader, byte[]? keyId, byte[] signature) => Write(writer =>
    {
        writer.WriteTag((CborTag)SuitLabel.TagSign1);
        writer.WriteStartArray(4);
        writer.WriteByteString(protectedHeader);
        writer.WriteStartMap(keyId is null ? 0 : 1);
        if (keyId is not null)
        {
            writer.WriteInt32(SuitLabel.HeaderKeyId);
            writer.WriteByteString(keyId);
        }

        writer.WriteEndMap();
        writer.WriteNull();
        writer.WriteByteString(signature);
        writer.WriteEndArray();
    });

    /// <param name="block">COSE_Sign1; null: the envelope is not signed.</param>
    public static byte[] WriteEnvelope(byte[] suitDigest, byte[]? block, byte[] manifest, byte[]? payload) => Write(writer =>
    {
        writer.WriteTag((CborTag)SuitLabel.TagEnvelope);
        writer.WriteStartMap(payload is null ? 2 : 3);
        writer.WriteInt32(SuitLabel.EnvelopeAuthentication);
        writer.WriteByteString(Write(authentication =>
        {
            authentication.WriteStartArray(block is null ? 1 : 2);
            authentication.WriteByteString(suitDigest);
            if (block is not null)
            {
                authentication.WriteByteString(block);
            }

            authentication.WriteEndArray();
        }));
        writer.WriteInt32(SuitLabel.EnvelopeManifest);
        writer.WriteEncodedValue(manifest);
        if (payload is not null)
        {
            writer.WriteTextString(SuitLabel.PayloadUri);
            writer.WriteByteString(payload);
        }

        writer.WriteEndMap();
    });

    private static void WriteCommon(CborWriter writer, ManifestFields fields)
    {
        writer.WriteStartMap(2);
        writer.WriteInt32(SuitLabel.CommonComponents);
        writer.WriteStartArray(1);
        writer.WriteStartArray(1);
        writer.WriteByteString(Encoding.ASCII.GetBytes(fields.Component));
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteInt32(SuitLabel.CommonSequence);
        writer.WriteByteString(Write(sequence =>
        {
            sequence.WriteStartArray(8);
            sequence.WriteInt32(SuitLabel.DirectiveOverrideParameters);
            WriteParameters(sequence, fields);
            WriteCommand(sequence, SuitLabel.ConditionVendor);
            WriteCommand(sequence, SuitLabel.ConditionClass);
            WriteCommand(sequence, SuitLabel.ConditionRelease);
            sequence.WriteEndArray();
        }));
        writer.WriteEndMap();
    }

    private static void WriteParameters(CborWriter writer, ManifestFields fields)
    {
        writer.WriteStartMap(8 + (fields.ExpirySeconds is null ? 0 : 1) + (fields.DeviceId is null ? 0 : 1));
        WriteBytes(writer, SuitLabel.ParameterVendor, fields.VendorId);
        WriteBytes(writer, SuitLabel.ParameterClass, fields.ClassId);
        WriteBytes(writer, SuitLabel.ParameterImageDigest, WriteDigest(fields.PayloadDigest));
        WriteNumber(writer, SuitLabel.ParameterImageSize, fields.PayloadLengthBytes);
        WriteBytes(writer, SuitLabel.ParameterBase, fields.BaseDigest);
        WriteNumber(writer, SuitLabel.ParameterGeneration, fields.Generation);
        WriteNumber(writer, SuitLabel.ParameterPlanVersion, fields.PlanVersion);
        WriteNumber(writer, SuitLabel.ParameterChunkLength, fields.ChunkLengthBytes);
        if (fields.ExpirySeconds is long expiry)
        {
            WriteNumber(writer, SuitLabel.ParameterExpiry, expiry);
        }

        if (fields.DeviceId is string device)
        {
            writer.WriteInt32(SuitLabel.ParameterDevice);
            writer.WriteTextString(device);
        }

        writer.WriteEndMap();
    }

    private static void WriteValidate(CborWriter writer)
    {
        writer.WriteStartArray(2);
        WriteCommand(writer, SuitLabel.ConditionImageMatch);
        writer.WriteEndArray();
    }

    private static void WriteInstall(CborWriter writer, string uri)
    {
        writer.WriteStartArray(6);
        writer.WriteInt32(SuitLabel.DirectiveOverrideParameters);
        writer.WriteStartMap(1);
        writer.WriteInt32(SuitLabel.ParameterUri);
        writer.WriteTextString(uri);
        writer.WriteEndMap();
        WriteCommand(writer, SuitLabel.DirectiveFetch);
        WriteCommand(writer, SuitLabel.ConditionImageMatch);
        writer.WriteEndArray();
    }

    private static void WriteCommand(CborWriter writer, int command)
    {
        writer.WriteInt32(command);
        writer.WriteInt32(ReportAlways);
    }

    private static void WriteBytes(CborWriter writer, int key, byte[] value)
    {
        writer.WriteInt32(key);
        writer.WriteByteString(value);
    }

    private static void WriteNumber(CborWriter writer, int key, long value)
    {
        writer.WriteInt32(key);
        writer.WriteInt64(value);
    }

    // Strict refuses duplicate keys; the order of keys is ours, because "canonical" there is the older, length-first one (RFC 7049).
    internal static byte[] Write(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Strict);
        write(writer);
        return writer.Encode();
    }
}
