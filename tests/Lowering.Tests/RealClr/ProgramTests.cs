using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>Small programs that cover the language: what ours lowers, the real CLR runs as .NET runs the IL, and the stock processor says the same.</summary>
public class ProgramTests
{
    public static TheoryData<string> Programs() => [.. Lowered.ProgramNames()];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Runs_on_the_real_clr_as_on_dotnet(string program)
    {
        NanoClr.SkipWithout();
        var assembly = DeviceCompiler.Program(Lowered.ProgramSource(program), program);
        var expected = DotNet.Run(assembly);
        Assert.Equal("END", expected[^1]);
        foreach (var runner in NanoClr.Runners)
        {
            Assert.Equal(expected, NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), Lowered.Bytes(assembly)]));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Means_the_same_as_the_stock_processors(string program)
    {
        StockProcessor.SkipWithout();
        var assembly = DeviceCompiler.Program(Lowered.ProgramSource(program), program);
        var core = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "mscorlib.dll"));
        var stock = StockProcessor.Lower(assembly, program, false, ("mscorlib", core));
        var ours = Lowered.Bytes(assembly);
        Assert.Empty(PeComparer.Compare(PeReader.Read(ours).Value!, PeReader.Read(stock).Value!));
        Assert.True(ours.Length <= stock.Length, $"{ours.Length} bytes, the stock processor {stock.Length}");
    }

    [Fact]
    public void Every_program_is_lowered_without_complaint()
    {
        foreach (var program in Lowered.ProgramNames())
        {
            var result = Lowered.Try(DeviceCompiler.Program(Lowered.ProgramSource(program), program));

            // One of them shows what calls in a filter do.
            Assert.Equal(program == "Exceptions" ? [LoweringCode.FilterMayThrow, LoweringCode.FilterMayThrow] : [], result.Diagnostics.Select(finding => finding.Id));
        }
    }
}
