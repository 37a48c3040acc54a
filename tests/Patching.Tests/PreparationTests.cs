using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching.Tests;

public class PreparationTests
{
    private const string Driver = """
        using System;
        namespace D {
          public interface IGauge { int Read(); }
          public sealed class Gauge : IGauge {
            private int _n;
            public event EventHandler Changed;
            public Gauge() { Reset(); }
            public int Read() { Step(); return Scale(_n); }
            internal void Step() { _n++; Note(); }
            private void Note() { }
            protected static int Hidden() { return 1; }
            public int Scale(int n) { return n * 2; }
            public EventHandler Handler() { return OnChanged; }
            public void OnChanged(object s, EventArgs e) { if (Changed != null) Changed(s, e); }
            public void Reset() { _n = 0; }
            public int Value { get; set; }
          }
          public class Base { public int A() { return 1; } public int B() { return A(); } public virtual int V() { return 1; } }
          public class Derived : Base { public new int A() { return 2; } public override int V() { return base.V() + base.B(); } }
          public struct Point { public int X; public int Twice() { return X * 2; } }
          public static class Tools { public static int One() { return 1; } }
          public sealed class MarkAttribute : Attribute { public int Get() { return 1; } }
          public delegate void Tick(int n);
        }
        """;

    private const string Pins = """
        using System.Device.Gpio;
        namespace D {
          public class Door {
            private readonly GpioPin _pin;
            public Door(GpioPin pin) { _pin = pin; _pin.ValueChanged += OnEdge; }
            public void Stop() { _pin.ValueChanged -= OnEdge; }
            public void Weigh(int n) { PinHandler[] later = { (s, e) => { _pin.ValueChanged += (t, f) => Mode(); n++; } }; }
            public static void Join(GpioPin pin) { pin.ValueChanged += OnAny; pin.ValueChanged -= OnAny; }
            public bool Mode() { return _pin.Read(); }
            private void OnEdge(object s, object e) { }
            private static void OnAny(object s, object e) { }
          }
        }
        """;

    private const string Gpio = """
        namespace System.Device.Gpio {
          public delegate void PinHandler(object sender, object arguments);
          public class GpioPin { public event PinHandler ValueChanged; public bool Read() { return ValueChanged == null; } }
        }
        """;

    private const string Ports = """
        using System.Device.Gpio;
        namespace NanoLive.Board {
          public static class PinEvents {
            public static void add_ValueChanged(GpioPin pin, PinHandler handler) { pin.ValueChanged += handler; }
            public static void remove_ValueChanged(GpioPin pin, PinHandler handler) { pin.ValueChanged -= handler; }
          }
        }
        """;

    private static readonly BuildFile GpioLibrary = DeviceCompiler.Compile("System.Device.Gpio", Gpio);

    private static BuildFile Compiled(string source) => DeviceCompiler.Compile("Drivers", source, references: GpioLibrary);

    private static PreparedBuild Prepare(string source = Driver, params string[] excluded) =>
        Preparation.Prepare(DeviceCompiler.Build(source), new PreparationOptions { Excluded = excluded });

    private static TypeDefinition Class(PreparedBuild build, string name)
    {
        var file = build.Files[build.Names.ToList().IndexOf("Drivers")];
        return AssemblyDefinition.ReadAssembly(new MemoryStream(file.Image)).MainModule.GetType(name);
    }

    private static MethodDefinition Method(PreparedBuild build, string type, string name) => Class(build, type).Methods.Single(m => m.Name == name);

    [Fact]
    public void Sealed_class_becomes_unsealed_and_its_instance_methods_virtual()
    {
        var gauge = Class(Prepare(), "D.Gauge");
        Assert.False(gauge.IsSealed);
        foreach (var name in new[] { "Read", "Step", "Note", "Scale", "Handler", "OnChanged", "Reset", "get_Value", "set_Value", "add_Changed" })
        {
            var method = gauge.Methods.Single(m => m.Name == name);
            Assert.True(method is { IsVirtual: true, IsFinal: false, IsNewSlot: true }, name);
        }

        Assert.True(gauge.Methods.Single(m => m.Name == "Note").IsPrivate);
        Assert.False(gauge.Methods.Single(m => m.Name == "Hidden").IsVirtual);
        Assert.True(gauge.Methods.Single(m => m.Name == "Step").IsFamilyOrAssembly);
    }

