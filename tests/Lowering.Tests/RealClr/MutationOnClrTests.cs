using System.Buffers.Binary;
using NanoLive.Checking;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>
/// Mutated programs that the host's check or the board's accepts, run on the real CLR: they may print something else, end early or run on, but nothing in
/// their structure makes it crash. Code that takes one object for another still can: that is what signatures are for. In the sample that always runs
/// there is none; <c>NANOLIVE_MUTANTS</c> sets how many are made (10000: some minutes), and the whole is judged by the share that crashes.
/// </summary>
public class MutationOnClrTests
{
    private const int Sample = 400;
    private const int Crash = 128;
    private const int MethodBytes = 16;

    // Of those that the host accepts, for what their code does. 10,000 were tried: 5 of 1,996.
    private const int MostCrashesInThousand = 5;

    private static readonly int s_rounds = int.TryParse(Environment.GetEnvironmentVariable("NANOLIVE_MUTANTS"), out var rounds) ? rounds : Sample;

    [Fact]
    public void What_a_check_accepts_does_not_crash_the_real_clr_by_its_structure()
    {
        NanoClr.SkipWithout();
        var core = File.ReadAllBytes(NanoClr.Library("mscorlib.pe"));
        var seeds = Lowered.ProgramNames().Where(name => name != "Delegates").Select(name => Lowered.Bytes(DeviceCompiler.Program(Lowered.ProgramSource(name), name))).ToArray();
        Assert.InRange(seeds.Count(seed => BoardAccepts(seed, seed)), seeds.Length / 2, seeds.Length);
        var random = new Random(4711);
        var (accepted, boards) = (0, 0);
        List<string> crashes = [], structural = [], boardsCrashes = [];
        for (var round = 0; round < s_rounds; round++)
        {
            var seed = seeds[round % seeds.Length];
            var bytes = Mutations.Mutate(seed, random);
            var read = PeReader.Read(bytes);
            var errors = (read.Value is { } image ? PeVerifier.Verify(image, PeRules.Release) : read.Diagnostics).Where(finding => finding.Severity == Severity.Error).ToList();
            if (errors.Count > 0 && !BoardAccepts(seed, bytes))
            {
                continue;
            }

            accepted += errors.Count == 0 ? 1 : 0;
            boards += errors.Count == 0 ? 0 : 1;
            NanoClr.Run(NanoClr.Runners.First(), [core, bytes], timeoutMs: 3000, out var exitCode);
            if (exitCode >= Crash)
            {
                var changed = Enumerable.Range(PeHeader.SizeBytes, bytes.Length - PeHeader.SizeBytes).Where(at => bytes[at] != seed[at]);
                var line = $"round {round} of seed {round % seeds.Length}: exit code {exitCode}, {string.Join(", ", changed.Select(at => $"0x{at:x}: {seed[at]:x2} to {bytes[at]:x2}"))}{string.Concat(errors.Select(error => "; " + error))}";
                (errors.Count == 0 ? crashes : BoardCheckTests.IsHostsPart(errors) ? boardsCrashes : structural).Add(line);
            }
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{s_rounds} mutants, {accepted} accepted, {crashes.Count} crashed; {boards} more by the board, {boardsCrashes.Count} crashed{string.Concat([.. crashes.Concat(boardsCrashes).Select(crash => Environment.NewLine + crash)])}");
        Assert.InRange(accepted, s_rounds / 20, s_rounds / 2);
        Assert.Empty(structural);
        Assert.True(crashes.Count <= (s_rounds == Sample ? 0 : accepted * MostCrashesInThousand / 1000), string.Join(Environment.NewLine, crashes));
    }

    // Of a header that is whole.
    private static bool BoardAccepts(byte[] seed, byte[] bytes) =>
        bytes.AsSpan(0x10..PeHeader.SizeBytes).SequenceEqual(seed.AsSpan(0x10..PeHeader.SizeBytes)) && new PeStructure().Complaint(AsPatch(seed, bytes)) == null;

    // Without the marks that a program has and no patch: an entry point and static constructors.
    private static byte[] AsPatch(byte[] seed, byte[] bytes)
    {
        const uint Marks = (uint)(PeMethodFlags.EntryPoint | PeMethodFlags.StaticConstructor);
        var image = PeReader.Read(seed).Value!;
        var patch = bytes.ToArray();
        for (var i = 0; i < image.MethodDefs.Length; i++)
        {
            var flags = patch.AsSpan((int)image.Header.TableStarts[(int)PeTable.MethodDef] + i * MethodBytes + 4);
            BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~((uint)image.MethodDefs[i].Flags & Marks));
        }

        return patch;
    }
}
