using System.Text;

namespace NanoLive.RealClr;

/// <summary>
/// What <c>World</c> of Device.Tests asks for, in both places where its tests run: how bytes become types, and bytes by name. On the real CLR
/// those lie in assemblies beside the program, as there are no files.
/// </summary>
public static class DeviceWorld
{
    // All array initialisers of an assembly share 64 KB.
    private const int SupplyBytes = 40000;

    /// <summary>On .NET: once for each context.</summary>
    public static void Set(DeviceContext context, int generation, Func<string, byte[]?> supply)
    {
        var tests = context.LoadFromAssemblyName(new("Device.Tests"));
        var world = tests.GetType("DeviceTests.World", true)!;
        var load = Delegate.CreateDelegate(tests.GetType("DeviceTests.LoadAssembly", true)!, context, typeof(DeviceContext).GetMethod(nameof(DeviceContext.Load), [typeof(byte[])])!);
        var bytes = Delegate.CreateDelegate(tests.GetType("DeviceTests.SupplyBytes", true)!, supply, typeof(Func<string, byte[]?>).GetMethod("Invoke")!);
        world.GetField("Here")!.SetValue(null, Activator.CreateInstance(world, generation, load, bytes));
    }

    /// <summary>The assemblies that hold the bytes on the real CLR.</summary>
    public static IReadOnlyList<(string Name, byte[] Assembly)> Supplies(IEnumerable<KeyValuePair<string, byte[]>> bytes)
    {
        var supplies = new List<(string, byte[])>();
        var waiting = new Queue<KeyValuePair<string, byte[]>>(bytes);
        while (waiting.Count > 0)
        {
            var name = "Supply" + supplies.Count;
            var source = new StringBuilder($"public static class {name} {{ public static byte[] Of(string name) {{ switch (name) {{\n");
            var size = 0;
            do
            {
                var (key, value) = waiting.Dequeue();
                size += value.Length;
                source.Append("case \"").Append(key).Append("\": return new byte[] { ").AppendJoin(',', value).Append(" };\n");
            }
            while (waiting.TryPeek(out var next) && size + next.Value.Length < SupplyBytes);

            supplies.Add((name, DeviceCompiler.Library(source + "default: return null; } } }", name)));
        }

        return supplies;
    }

    /// <summary>A program of the real CLR that says where it runs, then does <paramref name="statements"/>, then prints its end.</summary>
    public static byte[] Program(IReadOnlyList<(string Name, byte[] Assembly)> supplies, string statements, params IEnumerable<byte[]> references)
    {
        var source = new StringBuilder("using DeviceTests; public static class Program {\nprivate static byte[] Supply(string name) { byte[] found = null;\n");
        foreach (var (name, _) in supplies)
        {
            source.Append("found = found == null ? ").Append(name).Append(".Of(name) : found;\n");
        }

        source.Append("return found; }\npublic static void Main() {\n")
            .Append("World.Here = new World(NanoLive.Format.AssemblyGeneration.PeV1, System.Reflection.Assembly.Load, Supply);\n")
            .Append(statements)
            .Append("\nSystem.Console.WriteLine(\"END\"); } }");
        return DeviceCompiler.Program(source.ToString(), "Program", [.. references, .. supplies.Select(supply => supply.Assembly)]);
    }

    /// <summary>An assembly of <c>device/</c>, as IL.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, name + ".dll"));
}
