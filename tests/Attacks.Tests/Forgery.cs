using System.Formats.Cbor;
using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Attacks.Tests;

/// <summary>
/// An envelope that a board would take, until one thing about it is changed. Everything is written in the order in which it stands here, so that
/// wrong orders can be written, too.
/// </summary>
internal sealed class Forgery
{
    private static readonly byte[] Plan = [0x01, 0x02, 0x03];
    private static readonly byte[] Assembly = RandomNumberGenerator.GetBytes(300);

    public Forgery()
    {
        Payload = EnvelopeWriter.WritePayload(Plan, Assembly);
        Parameters =
        [
            new(SuitLabel.ParameterVendor, Bytes(Receiver.VendorId)),
            new(SuitLabel.ParameterClass, Bytes(Receiver.ClassId)),
            new(SuitLabel.ParameterImageDigest, Bytes(EnvelopeWriter.WriteDigest(SHA256.HashData(Payload)))),
            new(SuitLabel.ParameterImageSize, Number(Payload.Length)),
            new(SuitLabel.ParameterBase, Bytes(Receiver.Release)),
            new(SuitLabel.ParameterGeneration, Number(AssemblyGeneration.Il)),
            new(SuitLabel.ParameterPlanVersion, Number(PlanReader.Version)),
            new(SuitLabel.ParameterChunkLength, Number(256)),
        ];
        InstallParameters = [new(SuitLabel.ParameterUri, writer => writer.WriteTextString("payload"))];
        SharedCommands =
        [
            new(SuitLabel.DirectiveOverrideParameters, writer => WriteMap(writer, Parameters)),
            new(SuitLabel.ConditionVendor, Number(15)),
            new(SuitLabel.ConditionClass, Number(15)),
            new(SuitLabel.ConditionRelease, Number(15)),
        ];
        ValidateCommands = [new(SuitLabel.ConditionImageMatch, Number(15))];
        InstallCommands =
        [
            new(SuitLabel.DirectiveOverrideParameters, writer => WriteMap(writer, InstallParameters)),
            new(SuitLabel.DirectiveFetch, Number(15)),
            new(SuitLabel.ConditionImageMatch, Number(15)),
        ];
        Common =
        [
            new(SuitLabel.CommonComponents, writer => WriteComponents(writer, "patch"u8.ToArray())),
            new(SuitLabel.CommonSequence, writer => WriteSequence(writer, SharedCommands)),
        ];
        Members =
        [
            new(SuitLabel.ManifestVersion, Number(1)),
            new(SuitLabel.ManifestSequence, Number(Receiver.HighestSequence + 1)),
            new(SuitLabel.ManifestCommon, writer => writer.WriteByteString(Encode(inner => WriteMap(inner, Common)))),
            new(SuitLabel.ManifestValidate, writer => WriteSequence(writer, ValidateCommands)),
            new(SuitLabel.ManifestInstall, writer => WriteSequence(writer, InstallCommands)),
        ];
    }

    /// <summary>In the envelope; null: it comes in chunks.</summary>
    public byte[]? Payload { get; set; }

    public List<Item> Members { get; }

    public List<Item> Common { get; }

    public List<Item> Parameters { get; }

    public List<Item> InstallParameters { get; }

    public List<Item> SharedCommands { get; }

    public List<Item> ValidateCommands { get; }

    public List<Item> InstallCommands { get; }

    public static Action<CborWriter> Number(long value) => writer => writer.WriteInt64(value);

    public static Action<CborWriter> Bytes(byte[] value) => writer => writer.WriteByteString(value);

    public static void Replace(List<Item> items, int label, Action<CborWriter> write) =>
        items[items.FindIndex(item => item.Label == label)] = new(label, write);

    /// <summary>Puts it where its key belongs in a map.</summary>
    public static void Add(List<Item> items, int label, Action<CborWriter> write)
    {
        static long Rank(int label) => label >= 0 ? label : int.MaxValue - (long)label;
        int at = items.FindIndex(item => Rank(item.Label) > Rank(label));
        items.Insert(at < 0 ? items.Count : at, new(label, write));
    }

    public static void WriteComponents(CborWriter writer, params byte[][] components)
    {
        writer.WriteStartArray(components.Length);
        foreach (byte[] component in components)
        {
            writer.WriteStartArray(1);
            writer.WriteByteString(component);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>The manifest with its byte string head.</summary>
    public byte[] Manifest() => Encode(writer => writer.WriteByteString(Encode(inner => WriteMap(inner, Members))));

    public byte[] Sign(SigningKey key) => EnvelopeWriter.Sign(Manifest(), Payload, key);

    private static void WriteMap(CborWriter writer, List<Item> items)
    {
        writer.WriteStartMap(items.Count);
        foreach (Item item in items)
        {
            writer.WriteInt32(item.Label);
            item.Write(writer);
        }

        writer.WriteEndMap();
    }

    private static void WriteSequence(CborWriter writer, List<Item> commands) => writer.WriteByteString(Encode(inner =>
    {
        inner.WriteStartArray(2 * commands.Count);
        foreach (Item command in commands)
        {
            inner.WriteInt32(command.Label);
            command.Write(inner);
        }

        inner.WriteEndArray();
    }));

    // Lax, so that a key can be written twice.
    private static byte[] Encode(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        write(writer);
        return writer.Encode();
    }

    /// <summary>A key of a map with its value, or a command with its argument.</summary>
    public sealed record Item(int Label, Action<CborWriter> Write);
}
