using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Lowering.Writing;
using NanoLive.Signing;

namespace NanoLive.Conformance.Tests;

/// <summary>What is made outside and handed to the tests by name: the key that boards trust, signed offers, vectors.</summary>
internal sealed class Supplies
{
    private const int ChunkBytes = 128;

    private static readonly SigningKey s_key = SigningKey.Generate();
    private static readonly SigningKey s_stranger = SigningKey.Generate();
    private static readonly byte[] s_tests = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "Device.Tests.dll"));
    private static readonly byte[] s_runtime = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "NanoLive.Runtime.dll"));

    private readonly int _generation;
    private readonly Dictionary<string, byte[]> _digests = [];

    /// <param name="generation">The form of assembly that the patches have: IL or .pe.</param>
    public Supplies(int generation)
    {
        _generation = generation;
        Bytes["key"] = s_key.Public.Point.ToArray();
        foreach (var entry in PatchPlans.All)
        {
            Add(entry);
        }

        Bytes["pe/plain"] = Lower(Compile(PatchPlans.All[0]));
        foreach (var (name, bytes) in Vectors.All())
        {
            Bytes[name] = bytes;
        }
    }

    public SortedDictionary<string, byte[]> Bytes { get; } = new(StringComparer.Ordinal);

    private static byte[] Compile(PatchPlans.Entry entry)
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Patches", entry.Source + ".cs"));
        return DeviceCompiler.Library(source, PatchPlans.AssemblyName(entry), s_tests, s_runtime);
    }

    private static byte[] Lower(byte[] patch) => DevicePe.Of(patch, options: new LoweringOptions { IsPatch = true });

    private void Add(PatchPlans.Entry entry)
    {
        var assembly = Compile(entry);
        var plan = PatchPlans.Plan(entry, entry.From == null ? null : _digests[entry.From]);
        var written = PlanWriter.Write(plan);
        Assert.True(written.Succeeded);
        var payload = EnvelopeWriter.WritePayload(written.Value, _generation == AssemblyGeneration.Il ? assembly : Lower(assembly));
        _digests[entry.Name] = SHA256.HashData(payload);
        var manifest = EnvelopeWriter.WriteManifest(new ManifestFields
        {
            Sequence = (ulong)entry.Sequence,
            VendorId = new byte[16],
            ClassId = new byte[16],
            BaseDigest = PatchPlans.Release,
            Generation = _generation,
            PayloadDigest = _digests[entry.Name],
            PayloadLengthBytes = payload.Length,
            ChunkLengthBytes = ChunkBytes,
        });
        var isChunked = entry.Name == "chunked";
        var offer = EnvelopeWriter.Sign(manifest, isChunked ? null : payload, entry.Name == "strangers-key" ? s_stranger : s_key);
        if (entry.Name == "forged")
        {
            // In the signature: a byte string of 64.
            offer[offer.AsSpan().IndexOf((byte[])[0x58, 0x40]) + 10] ^= 1;
        }

        Bytes["offer/" + entry.Name] = offer;
        if (isChunked)
        {
            Bytes["payload/chunked"] = payload;
            Bytes["digest/chunked"] = _digests[entry.Name];
        }
    }
}
