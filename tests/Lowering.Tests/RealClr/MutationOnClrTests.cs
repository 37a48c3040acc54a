using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>
/// Mutated programs that our check accepts, run on the real CLR: they may print something else, end early or run on, but nothing in their
/// structure makes it crash. (Code that treats one object as another still can: that is what signatures are for. In this sample there is none.)
/// </summary>
public class MutationOnClrTests
{
    private const int Rounds = 400;
    private const int Crash = 128;

    [Fact]
    public void What_the_check_accepts_does_not_crash_the_real_clr()
    {
        NanoClr.SkipWithout();
        var core = File.ReadAllBytes(NanoClr.Library("mscorlib.pe"));
        var seeds = Lowered.ProgramNames().Where(name => name != "Delegates").Select(name => Lowered.Bytes(DeviceCompiler.Program(Lowered.ProgramSource(name), name))).ToArray();
        var random = new Random(4711);
        var ran = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutations.Mutate(seeds[round % seeds.Length], random);
            if (PeReader.Read(bytes).Value is not { } image || PeVerifier.Verify(image, PeRules.Release).Any(finding => finding.Severity == Severity.Error))
            {
                continue;
            }

            ran++;
            NanoClr.Run(NanoClr.Runners.First(), [core, bytes], timeoutMs: 3000, out var exitCode);
            Assert.True(exitCode < Crash, $"round {round}: exit code {exitCode}");
        }

        Assert.InRange(ran, 20, Rounds / 2);
    }
}
