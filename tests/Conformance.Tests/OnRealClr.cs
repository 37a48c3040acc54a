using System.Collections.Concurrent;
using System.Text;
using NanoLive.Format;

namespace NanoLive.Conformance.Tests;

/// <summary>
/// Runs a class of device tests on the real CLR: a program of its own, everything but mscorlib lowered by us, and what is supplied lying in
/// assemblies beside it, as there are no files.
/// </summary>
internal static class OnRealClr
{
    // All array initialisers of an assembly share 64 KB.
    private const int SupplyBytes = 40000;

    private static readonly Lazy<IReadOnlyList<(string Name, byte[] Assembly)>> s_supplies = new(() => [.. Supplies()]);
    private static readonly ConcurrentDictionary<(string Runner, string Class), IReadOnlyList<string>> s_runs = new();

    /// <summary>What the test printed: from <c>begin</c> to its verdict, or to where the program ended.</summary>
    public static IReadOnlyList<string> Run(string runner, string type, string method)
    {
        var lines = s_runs.GetOrAdd((runner, type), key => Run(key.Runner, key.Class));
        var name = type[(type.LastIndexOf('.') + 1)..] + "." + method;
        var own = lines.SkipWhile(line => line != "begin " + name).ToList();
        var end = own.FindIndex(line => line.StartsWith("passed " + name, StringComparison.Ordinal)
            || line.StartsWith("failed " + name, StringComparison.Ordinal) || line.StartsWith("skipped " + name, StringComparison.Ordinal));
        return end >= 0 ? own[..(end + 1)] : ["the program ended before this test did:", .. lines.TakeLast(20)];
    }

    private static IReadOnlyList<string> Run(string runner, string type)
    {
        var source = new StringBuilder("using DeviceTests; public static class Program {\n");
        source.Append("private static byte[] Supply(string name) { byte[] found;\n");
        foreach (var (name, _) in s_supplies.Value)
        {
            source.Append(name).Append(".Of(name, out found); if (found != null) { return found; }\n");
        }

        source.Append("return null; }\npublic static void Main() {\n");
        source.Append("World.Here = new World(").Append(AssemblyGeneration.PeV1).Append(", System.Reflection.Assembly.Load, Supply);\n");
        source.Append("TestRun.Class(\"").Append(type).Append("\");\nSystem.Console.WriteLine(\"END\"); } }");
        string[] device = ["NanoLive.Runtime", "Device.Tests"];
        var program = DeviceCompiler.Program(source.ToString(), "Program", [.. device.Select(Read), .. s_supplies.Value.Select(supply => supply.Assembly)]);
        return NanoClr.Run(
            runner,
            [
                File.ReadAllBytes(NanoClr.Library("mscorlib.pe")),
                NanoClr.Base("nanoFramework.TestFramework") ?? Lower(Read("nanoFramework.TestFramework")),
                .. device.Select(name => Lower(Read(name))),
                .. s_supplies.Value.Select(supply => Lower(supply.Assembly)),
                Lower(program),
            ]);
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, name + ".dll"));

    private static byte[] Lower(byte[] assembly) => DevicePe.Of(assembly, s_supplies.Value);

    private static IEnumerable<(string Name, byte[] Assembly)> Supplies()
    {
        var waiting = new Queue<KeyValuePair<string, byte[]>>(new Supplies(AssemblyGeneration.PeV1).Bytes);
        for (var number = 0; waiting.Count > 0; number++)
        {
            var source = new StringBuilder($"public static class Supply{number} {{ public static void Of(string name, out byte[] bytes) {{ switch (name) {{\n");
            var size = 0;
            do
            {
                var (name, bytes) = waiting.Dequeue();
                size += bytes.Length;
                source.Append("case \"").Append(name).Append("\": bytes = new byte[] { ").AppendJoin(',', bytes).Append(" }; return;\n");
            }
            while (waiting.TryPeek(out var next) && size + next.Value.Length < SupplyBytes);

            yield return ("Supply" + number, DeviceCompiler.Library(source + "default: bytes = null; return; } } }", "Supply" + number));
        }
    }
}
