using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>
/// Mutated programs that our check accepts, run on the real CLR: they may print something else, end early or run on, but nothing in their
/// structure makes it crash. Code that takes one object for another still can: that is what signatures are for. In the sample that always runs
/// there is none; <c>NANOLIVE_MUTANTS</c> sets how many are made (10000: some minutes), and the whole is judged by the share that crashes.
/// </summary>
public class MutationOnClrTests
{
    private const int Sample = 400;
    private const int Crash = 128;

    // Of those that are accepted, for what their code does. 10,000 were tried: 2 of 1,977.
    private const int MostCrashesInThousand = 5;

    private static readonly int s_rounds = int.TryParse(Environment.GetEnvironmentVariable("NANOLIVE_MUTANTS"), out var rounds) ? rounds : Sample;

    [Fact]
    public void What_the_check_accepts_does_not_crash_the_real_clr()
    {
        NanoClr.SkipWithout();
        var core = File.ReadAllBytes(NanoClr.Library("mscorlib.pe"));
        var seeds = Lowered.ProgramNames().Where(name => name != "Delegates").Select(name => Lowered.Bytes(DeviceCompiler.Program(Lowered.ProgramSource(name), name))).ToArray();
        var random = new Random(4711);
        var ran = 0;
        List<string> crashes = [];
        for (var round = 0; round < s_rounds; round++)
        {
            var seed = seeds[round % seeds.Length];
            var bytes = Mutations.Mutate(seed, random);
            if (PeReader.Read(bytes).Value is not { } image || PeVerifier.Verify(image, PeRules.Release).Any(finding => finding.Severity == Severity.Error))
            {
                continue;
            }

            ran++;
            NanoClr.Run(NanoClr.Runners.First(), [core, bytes], timeoutMs: 3000, out var exitCode);
            if (exitCode >= Crash)
            {
                var changed = Enumerable.Range(PeHeader.SizeBytes, bytes.Length - PeHeader.SizeBytes).Where(at => bytes[at] != seed[at]);
                crashes.Add($"round {round} of seed {round % seeds.Length}: exit code {exitCode}, {string.Join(", ", changed.Select(at => $"0x{at:x}: {seed[at]:x2} to {bytes[at]:x2}"))}");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{s_rounds} mutants, {s_rounds - ran} refused, {crashes.Count} crashed{string.Concat(crashes.Select(crash => Environment.NewLine + crash))}");
        Assert.InRange(ran, s_rounds / 20, s_rounds / 2);
        Assert.True(crashes.Count <= (s_rounds == Sample ? 0 : ran * MostCrashesInThousand / 1000), string.Join(Environment.NewLine, crashes));
    }
}
