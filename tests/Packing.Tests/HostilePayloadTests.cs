using System.Text;
using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Unpacking;

namespace NanoLive.Packing.Tests;

/// <summary>Bytes that nobody packed, of the form that makes a .pe: a status, in bounded steps and memory, and nothing that the digest would let pass.</summary>
public class HostilePayloadTests
{
    private static readonly byte[] s_release = [.. Enumerable.Repeat((byte)9, 32)];
    private static readonly byte[] s_plan = Encoding.ASCII.GetBytes("a plan of which nothing is usual");
    private static readonly PackedBase s_base = RandomAssembly.Base([1, 1234, 5, 2, 777, 8, 3, 2500, 4]);
    private static readonly int[] s_statuses = [Status.Ok, Status.Malformed, Status.TooLarge, Status.OtherBaseImages];

    private static readonly int[][] s_patches = [[1, 1234, 6, 2, 777, 8, 3, 2500, 4], [1, 1234, 5, 2, 2900, 8, 3, 2500, 4], [9, 40, 5]];

    private static readonly (byte[] Packed, byte[] Pe)[] s_payloads = [.. s_patches.Select(Payload)];

    [Fact]
    public void Payload_cut_at_any_byte_is_refused()
    {
        foreach (var (packed, pe) in s_payloads)
        {
            for (var length = 0; length < packed.Length; length++)
            {
                // What is missing counts as zeros, which is what some of the last bytes may be.
                AssertHarmless(packed[..length], pe);
            }
        }
    }

    [Fact]
    public void Payload_with_any_bit_changed_is_harmless_and_has_another_digest()
    {
        foreach (var (packed, pe) in s_payloads)
        {
            var digest = System.Security.Cryptography.SHA256.HashData(packed);
            for (var bit = 0; bit < packed.Length * 8; bit++)
            {
                byte[] changed = [.. packed];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertHarmless(changed, pe);
                var verification = new PayloadVerification(new SoftwareSignatures(), s_base.Unpacking(), s_release);
                verification.Begin(digest, changed.Length);
                Assert.Equal(Status.Ok, verification.Append(changed, 0, changed.Length));
                Assert.Null(verification.Finish(out var status));
                Assert.Equal(Status.PayloadDigestWrong, status);
            }
        }
    }

    [Theory]
    [InlineData(PackedHead.FormBytes)]
    [InlineData(PackedHead.FormPe)]
    public void Random_bytes_are_harmless(int form)
    {
        var random = new Random(4711);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            if (bytes.Length > 2)
            {
                bytes[0] = (byte)form;
                bytes[2] = (byte)random.Next(0, 32);
            }

            AssertHarmless(bytes, null);
        }
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    [InlineData(0x55)]
    public void Numbers_that_claim_anything_are_harmless(byte value)
    {
        for (var bits = 0; bits < 19; bits++)
        {
            var length = (1 << (bits + 1)) - 1;
            byte[] bytes = [(byte)(PackedHead.FormPe | (length >> 16 << 4)), (byte)length, (byte)(length >> 8), .. Enumerable.Repeat(value, 4000)];
            AssertHarmless(bytes, null);
        }
    }

    [Fact]
    public void Payload_that_the_heap_does_not_hold_is_refused_before_memory_is_taken()
    {
        var (packed, pe) = s_payloads[0];
        var images = (IBaseImages)s_base;
        var needed = 20480 + (8 * (s_plan.Length + pe.Length));
        var copies = Enumerable.Range(0, images.Count).Sum(images.LengthBytes);
        foreach (var (free, isEnough) in new[] { (needed - 1, false), (needed + copies, true) })
        {
            var power = new Heap { FreeBytes = free };
            var unpacking = new PayloadUnpacking(images, power);
            unpacking.Begin(packed, s_release, 65536);
            Assert.Equal(!isEnough, unpacking.Step());
            Assert.Equal(isEnough ? Status.OtherBaseImages : Status.HeapTooSmall, unpacking.Finish(out _, out _));
        }

        // Enough to begin with, and not for a copy of an image: what is free then, or what expanding still needs of it.
        Assert.Equal(Status.HeapTooSmall, Expanded(new Heap { FreeBytes = needed, Shrinks = needed }));
        Assert.Equal(Status.HeapTooSmall, Expanded(new Heap { FreeBytes = needed + 1024 }));
        Assert.Equal(Status.HeapTooSmall, Expanded(new Heap { FreeBytes = needed + copies, Shrinks = needed + copies - 1024 }));
        Assert.Equal(Status.Ok, Expanded(new Heap { FreeBytes = needed + copies }));

        int Expanded(Heap heap)
        {
            var unpacking = new PayloadUnpacking(images, heap);
            unpacking.Begin(packed, s_release, 65536);
            while (!unpacking.Step())
            {
            }

            var status = unpacking.Finish(out var plan, out var assembly);
            Assert.Equal(status == Status.Ok, plan != null && assembly != null);
            return status;
        }
    }

    private static void AssertHarmless(byte[] packed, byte[]? pe)
    {
        var outcome = Expansion.Of(packed, s_base, s_release);
        Assert.Contains(outcome.Status, s_statuses);
        Assert.True(outcome.AllocatedBytes < 64 * 65536, $"{outcome.AllocatedBytes} bytes");
        Assert.True(outcome.Status != Status.Ok || pe == null || outcome.Assembly.AsSpan().SequenceEqual(pe), "another assembly came out");
    }

    private static (byte[] Packed, byte[] Pe) Payload(int[] numbers)
    {
        var pe = RandomAssembly.Patch("Pabcdef2", numbers, s_base);
        var packed = PayloadPacker.Pack(s_plan, pe, s_base, s_release);
        Assert.NotNull(packed);
        Assert.Equal(PackedHead.FormPe, packed[0] & 15);
        return (packed, pe);
    }

    private sealed class Heap : IPower
    {
        public long FreeBytes { get; init; }

        public long Shrinks { get; init; }

        private bool _isAsked;

        public void Reboot() => throw new NotSupportedException();

        public long FreeHeapBytes(bool collect)
        {
            var free = _isAsked ? FreeBytes - Shrinks : FreeBytes;
            _isAsked = true;
            return free;
        }
    }
}
