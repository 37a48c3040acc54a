using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;

namespace NanoLive.Lowering.Tests;

/// <summary>Bytes changed at random, with checksums that are right again: errors, never exceptions.</summary>
public class MutationTests
{
    private const int Rounds = 4000;

    [Fact]
    public void Mutated_file_is_read_checked_and_named_without_an_exception()
    {
        var seeds = Lowered.ProgramNames().Select(name => Lowered.Bytes(DeviceCompiler.Program(Lowered.ProgramSource(name), name))).ToArray();
        var random = new Random(20240607);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutations.Mutate(seeds[round % seeds.Length], random);
            if (PeReader.Read(bytes).Value is not { } image)
            {
                continue;
            }

            accepted += PeVerifier.Verify(image, PeRules.Release).Any(finding => finding.Severity == Severity.Error) ? 0 : 1;
            Name(image);
        }

        // Some changes (a number in the code, a letter of a name) are legal; most are not.
        Assert.InRange(accepted, 1, Rounds / 2);
    }

    [Fact]
    public void Noise_is_refused_without_an_exception()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(0, 600)];
            random.NextBytes(bytes);
            "NFMRK1\0\0"u8[..Math.Min(8, bytes.Length)].CopyTo(bytes);
            Assert.Null(PeReader.Read(bytes).Value);
        }
    }

    private static void Name(PeImage image)
    {
        var names = new PeNames(image);
        for (var table = PeTable.AssemblyRef; table <= PeTable.TypeSpec; table++)
        {
            for (var i = 0; i < image.Count(table); i++)
            {
                _ = names.Of(new PeToken(table, i));
            }
        }
    }
}