    [Fact]
    public void Call_on_this_is_dispatched_but_not_in_a_constructor()
    {
        var build = Prepare();
        Assert.Contains(Method(build, "D.Gauge", "Read").Body.Instructions, i => i.OpCode == OpCodes.Callvirt && ((MethodReference)i.Operand).Name == "Scale");
        Assert.Contains(Method(build, "D.Gauge", ".ctor").Body.Instructions, i => i.OpCode == OpCodes.Call && ((MethodReference)i.Operand).Name == "Reset");
        Assert.Contains(Method(build, "D.Gauge", "Step").Body.Instructions, i => i.OpCode == OpCodes.Callvirt && ((MethodReference)i.Operand).Name == "Note");
    }

    [Fact]
    public void Address_of_a_method_that_became_virtual_is_taken_by_dispatch()
    {
        var code = Method(Prepare(), "D.Gauge", "Handler").Body.Instructions.Select(i => i.OpCode.Code).ToArray();
        Assert.Equal([Code.Ldarg_0, Code.Dup, Code.Ldvirtftn, Code.Newobj, Code.Ret], code);
    }

    [Fact]
    public void Static_field_that_can_hold_an_object_is_no_more_read_only()
    {
        var fields = Class(Prepare("namespace D { public class Hub { public static readonly Hub One = new Hub(); public static readonly int Number = One.Plus(1); private readonly Hub _next; public int Plus(int n) { return _next == null ? n : 0; } } }"), "D.Hub").Fields;
        Assert.Equal(["Number", "_next"], fields.Where(f => f.IsInitOnly).Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Subscription_to_a_pin_goes_to_the_board_whoever_makes_it()
    {
        var build = Preparation.Prepare(DeviceCompiler.Build(Compiled(Pins), DeviceCompiler.Compile("NanoLive.Board", Ports, references: GpioLibrary)), new PreparationOptions());
        Assert.Equal(5, build.Report.Subscriptions);
        var called = Class(build, "D.Door").Methods.Concat(Class(build, "D.Door").NestedTypes.SelectMany(t => t.Methods)).SelectMany(m => m.Body.Instructions)
            .Where(i => i.Operand is MethodReference { Name: "add_ValueChanged" or "remove_ValueChanged" }).ToList();
        Assert.Equal(5, called.Count);
        Assert.All(called, i => Assert.Equal((OpCodes.Call, "NanoLive.Board.PinEvents", "NanoLive.Board"), (i.OpCode, ((MethodReference)i.Operand).DeclaringType.FullName, ((MethodReference)i.Operand).DeclaringType.Scope.Name)));
        Assert.Contains(Method(build, "D.Door", "Mode").Body.Instructions, i => i.Operand is MethodReference { DeclaringType.Name: "GpioPin", Name: "Read" });
    }

    [Fact]
    public void Ports_themselves_subscribe_as_they_were_compiled()
    {
        var ports = DeviceCompiler.Compile("NanoLive.Board", Ports, references: GpioLibrary);
        var build = Preparation.Prepare(DeviceCompiler.Build(Compiled(Pins), ports), new PreparationOptions());
        Assert.Equal(ports.Image, build.Files[build.Names.ToList().IndexOf("NanoLive.Board")].Image);
    }

    [Fact]
    public void Without_ports_that_have_lines_a_subscription_stays_as_it_was()
    {
        var build = Preparation.Prepare(DeviceCompiler.Build(Compiled(Pins)), new PreparationOptions());
        Assert.Equal(0, build.Report.Subscriptions);
        Assert.Contains(Method(build, "D.Door", "Stop").Body.Instructions, i => i.OpCode == OpCodes.Callvirt && i.Operand is MethodReference { DeclaringType.Name: "GpioPin", Name: "remove_ValueChanged" });
    }

    [Fact]
    public void Base_call_of_an_originally_virtual_method_stays()
    {
        var code = Method(Prepare(), "D.Derived", "V").Body.Instructions;
        Assert.Contains(code, i => i.OpCode == OpCodes.Call && ((MethodReference)i.Operand).Name == "V");
        Assert.Contains(code, i => i.OpCode == OpCodes.Callvirt && ((MethodReference)i.Operand).Name == "B");
    }

    [Fact]
    public void Hidden_method_stays_as_it_was_and_is_reported()
    {
        var build = Prepare();
        Assert.False(Method(build, "D.Base", "A").IsVirtual);
        Assert.True(Method(build, "D.Derived", "A").IsVirtual);
        Assert.Contains(build.Report.LeftAlone, l => l.Contains("D.Base.A"));
    }

    [Fact]
    public void Private_method_that_a_derived_class_has_too_stays_as_it_was_and_is_reported()
    {
        const string Source = "namespace D { public class Base { public int Get() { return Raw(); } private int Raw() { return 1; } } public class Derived : Base { public int Twice() { return Raw(); } private int Raw() { return 2; } } }";
        var build = Prepare(Source);
        Assert.False(Method(build, "D.Base", "Raw").IsVirtual);
        Assert.True(Method(build, "D.Derived", "Raw").IsVirtual);
        Assert.Contains(Method(build, "D.Base", "Get").Body.Instructions, i => i.OpCode == OpCodes.Call && ((MethodReference)i.Operand).Name == "Raw");
        Assert.Contains(build.Report.LeftAlone, l => l.Contains("D.Base.Raw"));
    }

    [Fact]
    public void Structs_statics_attributes_and_delegates_stay_as_they_were()
    {
        var build = Prepare();
        Assert.False(Method(build, "D.Point", "Twice").IsVirtual);
        Assert.True(Class(build, "D.Tools").IsSealed);
        Assert.True(Class(build, "D.MarkAttribute").IsSealed);
        Assert.True(Class(build, "D.Tick").IsSealed);
    }

    [Fact]
    public void Excluded_class_stays_as_it_was() => Assert.True(Class(Prepare(Driver, "D.Gauge"), "D.Gauge").IsSealed);

    [Fact]
    public void Same_input_gives_the_same_bytes()
    {
        var first = Prepare();
        var second = Prepare();
        Assert.Equal(first.Files.Select(f => Convert.ToHexString(f.Image)), second.Files.Select(f => Convert.ToHexString(f.Image)));
        Assert.Equal(ReleaseDigest.Of(first), ReleaseDigest.Of(second));
    }

    [Fact]
    public void Constant_of_an_enum_of_the_board_keeps_its_width()
    {
        var build = Prepare("using System; namespace D { public class A { private const DayOfWeek Day = DayOfWeek.Friday; private const AttributeTargets T = AttributeTargets.Class; public int X(DayOfWeek d = DayOfWeek.Monday) { return (int)d + (int)Day + (int)T; } } }");
        Assert.Equal(5, Class(build, "D.A").Fields.Single(f => f.Name == "Day").Constant);
    }

    [Fact]
    public void Runtime_stays_byte_for_byte()
    {
        var build = Prepare();
        Assert.Equal(DeviceCompiler.Runtime, build.Files[build.Names.ToList().IndexOf("NanoLive.Runtime")].Image);
    }

    [Fact]
    public void Report_counts_what_was_done()
    {
        var report = Prepare().Report;
        Assert.Equal(3, report.Classes);
        Assert.True(report.Methods == 12, report.ToString());
        Assert.True(report.Calls == 5, report.ToString());
        Assert.True(report.BytesBefore > 0 && report.BytesAfter > 0);
    }
}
