using System.Globalization;
using System.Text;
using NanoLive.RealClr;

namespace NanoLive.Corpus.Tests.RealClr;

/// <summary>Every patch of the corpus, packed, becomes on the real CLR what it was, in as many steps as on .NET, and takes no more heap than a board asks for.</summary>
public class UnpackingOnClrTests(ITestOutputHelper output)
{
    private const string Program = """
        namespace NanoLive.Release
        {
            public static class Identity
            {
                public static int Copied;
                public static int ImageCount() { return COUNT; }
                public static int ImageLength(int index) { return Program.Supply("image" + index.ToString()).Length; }
                public static byte[] Image(int index)
                {
                    Copied += ImageLength(index);
                    return Program.Supply("image" + index.ToString());
                }
            }
        }

        public static class Program
        {
            public static byte[] Supply(string name)
            {
                byte[] found = null;
                LOOKUPS
                return found;
            }

            public static void Main()
            {
                byte[] plan;
                byte[] assembly;
                byte[] packed = Supply("packed");
                byte[] release = Supply("release");
                NanoLive.Unpacking.PayloadUnpacking unpacking = new NanoLive.Unpacking.PayloadUnpacking(typeof(Program).Assembly, null);
                long free = nanoFramework.Runtime.Native.GC.Run(true);
                object[] probe = new object[1000];
                bool isOfBoards = free - nanoFramework.Runtime.Native.GC.Run(true) < 14 * probe.Length;
                probe = null;
                long least = free;
                unpacking.Begin(packed, release, 65536);
                int steps = 1;
                while (!unpacking.Step())
                {
                    steps++;
                    long now = nanoFramework.Runtime.Native.GC.Run(true);
                    least = now < least ? now : least;
                }

                int status = unpacking.Finish(out plan, out assembly);
                System.Console.WriteLine(status.ToString() + " " + steps.ToString() + " " + Same(Supply("plan"), plan) + " " + Same(Supply("assembly"), assembly));
                System.Console.WriteLine((isOfBoards ? 32 : 64).ToString() + " " + (free - least - NanoLive.Release.Identity.Copied).ToString());
                System.Console.WriteLine("END");
            }

            private static string Same(byte[] expected, byte[] actual)
            {
                if (actual == null || actual.Length != expected.Length) { return "other length"; }
                for (int i = 0; i < expected.Length; i++)
                {
                    if (actual[i] != expected[i]) { return "other at " + i.ToString(); }
                }

                return "same";
            }
        }
        """;

    private const string Native = "nanoFramework.Runtime.Native";

    private static readonly string[] s_runtime = ["NanoLive.Runtime", "NanoLive.Unpacking"];

    public static TheoryData<string> Patched => PatchOnClrTests.Patched;

    [Theory]
    [MemberData(nameof(Patched))]
    public void Packed_patch_is_expanded_on_the_real_clr_as_on_dotnet(string name)
    {
        NanoClr.SkipWithout();
        var pack = PackedPair.Of(new PairBuild(Pair.Named(name)))!;
        var images = Images(pack);
        var expanded = pack.Expand();
        var expected = $"0 {expanded.Steps} same same";
        foreach (var runner in NanoClr.Runners)
        {
            var lines = NanoClr.Run(runner, images);
            Assert.Equal(3, lines.Count);
            Assert.Equal(expected, lines[0]);
            output.WriteLine($"{name}: {pack.Packed.Length} bytes to {pack.Plan.Length + pack.Assembly.Length}: {expected}; heap {lines[1]}, reckoned {expanded.HeapBytes}, asked for {pack.AskedHeapBytes}");
            if (lines[1].StartsWith("32 ", StringComparison.Ordinal))
            {
                Assert.InRange(int.Parse(lines[1][3..], CultureInfo.InvariantCulture), 1, pack.AskedHeapBytes);
            }
        }
    }

    private static List<byte[]> Images(PackedPair pack)
    {
        var bytes = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["packed"] = pack.Packed, ["plan"] = pack.Plan, ["assembly"] = pack.Assembly, ["release"] = pack.ReleaseDigest,
        };
        for (var i = 0; i < pack.Bases.Images.Count; i++)
        {
            bytes["image" + i.ToString(CultureInfo.InvariantCulture)] = pack.Bases.Images[i];
        }

        var supplies = DeviceWorld.Supplies(bytes);
        var lookups = new StringBuilder();
        supplies.ToList().ForEach(supply => lookups.Append("found = found == null ? ").Append(supply.Name).Append(".Of(name) : found;\n"));
        var source = Program.Replace("COUNT", pack.Bases.Images.Count.ToString(CultureInfo.InvariantCulture)).Replace("LOOKUPS", lookups.ToString());
        var runtime = s_runtime.Select(DeviceWorld.Read).ToArray();
        var native = DeviceWorld.Read(Native);
        var program = NanoLive.RealClr.DeviceCompiler.Program(source, "Program", [.. runtime, native, .. supplies.Select(supply => supply.Assembly)]);
        return
        [
            File.ReadAllBytes(NanoClr.Library("mscorlib.pe")),
            File.ReadAllBytes(NanoClr.Library(Native + ".pe")),
            DevicePe.Closed(runtime[0], [runtime[1], program]),
            DevicePe.Closed(runtime[1], [program]),
            .. supplies.Select(supply => DevicePe.Of(supply.Assembly)),
            DevicePe.Of(program, [(Native, native), .. supplies]),
        ];
    }
}
