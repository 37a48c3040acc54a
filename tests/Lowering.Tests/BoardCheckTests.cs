using NanoLive.Checking;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>What the board looks at before it loads a patch, judged by what the host looks at before it signs one.</summary>
public class BoardCheckTests
{
    private const int Rounds = 6000;

    // The host's part: kinds on the stack, blocks entered and left as they may be.
    private static readonly string[] HostsPart = ["il-stack", "il-region"];

    internal static bool IsHostsPart(IEnumerable<Diagnostic> errors) => errors.All(error => HostsPart.Contains(error.Id));

    private static byte[][] Patches() =>
        [.. Station.Updates().Select(update => Lowered.Bytes(Station.Patch(update).Assembly, new LoweringOptions { IsPatch = true }, Station.References()))];

    [Fact]
    public void Patches_of_the_station_pass()
    {
        foreach (var patch in Patches())
        {
            Assert.Null(new PeStructure().Complaint(patch));
        }
    }

    /// <summary>Found by the patch of a public commit: a type that code asks for may be an array.</summary>
    [Theory]
    [InlineData("typeof(byte[])")]
    [InlineData("typeof(string[][])")]
    [InlineData("typeof(Asked)")]
    [InlineData("typeof(int)")]
    [InlineData("new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }")]
    public void Token_that_code_asks_for_passes(string what)
    {
        var image = Lowered.Bytes(DeviceCompiler.Library($"public class Asked {{ public object Ask() {{ return {what}; }} }}"), new LoweringOptions { IsPatch = true });
        Assert.Null(new PeStructure().Complaint(image));
    }

    /// <summary>Found by a mutated file that the host took and that ended the real CLR.</summary>
    [Fact]
    public void Fields_that_reflection_would_count_from_elsewhere_are_refused()
    {
        var refused = 0;
        foreach (var image in Patches().Select(patch => PeReader.Read(patch).Value!))
        {
            for (var i = 0; i < image.TypeDefs.Length; i++)
            {
                if (image.TypeDefs[i] is { StaticFields: 0, InstanceFields: > 0 } type)
                {
                    var forged = PeImageWriter.Write(image with { TypeDefs = image.TypeDefs.SetItem(i, type with { FirstStaticField = 0xF000 }) });
                    Assert.NotNull(new PeStructure().Complaint(forged));
                    refused++;
                }
            }
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void Structural_faults_that_the_host_refuses_the_board_refuses_too()
    {
        var seeds = Patches();
        var random = new Random(20261121);
        var check = new PeStructure();
        var (refused, both) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var seed = seeds[round % seeds.Length];
            var bytes = Mutations.Mutate(seed, random);
            if (!bytes.AsSpan(0x10..PeHeader.SizeBytes).SequenceEqual(seed.AsSpan(0x10..PeHeader.SizeBytes)))
            {
                // The header is looked at before, and has tests of its own.
                continue;
            }

            var read = PeReader.Read(bytes);
            var findings = read.Value is { } image ? PeVerifier.Verify(image, PeRules.Patch) : read.Diagnostics;
            var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
            var isRefused = check.Complaint(bytes) != null;
            refused += errors.Count > 0 ? 1 : 0;
            both += errors.Count > 0 && isRefused ? 1 : 0;
            Assert.True(
                isRefused || IsHostsPart(errors),
                $"round {round}: the board takes what the host refuses: {string.Join("; ", errors.Where(error => !HostsPart.Contains(error.Id)))}");
        }

        // Many changes of code are of the host's part; nearly nine in ten of all that is refused are refused on the board.
        TestContext.Current.TestOutputHelper?.WriteLine($"the host refused {refused} of {Rounds}, the board {both} of these");
        Assert.InRange(both, refused * 88 / 100, refused - 1);
    }
}
