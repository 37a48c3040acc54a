using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Tests.RealClr;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>What is said about a .pe.</summary>
public class ListingTests
{
    [Fact]
    public void Listing_names_types_members_and_operands()
    {
        var lines = PeListing.Lines(Lowered.Image("""
            public class Sample
            {
                private int _count = 4;
                private static readonly byte[] s_data = { 1, 2, 3 };
                public string Text(int[] numbers)
                {
                    try { _count += numbers[0]; return "a \"text\""; }
                    catch (System.Exception) { return _count.ToString(); }
                }
            }
            """)).ToList();
        Assert.Contains(".assembly Sample 0.0.0.0", lines);
        Assert.Contains(lines, line => line.StartsWith("  refers to mscorlib 1.17.", StringComparison.Ordinal));
        Assert.Contains(".type Sample (Public, BeforeFieldInit, Class) : [mscorlib]System.Object", lines);
        Assert.Contains("  .field I4 _count (Private)", lines);
        Assert.Contains(lines, line => line.StartsWith("  .method String Text(I4[]) (Public, HideBySig, HasExceptionHandlers)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("ldstr \"a \\\"text\\\"\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("stfld Sample::_count", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("call [mscorlib]System.Int32::ToString()", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("catch [mscorlib]System.Exception handler IL_", StringComparison.Ordinal));
    }

    [Fact]
    public void Budget_is_what_the_32_bit_firmware_says_it_takes()
    {
        // Printed by a 32-bit firmware at start: "(3240 RAM - 32452 ROM ...)" for mscorlib; its figure comes before rounding to blocks.
        NanoClr.SkipWithout();
        var budget = PeBudget.Of(PeReader.Read(File.ReadAllBytes(NanoClr.Library("mscorlib.pe"))).Value!);
        Assert.Equal((3240, 32452, 141, 803, 16), (budget.RecordHeapBytes, budget.ImageBytes, budget.Types, budget.Methods, budget.StaticFields));
        Assert.Equal(12 + 32460, budget.ImageHeapBytes);
    }

    [Fact]
    public void Budget_adds_up()
    {
        var image = Lowered.Image("public class Sample { public static int A; public int F(int x) => x * 3 + A; } public static class Big { public static readonly byte[] Data = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }; }");
        var budget = PeBudget.Of(image);
        Assert.Equal(budget.ImageBytes, PeHeader.SizeBytes + budget.Tables.Sum(table => table.Bytes));
        Assert.Equal(0, budget.LoadedHeapBytes % 12);
        Assert.Equal(12, budget.LargestTypes.Sum(type => type.StaticDataBytes));
        Assert.Equal(image.ByteCode.Length, budget.LargestTypes.Sum(type => type.CodeBytes));
    }

    [Fact]
    public void Deployment_has_references_first_and_every_part_on_a_multiple_of_four()
    {
        var a = DeviceCompiler.Library("public class A { }", "Z.First");
        var b = DeviceCompiler.Library("public class B : A { }", "M.Second", a);
        var c = DeviceCompiler.Library("public class C : B { }", "A.Third", a, b);
        PeImage[] images = [.. new[] { c, b, a }.Select(assembly => Lowered.Try(assembly, null, ("Z.First", a), ("M.Second", b)).Value!.Image)];
        Assert.Equal(["Z.First", "M.Second", "A.Third"], DeploymentImage.Order(images).Select(image => PeStrings.Text(image, image.Header.AssemblyName)));
        var deployment = DeploymentImage.Build(images);
        Assert.Equal(images.Sum(image => (int)image.Header.TableStarts[15]), deployment.Length);
        Assert.Equal("NFMRK1"u8.ToArray(), deployment[(int)images[2].Header.TableStarts[15]..][..6]);
    }
}
