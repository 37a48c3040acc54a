using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>
/// What only patches contain: a class of its base's full name, private members of the base used in place, and a constructor that calls no other, touches
/// nothing, and has a parameter of its own class.
/// </summary>
public class PatchFormTests
{
    private const string Driver = """
        using System;
        namespace Drivers
        {
            public class Thermometer
            {
                VISIBILITY int _raw = 21;
                VISIBILITY static int s_made;
                public Thermometer() { s_made++; Console.WriteLine("sensor reset"); }
                VISIBILITY int Scale(int by) => _raw * by;
                public virtual int Read() => Scale(2);
                public static int Made() => s_made;
            }
        }
        """;

    private const string Patch = """
        namespace Drivers
        {
            public class Thermometer2 : Thermometer
            {
                private int _filter;
                public Thermometer2(Thermometer2 adoption) { }
                public override int Read() { _filter = _filter + 1; return Scale(2) + _raw + _filter + s_made * 1000; }
            }
        }
        """;

    private const string Program = """
        using System;
        using System.Reflection;
        using Drivers;
        public static class Program
        {
            public static void Main()
            {
                Thermometer old = new Thermometer();
                Type next = Assembly.Load(new byte[] { IMAGE }).GetType("Drivers.Thermometer");
                ConstructorInfo adoption = next.GetConstructor(new Type[] { next });
                Thermometer adopted = (Thermometer)adoption.Invoke(new object[] { null });
                Console.WriteLine(next.FullName + " " + (next == typeof(Thermometer)).ToString() + " " + next.IsSubclassOf(typeof(Thermometer)).ToString()
                    + " " + (typeof(Thermometer).GetConstructor(new Type[] { next }) == null).ToString());
                FieldInfo raw = typeof(Thermometer).GetField("_raw", BindingFlags.NonPublic | BindingFlags.Instance);
                Console.WriteLine(old.Read().ToString() + " " + raw.GetValue(adopted).ToString());
                raw.SetValue(adopted, raw.GetValue(old));
                Console.WriteLine(adopted.Read().ToString() + " " + adopted.Read().ToString());
                Console.WriteLine("END");
            }
        }
        """;

    [Fact]
    public void Patch_uses_private_members_and_adopts_without_a_reset()
    {
        NanoClr.SkipWithout();
        var (driver, _, program) = Build();
        foreach (var runner in NanoClr.Runners)
        {
            var lines = NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), driver, program]);
            Assert.Equal(["sensor reset", "Drivers.Thermometer False True True", "42 0", "1064 1065", "END"], lines.Where(line => line.Length > 0 && line[0] != ' ' && !line.StartsWith("Total:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Patch_of_one_method_is_small()
    {
        var (_, patch, _) = Build();
        Assert.InRange(patch.Length, PeHeader.SizeBytes, 500);
    }

    private static (byte[] Driver, byte[] Patch, byte[] Program) Build()
    {
        // The compiler sees a base whose members are public; what is lowered refers to the one where they are not.
        var open = DeviceCompiler.Library(Driver.Replace("VISIBILITY", "public", StringComparison.Ordinal), "Drivers");
        var real = DeviceCompiler.Library(Driver.Replace("VISIBILITY", "private", StringComparison.Ordinal), "Drivers");
        var patch = Lowered.Bytes(AsPatch(DeviceCompiler.Library(Patch, "Drivers.P1", open)), new LoweringOptions { IsPatch = true }, ("Drivers", real));
        var program = DeviceCompiler.Program(Program.Replace("IMAGE", string.Join(", ", patch), StringComparison.Ordinal), "Program", real);
        return (Lowered.Bytes(real), patch, Lowered.Bytes(program, null, ("Drivers", real)));
    }

    private static byte[] AsPatch(byte[] assembly)
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(assembly));
        var type = module.GetType("Drivers.Thermometer2");
        type.Name = "Thermometer";
        var body = type.Methods.Single(method => method.IsConstructor).Body;
        body.Instructions.Clear();
        body.GetILProcessor().Emit(OpCodes.Ret);
        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }
}
