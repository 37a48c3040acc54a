using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NanoLive.Format;

namespace NanoLive.Packing.Tests;

/// <summary>What holds of any assembly: what was packed comes out byte for byte, the same each time, and never longer than the plain form.</summary>
public class PackingPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 40;

    private static readonly byte[] s_release = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    [Fact]
    public void Small_assemblies_come_out_as_they_were_packed()
    {
        var numbers = Gen.Choose(0, 3000).ListOf(9);
        var cases = from before in numbers
                    from after in numbers
                    from isEdit in Gen.Choose(0, 3)
                    from edited in Gen.Choose(0, 8)
                    select (Before: before.ToArray(), After: isEdit > 0 ? [.. before.Take(edited), .. after.Skip(edited).Take(1), .. before.Skip(edited + 1)] : after.ToArray());
        int plain = 0, packed = 0;
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20261121, 7919);
        Prop.ForAll(cases.ToArbitrary(), one => Holds(one.Before, one.After, ref plain, ref packed)).Check(config);
        output.WriteLine($"{plain} bytes plain, {packed} packed");
        Assert.True(packed * 2 < plain, $"{packed} of {plain}");
    }

    [Fact]
    public void Any_bytes_come_out_as_they_were_packed_or_have_no_packed_form()
    {
        var cases = from plan in Gen.Choose(0, 255).ListOf()
                    from assembly in Gen.Choose(0, 255).ListOf()
                    from image in Gen.Choose(0, 255).ListOf()
                    from isLike in Gen.Choose(0, 1)
                    select (Plan: Bytes(plan), Assembly: isLike == 1 ? [.. Bytes(image), .. Bytes(assembly)] : Bytes(assembly), Image: Bytes(image));
        var config = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261121, 7919);
        Prop.ForAll(cases.ToArbitrary(), one => Expands(one.Plan, one.Assembly, new PackedBase([one.Image]))).Check(config);
    }

    private static void Holds(int[] before, int[] after, ref int plainBytes, ref int packedBytes)
    {
        var bases = RandomAssembly.Base(before);
        var pe = RandomAssembly.Patch("Pabcdef2", after, bases);
        Assert.Equal(pe, PayloadPacker.Arrange(pe, bases));
        var plan = Encoding.ASCII.GetBytes("a plan of which nothing is usual");
        plainBytes += plan.Length + pe.Length;
        packedBytes += Expands(plan, pe, bases) ?? plan.Length + pe.Length;
    }

    /// <summary>Bytes of the packed form; null when there is none.</summary>
    private static int? Expands(byte[] plan, byte[] assembly, PackedBase bases)
    {
        var packed = PayloadPacker.Pack(plan, assembly, bases, s_release);
        Assert.Equal(packed, PayloadPacker.Pack(plan, assembly, bases, s_release));
        if (packed == null)
        {
            return null;
        }

        Assert.True(packed.Length < plan.Length + assembly.Length);
        var outcome = Expansion.Of(packed, bases, s_release);
        Assert.Equal(Status.Ok, outcome.Status);
        Assert.Equal(plan, outcome.Plan);
        Assert.Equal(assembly, outcome.Assembly);
        return packed.Length;
    }

    private static byte[] Bytes(IEnumerable<int> values) => [.. values.Select(value => (byte)value)];
}
