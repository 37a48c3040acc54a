using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Tests;

namespace NanoLive.Packing.Tests;

/// <summary>A small assembly whose classes are what a list of numbers says: near lists give near assemblies.</summary>
internal static class RandomAssembly
{
    private static readonly string s_core = Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll");

    private static readonly string[] s_statements =
    [
        "_a = x + {0};", "_b = _a * {0} - x;", "if (x > {0}) {{ return _a; }}", "for (int i = 0; i < {0}; i++) {{ _a += i; }}", "_text = \"number {0}\";", "_values[{0} & 3] = x;",
        "try {{ _a = {0} / x; }} catch (System.Exception) {{ _a = {0}; }}", "switch (x) {{ case 0: _b = {0}; break; case 1: _b = x; break; case 2: _a = 1; break; }}",
        "_wide += {0}L << x;", "_state = (State)({0} & 1);", "_a ^= new Pair(x, {0}).Sum();", "_values = new int[] {{ {0}, 2, 3, 4, 5 }};", "_b = Twice(_a + {0});", "_a = _b == {0} ? x : ~x;",
    ];

    /// <summary>What patches are packed against: the sample and one assembly.</summary>
    public static PackedBase Base(IReadOnlyList<int> numbers)
    {
        using var core = AssemblyDefinition.ReadAssembly(s_core);
        var sample = Lower(SamplePatch.Create(core.Name));
        return new PackedBase([sample, Lower(Compile("Drivers", numbers))]);
    }

    /// <summary>The sample, an assembly Drivers of that source, and a patch that may name what it has, as .pe and arranged.</summary>
    public static (PackedBase Bases, byte[]? Patch) Pair(string drivers, string patch)
    {
        var compiled = Compile("Drivers", drivers, []);
        using var core = AssemblyDefinition.ReadAssembly(s_core);
        var bases = new PackedBase([Lower(SamplePatch.Create(core.Name)), Lower(compiled)]);
        return (bases, PayloadPacker.Arrange(Lower(Compile("Pabcdef2", patch, [MetadataReference.CreateFromImage(compiled)]), ("Drivers", compiled)), bases));
    }

    /// <summary>As .pe, arranged.</summary>
    public static byte[] Patch(string name, IReadOnlyList<int> numbers, PackedBase bases)
    {
        var arranged = PayloadPacker.Arrange(Lower(Compile(name, numbers)), bases);
        Assert.NotNull(arranged);
        return arranged;
    }

    private static byte[] Lower(byte[] assembly, params (string Name, byte[] Assembly)[] more)
    {
        var references = new AssemblyReferences().AddFile(s_core);
        Array.ForEach(more, one => references.Add(one.Name, one.Assembly));
        var lowered = AssemblyLowering.Lower(assembly, references);
        Assert.True(lowered.Succeeded, string.Join("\n", lowered.Diagnostics));
        return lowered.Value!.Bytes;
    }

    private static byte[] Compile(string name, IReadOnlyList<int> numbers) => Compile(name, Source(numbers), []);

    private static byte[] Compile(string name, string source, MetadataReference[] more) =>
        new DeviceCompilation(name, [("Drivers.cs", source)], [MetadataReference.CreateFromFile(s_core), .. more]).Emit().Image;

    // Each four numbers: a class or not, how many statements, and which.
    private static string Source(IReadOnlyList<int> numbers)
    {
        var text = new StringBuilder("""
            namespace Drivers
            {
                public enum State { Off, On }
                public struct Pair
                {
                    private readonly int _x;
                    private readonly int _y;
                    public Pair(int x, int y) { _x = x; _y = y; }
                    public int Sum() { return _x + _y; }
                }
            """);
        for (var i = 0; i + 2 < numbers.Count; i += 3)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                public class Driver{{i}}
                {
                    private int _a, _b;
                    private long _wide;
                    private string _text;
                    private State _state;
                    private int[] _values = new int[8];
                    private static int Twice(int x) { return x + x; }
                    public override string ToString() { return _text; }
                    public bool IsOn { get { return _state == State.On && _wide > {{numbers[i]}} && _b > _a; } }
                    public int Method{{numbers[i] % 5}}(int x)
                    {
                        {{string.Join("\n", Statements(numbers[i + 1], numbers[i + 2]))}}
                        return _a;
                    }
                }
                """);
        }

        return text.Append("\n}").ToString();
    }

    private static IEnumerable<string> Statements(int seed, int number)
    {
        for (var left = seed; left > 0; left /= s_statements.Length)
        {
            yield return string.Format(CultureInfo.InvariantCulture, s_statements[left % s_statements.Length], number + left);
        }
    }
}
