using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>The real class libraries, natives included: read, checked, lowered again from their IL, compared with what the stock processor made of it.</summary>
public class LibraryTests
{
    public static TheoryData<string, uint> Libraries() => new()
    {
        { "mscorlib", 0x1549C856 },
        { "nanoFramework.Runtime.Native", 0x0EAE898B },
        { "nanoFramework.System.Collections", 0x40DC251F },
        { "nanoFramework.System.Text", 0x8E6EB73D },
        { "nanoFramework.TestFramework", 0 },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Has_the_firmwares_native_checksum_and_means_the_same(string name, uint checksum)
    {
        NanoClr.SkipWithout();
        var stock = PeReader.Read(File.ReadAllBytes(NanoClr.Library(name + ".pe"))).Value!;
        Assert.DoesNotContain(PeVerifier.Verify(stock, PeRules.Release), finding => finding.Severity == Severity.Error);
        var ours = Lower(name).Value!.Image;
        Assert.Equal(checksum, ours.Header.NativeChecksum);
        Assert.DoesNotContain(PeComparer.Compare(ours, stock), difference => !IsFaultOfTheStockProcessor(name, difference));
    }

    [Fact]
    public void The_real_clr_runs_on_our_mscorlib()
    {
        NanoClr.SkipWithout();
        var core = Lower("mscorlib").Value!.Bytes;
        foreach (var program in Lowered.ProgramNames())
        {
            var assembly = DeviceCompiler.Program(Lowered.ProgramSource(program), program);
            foreach (var runner in NanoClr.Runners)
            {
                Assert.Equal(DotNet.Run(assembly), NanoClr.Run(runner, [core, Lowered.Bytes(assembly)]));
            }
        }
    }

    /// <summary>
    /// In mscorlib some types are marked to be left out although signatures mention them. The stock processor keeps those without their fields,
    /// and it numbers the owners of attributes before it leaves types out, so that they are those of other types.
    /// </summary>
    private static bool IsFaultOfTheStockProcessor(string name, PeDifference difference) => name == "mscorlib"
        && (difference.Kind == PeDifferenceKind.Attribute
            || (difference.Kind == PeDifferenceKind.Field && difference.First.EndsWith("::value__", StringComparison.Ordinal) && difference.Second.Length == 0));

    private static Result<LoweredPe> Lower(string name)
    {
        var references = new AssemblyReferences().AddFolder(NanoClr.LibraryFolder);
        var result = AssemblyLowering.Lower(File.ReadAllBytes(NanoClr.Library(name + ".dll")), references);
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        return result;
    }
}
