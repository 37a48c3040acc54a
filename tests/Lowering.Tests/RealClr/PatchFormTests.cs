using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>What only patches contain: private members of the base used in place, and a constructor that calls no other and touches nothing.</summary>
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
            public sealed class Adoption { }
            public class Thermometer2 : Thermometer
            {
                private int _filter;
                public Thermometer2(Adoption adoption) { }
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
                Thermometer adopted = new Thermometer2(new Adoption());
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
        var (driver, patch, program) = Build();
        foreach (var runner in NanoClr.Runners)
        {
            var lines = NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), driver, patch, program]);
            Assert.Equal(["sensor reset", "42 0", "1064 1065", "END"], lines);
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
        var patch = WithoutBaseCall(DeviceCompiler.Library(Patch, "Drivers.P1", open));
        var program = DeviceCompiler.Program(Program, "Program", real, patch);
        return (
            Lowered.Bytes(real),
            Lowered.Bytes(patch, new LoweringOptions { IsPatch = true }, ("Drivers", real)),
            Lowered.Bytes(program, null, ("Drivers", real), ("Drivers.P1", patch)));
    }

    private static byte[] WithoutBaseCall(byte[] assembly)
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(assembly));
        var body = module.GetType("Drivers.Thermometer2").Methods.Single(method => method.IsConstructor).Body;
        body.Instructions.Clear();
        body.GetILProcessor().Emit(OpCodes.Ret);
        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }
}
