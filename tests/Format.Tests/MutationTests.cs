using NanoLive.Signing;

namespace NanoLive.Format.Tests;

/// <summary>
/// What arrives is never what was sent: the board's parsers on a great many damaged and forged inputs. A failure prints the seed and the bytes.
/// </summary>
public sealed class MutationTests
{
    private const int Rounds = 40_000;

    /// <summary>A reader that believed a length would ask for megabytes; the records of a real plan take a few kilobytes.</summary>
    private const long MostAllocatedBytes = 64 * 1024;

    private static readonly byte[][] Heads =
    [
        [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x9A, 0x7F, 0xFF, 0xFF, 0xFF],
        [0xBA, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x5A, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x7A, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x9F], [0xBF], [0x5F], [0x7F], [0xFF], [0xF6], [0x40], [0x60], [0x80], [0xA0], [0xC0],
        [0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_envelope_is_refused_or_read_and_never_throws(int seed)
    {
        using SigningKey key = SigningKey.Generate();
        byte[] small = Samples.Sign(Samples.Contents(Samples.SmallPlan()), key).OfferWithoutPayload();
        PatchContents full = Samples.Contents(Samples.FullPlan()) with { DeviceId = "station-3", Expiry = DateTimeOffset.UnixEpoch.AddDays(20000) };
        byte[] large = Samples.Sign(full, key).Envelope.ToArray()[..900];
        byte[] whole = Samples.Sign(full, key).OfferWithoutPayload();
        Run(seed, [small, large, whole], bytes =>
        {
            ParsedOffer? offer = OfferParser.Parse(bytes, out int status);
            Assert.Equal(offer is not null, status == Status.Ok);
            if (offer is not null)
            {
                AssertInRange(offer);
            }
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_plan_is_refused_or_read_and_never_throws(int seed) =>
        Run(seed, [PlanWriter.Write(Samples.SmallPlan()).Value!, PlanWriter.Write(Samples.FullPlan()).Value!], bytes =>
        {
            Plan? plan = PlanReader.Read(bytes, 0, bytes.Length, out int status);
            Assert.Equal(plan is not null, status == Status.Ok);
            if (plan is not null)
            {
                // What was read can be written, and gives the bytes that were read: there is one encoding.
                Result<byte[]> written = PlanWriter.Write(plan);
                Assert.True(written.Succeeded, string.Join("\n", written.Problems));
                Assert.Equal(bytes, written.Value);
            }
            else
            {
                Assert.Contains(status, new[] { Status.PlanMalformed, Status.OtherFormatVersion });
            }
        });

    [Fact]
    public void Noise_is_refused()
    {
        var random = new Random(5);
        for (int i = 0; i < Rounds; i++)
        {
            byte[] noise = new byte[random.Next(400)];
            random.NextBytes(noise);
            Assert.Null(OfferParser.Parse(noise, out _));
            Assert.Null(PlanReader.Read(noise, 0, noise.Length, out _));
        }
    }

    [Fact]
    public void Every_truncation_of_an_envelope_is_refused()
    {
        using SigningKey key = SigningKey.Generate();
        byte[] envelope = Samples.Sign(Samples.Contents(Samples.FullPlan()), key).Envelope.ToArray();
        for (int length = 0; length < envelope.Length; length++)
        {
            Assert.Null(OfferParser.Parse(envelope[..length], out int status));
            Assert.Equal(Status.Malformed, status);
        }
    }

    private static void Run(int seed, byte[][] originals, Action<byte[]> read)
    {
        var random = new Random(seed);
        foreach (byte[] original in originals)
        {
            read(original);
        }

        for (int i = 0; i < Rounds; i++)
        {
            byte[] bytes = Mutate(originals[random.Next(originals.Length)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (Exception failure)
            {
                Assert.Fail($"seed {seed}, round {i}, {Convert.ToHexString(bytes)}: {failure}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocatedBytes, $"seed {seed}, round {i}, {Convert.ToHexString(bytes)}: {allocated} bytes allocated");
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 4:
                    bytes.InsertRange(at, Heads[random.Next(Heads.Length)]);
                    break;
                case 5:
                    byte[] head = Heads[random.Next(Heads.Length)];
                    bytes.RemoveRange(at, Math.Min(head.Length, bytes.Count - at));
                    bytes.InsertRange(at, head);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static void AssertInRange(ParsedOffer offer)
    {
        Assert.InRange(offer.ManifestOffset + offer.ManifestLength, 1, offer.Envelope.Length);
        Assert.InRange(offer.ManifestLength, 1, FormatLimit.ManifestBytes + 3);
        Assert.InRange(offer.SignedDigestOffset + offer.SignedDigestLength, 1, offer.Envelope.Length);
        Assert.InRange(offer.ProtectedOffset + offer.ProtectedLength, 1, offer.Envelope.Length);
        Assert.InRange(offer.PayloadOffset + offer.InlineLengthBytes, -1, offer.Envelope.Length);
        Assert.InRange(offer.PayloadLengthBytes, 1, FormatLimit.PayloadBytes);
        Assert.InRange(offer.ChunkLengthBytes, FormatLimit.LeastChunkBytes, FormatLimit.ChunkBytes);
        Assert.InRange(offer.Sequence, 0, long.MaxValue);
        Assert.Equal(64, offer.Signature.Length);
        Assert.Equal(32, offer.ManifestDigest.Length);
        Assert.Equal(32, offer.PayloadDigest.Length);
        Assert.Equal(32, offer.BaseDigest.Length);
        Assert.Equal(16, offer.VendorId.Length);
        Assert.Equal(16, offer.ClassId.Length);
    }
}
