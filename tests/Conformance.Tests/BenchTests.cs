using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Reading;

namespace NanoLive.Conformance.Tests;

/// <summary>What calls, swaps and signatures take on the real CLR, printed; nothing is claimed of time.</summary>
public class BenchTests(ITestOutputHelper output)
{
    [Fact]
    public void Calls_swaps_and_signatures_are_measured_on_the_real_clr()
    {
        NanoClr.SkipWithout();
        foreach (var runner in NanoClr.Runners)
        {
            var lines = OnRealClr.Run(runner, "Measurements.Run();");
            Assert.Equal("END", lines[^1]);
            Assert.Equal(6, lines.Count);
            output.WriteLine(runner + Environment.NewLine + string.Join(Environment.NewLine, lines.SkipLast(1)));
        }

        var budget = PeBudget.Of(PeReader.Read(new Supplies(NanoLive.Format.AssemblyGeneration.PeV1).Bytes["pe/plain"]).Value!);
        output.WriteLine($"heap of a patch of one method, 32 bits: {budget.LoadedHeapBytes} bytes for {budget.ImageBytes} of .pe");
    }
}
