using NanoLive.Format;
using NanoLive.Lowering.Reading;
using NanoLive.Signing;

namespace NanoLive.Packing.Tests;

/// <summary>What need not travel: names of fields that the base has, and code that the patch has brought already.</summary>
public class PayloadPackerTests
{
    private static readonly byte[] s_release = [.. Enumerable.Repeat((byte)9, 32)];
    private static readonly PackedBase s_base = RandomAssembly.Base([1, 1234, 5, 2, 777, 8]);
    private static readonly byte[] s_patch = RandomAssembly.Patch("Pabcdef2", [1, 1234, 6, 2, 777, 8], s_base);

    [Fact]
    public void Holder_that_is_a_field_of_the_base_takes_some_bits()
    {
        var none = Packed(s_patch);
        Assert.InRange(Packed(s_patch, Holder("Drivers.Driver0", "_values")).Length - none.Length, 1, 4);
        Assert.InRange(Packed(s_patch, Holder("Drivers.Driver0", "_values"), Holder("Drivers.Driver3", "_text"), Holder("Drivers.Driver3", "_state")).Length - none.Length, 1, 9);
    }

    [Theory]
    [InlineData("Drivers", "Drivers.Driver0", "_nobodyHasThis")]
    [InlineData("Drivers", "Drivers.Elsewhere", "_values")]
    [InlineData("Others", "Drivers.Driver0", "_values")]
    [InlineData("Drivers", "Driver0", "_values")]
    public void Holder_that_is_none_of_the_base_is_spelled(string assembly, string type, string field)
    {
        var holder = new HolderField { Assembly = assembly, Class = type, Field = field };
        Assert.InRange(Packed(s_patch, holder).Length - Packed(s_patch).Length, 5, assembly.Length + type.Length + field.Length + 10);
        Packed(s_patch, Holder("Drivers.Driver0", "_values"), holder, Holder("Drivers.Driver3", "_text"));
    }

    [Fact]
    public void More_holders_than_a_byte_says_are_spelled_from_there_on()
    {
        var holders = Enumerable.Range(0, 30).Select(i => Holder(i % 2 == 0 ? "Drivers.Driver0" : "Drivers.Driver3", new[] { "_values", "_text", "_state", "_wide" }[i % 4])).ToArray();
        Packed(s_patch, holders);
    }

    [Fact]
    public void Code_that_several_classes_bring_is_told_once()
    {
        var lengths = new[] { Source(1), Source(4), Source(4, isSame: false) }.Select(source => RandomAssembly.Pair(Motor, source)).Select(pair => Packed(pair.Patch!, pair.Bases).Length).ToList();
        Assert.InRange((lengths[1] - lengths[0]) / 3, 1, 40);
        Assert.InRange(lengths[2], lengths[1] + 30, 10000);
    }

    [Fact]
    public void Type_that_stands_before_what_encloses_it_is_referred_to()
    {
        var (bases, patch) = RandomAssembly.Pair(Motor, "public class Other { public object All() { return new Drivers.Motor.Phase[3]; } }");
        var types = PeReader.Read(bases.Images[1]).Value!.TypeDefs;
        Assert.Contains(types, type => type.EnclosingType < types.Length && type.EnclosingType > types.IndexOf(type));
        Assert.NotNull(patch);
        Packed(patch, bases);
    }

    [Fact]
    public void Class_whose_name_the_firmware_spells_is_extended()
    {
        var (bases, patch) = RandomAssembly.Pair(
            "namespace System { public class Motor { public int Speed(int x) { return x; } } }", "public class Fast : System.Motor { public Fast(Fast none) { } }");
        Assert.NotNull(patch);
        Packed(patch, bases);
    }

    private const string Motor = """
        namespace Drivers
        {
            public class Motor
            {
                public enum Phase { Idle, Running }
                public static int Number(Phase phase) { return phase == Phase.Idle ? 1 : 2; }
                public Phase Next(Phase phase) { return (Phase)(Number(phase) & 1); }
            }
        }
        """;

    private static string Source(int classes, bool isSame = true) => "using System;\n" + string.Concat(Enumerable.Range(0, classes).Select(i => $$"""
        public class Class{{i}}
        {
            public object Method(int x, string text)
            {
                try
                {
                    for (int i = 0; i < {{(isSame ? 17 : 17 * (i + 1))}}; i++) { x = x * {{(isSame ? 31 : 1000 * i + 7)}} + text.Length ^ i; }
                    text = x.ToString() + "{{(isSame ? "of all" : "number" + i)}}" + text.Substring(x & 3);
                }
                catch (Exception exception)
                {
                    Console.WriteLine(exception.Message);
                }

                return text;
            }
        }

        """));

    private static HolderField Holder(string type, string field) => new() { Assembly = "Drivers", Class = type, Field = field };

    /// <summary>Expands to what it was.</summary>
    private static byte[] Packed(byte[] pe, params HolderField[] holders) => Packed(pe, s_base, holders);

    private static byte[] Packed(byte[] pe, PackedBase bases, params HolderField[] holders)
    {
        var plan = PlanWriter.Write(new Plan
        {
            AssemblyName = "Pabcdef2", BaseDigest = s_release, FromStates = [s_release], Classes = [], Holders = holders, Statics = [],
        }).Value!;
        var packed = PayloadPacker.ForPe(plan, pe, bases, s_release)!.Packed;
        var outcome = Expansion.Of(packed, bases, s_release);
        Assert.Equal(Status.Ok, outcome.Status);
        Assert.Equal(plan, outcome.Plan);
        Assert.Equal(pe, outcome.Assembly);
        return packed;
    }
}
