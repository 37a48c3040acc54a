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

    private const string Serial = """
        namespace System.IO.Ports {
          public delegate bool Received(object sender, string text);
          public delegate void Failed(string why);
          public class SerialPort {
            public event Received Data;
            public SerialPort(int baud, Failed failed) { if (failed != null) failed(baud.ToString()); }
            public void Watch(Received received, int bytes, Failed failed) { Data += received; if (bytes == 0) failed(""); }
            public static void All(Received received, bool later) { if (received != null && !later) received(null, ""); }
            public bool Raise(string text) { return Data(this, text); }
            public void Later(System.Threading.TimerCallback callback, object state) { callback(state); }
          }
        }
        """;

    private const string Modem = """
        using System;
        using System.Collections;
        using System.IO.Ports;
        using System.Threading;
        namespace D {
          public delegate void Own(int n);
          public class Modem {
            private readonly SerialPort _port;
            private Received _kept;
            private Timer _timer;
            public Modem() {
              _port = new SerialPort(9600, OnFailed);
              _port.Data += OnData;
              _timer = new Timer(o => { }, null, 1, 1);
              new Thread(Loop).Start();
            }
            public void Stop() { _port.Data -= OnData; new ArrayList().Add(new Own(Take)); Call(OnData); }
            public void Watch() { _kept = OnData; _port.Watch(_kept, 3, OnFailed); SerialPort.All(_kept, false); SerialPort.All(null, true); }
            private bool Call(Received r) { return r(this, ""); }
            private bool OnData(object sender, string text) { return text != ""; }
            private void OnFailed(string why) { }
            private void Take(int n) { }
            private void Loop() { }
          }
          public class Louder : SerialPort { public Louder() : base(1, null) { Data += OnData; } private bool OnData(object sender, string text) { return true; } }
        }
        """;

    private const string LinePorts = """
        namespace NanoLive.Board {
          public abstract class Line { public object Handler; }
          public abstract class EventLine : Line { public EventLine(object handler) { Handler = handler; } public void Begin() { } public void End(bool hasReturned) { } }
          public static class LibraryEvents { public static System.Delegate Find(System.Delegate handler) { return null; } public static void Add(EventLine line, System.Delegate outer) { } }
        }
        """;

    private static readonly BuildFile SerialLibrary = DeviceCompiler.Compile("System.IO.Ports", Serial);

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
    public void Delegate_that_a_class_library_is_given_gets_a_line_whoever_gives_it_and_whatever_takes_it()
    {
        var build = Led(Modem);
        var called = Class(build, "D.Modem").Methods.SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>().Where(m => m.DeclaringType.Namespace == "NanoLive.Lines")
            .Select(m => $"{m.DeclaringType.Name}.{m.Name}").ToList();
        Assert.Equal(["Failed.new_SerialPort", "Received.add_Data", "TimerCallback.new_Timer", "Received.remove_Data", "Received.Watch", "Received.All", "Received.All"], called);
        Assert.Equal(called.Count, build.Report.Subscriptions);
        Assert.Equal(["Failed", "Received", "TimerCallback"], Class(build, "D.Modem").Module.Types.Where(t => t.Namespace == "NanoLive.Lines").Select(t => t.Name).Order());

        // Both delegates of one call are led; what is kept, called, or begins a thread is not, nor what a class gives to its own base.
        var watch = Class(build, "NanoLive.Lines.Received").Methods.Single(m => m.Name == "Watch").Body.Instructions.Select(i => i.Operand).OfType<MethodReference>();
        Assert.Equal(["Received.Lead", "Failed.Lead", "SerialPort.Watch"], watch.Select(m => $"{m.DeclaringType.Name}.{m.Name}"));
        Assert.Contains(Method(build, "D.Louder", ".ctor").Body.Instructions, i => i.Operand is MethodReference { Name: "add_Data", DeclaringType.Name: "SerialPort" });
        Assert.Equal(build.Files[0].Image, Led(Modem).Files[0].Image);
    }

    [Fact]
    public void Delegate_whose_methods_do_not_agree_on_what_it_is_called_with_gets_no_line()
    {
        var build = Led(Modem.Replace("OnData(object sender, string text) { return true; }", "OnData(object sender, object text) { return true; }", StringComparison.Ordinal));
        Assert.DoesNotContain(Class(build, "D.Modem").Module.Types, t => t.Namespace == "NanoLive.Lines" && t.Name == "Received");
    }

    [Fact]
    public void Line_hands_on_what_the_library_says_and_what_the_handler_returns()
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext("lines", isCollectible: true);
        var build = Led(Modem.Replace("public void Watch()", "public bool Raise(string text) { return _port.Raise(text); } public object Heard; public void Later(object state) { _port.Later(Hear, state); } private void Hear(object state) { Heard = state; } public void Watch()", StringComparison.Ordinal));
        var loaded = build.Files.Append(SerialLibrary).Select(f => context.LoadFromStream(new MemoryStream(f.Image))).ToList();
        dynamic modem = Activator.CreateInstance(loaded.Select(a => a.GetType("D.Modem")).Single(t => t != null)!)!;
        Assert.True(modem.Raise("x"));
        Assert.False(modem.Raise(""));
        modem.Later("soon");
        Assert.Equal("soon", modem.Heard);
        context.Unload();
    }

    private static PreparedBuild Led(string source) =>
        Preparation.Prepare(DeviceCompiler.Build(DeviceCompiler.Compile("Drivers", source, references: SerialLibrary), DeviceCompiler.Compile("NanoLive.Board", LinePorts)), new PreparationOptions());

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
