using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Patching.Tests;

/// <summary>What the patch compiler makes is what gets signed and what boards read.</summary>
public class PackedPatchTests
{
    private const string Driver = """
        namespace D {
          public sealed class Gauge {
            private int _n = 7;
            public int Read() { return Scale(_n); }
            private int Scale(int n) { return n * 3; }
          }
        }
        """;

    private static readonly string Fixed = Driver.Replace("n * 3", "n * 4");

    [Fact]
    public void Patch_of_the_compiler_is_signed_and_belongs_to_its_release()
    {
        using SigningKey key = SigningKey.Generate();
        PatchReport report = Patches.Report(Driver, Fixed);
        PatchFile file = Sign(report.Patch!, key);
        Assert.Equal(report.BaseDigest, file.Offer.BaseDigest);
        Assert.Equal(report.BaseDigest, file.Plan.BaseDigest);
        Assert.False(file.Plan.Neutral);
        Assert.Equal(report.Patch!.Assembly, file.Assembly.ToArray());
        TestContext.Current.TestOutputHelper?.WriteLine($"envelope {file.Envelope.Length}, payload {file.Payload.Length}, assembly {file.Assembly.Length} bytes");
    }

    [Fact]
    public void Way_back_to_the_release_is_marked_as_such()
    {
        using SigningKey key = SigningKey.Generate();
        PatchContent first = Patches.Live(Driver, Fixed);
        var earlier = new EarlierPatch(SHA256.HashData("first"u8), first.Plan, first.Assembly);
        var result = PatchCompiler.Neutral(DeviceCompiler.Build(Driver), new PatchOptions { After = [earlier] });
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        var report = result.Value;
        PatchFile file = Sign(report.Patch!, key);
        Assert.True(file.Plan.Neutral);
        Assert.Contains(file.Plan.FromStates, state => state.AsSpan().SequenceEqual(earlier.PayloadDigest));
    }

    private static PatchFile Sign(PatchContent patch, SigningKey key)
    {
        Result<PatchFile> outcome = PatchFile.Sign(new PatchContents
        {
            Plan = patch.Plan,
            Assembly = patch.Assembly,
            Generation = AssemblyGeneration.Il,
            Sequence = 1,
            VendorId = BoardClass.VendorId("nanolive.example"),
            ClassId = BoardClass.ClassId(BoardClass.VendorId("nanolive.example"), "simulated"),
        }, key);
        Assert.True(outcome.Succeeded, string.Join("\n", outcome.Problems));
        return outcome.Value;
    }
}
