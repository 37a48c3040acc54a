namespace NanoLive.Patching.Tests;

/// <summary>What becomes of the fields of an object that is taken over: renamed together, started otherwise, resized.</summary>
public class StateTests
{
    private const string Window = """
        using NanoLive.Objects;
        namespace D {
          public class Window {
            private int _low = 1, _high = 2;
            private readonly int _intervalMs = 500;
            private int _limit = 5;
            private byte[] _table = { 1, 2, 3 };
            private int[] _ring = new int[4];
            private string _unit = "C";
            private int _count;
            private readonly int _scale = 3;
            public Window(int scale) { _scale = scale; }
            public void Put(int v) { if (v < _low) { _low = v; } if (v > _high) { _high = v; } _ring[_count % _ring.Length] = v; _count++; }
            public void SetLimit(int v) { _limit = v; }
            public int Low() { return _low; }
            public int High() { return _high; }
            public int Sum() { int s = 0; for (int i = 0; i < _ring.Length; i++) { s += _ring[i]; } return s; }
            public string About() { return _intervalMs + " " + _limit + " " + _table.Length + " " + _ring.Length + " " + _unit + " " + _scale; }
          }
        }
        """;

    private static (object Old, object Next, object Back) Pass(string @new)
    {
        var bench = new Bench(DeviceCompiler.Build(Window));
        object old = bench.New("D.Window", 7);
        foreach (int v in new[] { -5, 40, 3 })
        {
            Bench.Call(old, "Put", v);
        }

        Bench.Call(old, "SetLimit", 9);
        var patch = Patches.Live(Window, @new);
        var loaded = bench.Load(patch);
        object next = bench.Adopt(old, loaded, patch, "D.Window");
        object back = bench.New("D.Window", 7);
        Bench.Return(next, back, loaded, patch, "D.Window");
        return (old, next, back);
    }

    private static Edit Only(PatchReport report, string member) => Assert.Single(report.Edits, e => e.Member == member);

    [Fact]
    public void Two_fields_of_one_type_renamed_together_are_told_apart_by_use()
    {
        var (old, next, back) = Pass(Window.Replace("_low", "_x").Replace("_high", "_y").Replace("return _ring.Length", "return 1 + _ring.Length").Replace("_count++", "_count += 2"));
        Assert.Equal(-5, Bench.Call(next, "Low"));
        Assert.Equal(40, Bench.Call(next, "High"));
        Assert.Equal(-5, Bench.Call(back, "Low"));
        Assert.Equal(Bench.Call(old, "High"), Bench.Call(back, "High"));
    }

    [Fact]
    public void Fields_that_trade_places_under_new_names_are_told_apart_by_use()
    {
        var (_, next, _) = Pass(Window.Replace("private int _low = 1, _high = 2;", "private int _maximum = 2, _minimum = 1;").Replace("_low", "_minimum").Replace("_high", "_maximum").Replace("_count++", "_count += 2"));
        Assert.Equal(-5, Bench.Call(next, "Low"));
        Assert.Equal(40, Bench.Call(next, "High"));
    }

    [Theory]
    [InlineData("_x", "_low", "_low", "_x", "return _x;", "return _x + 1;")]
    [InlineData("_lowest", "_low", "int _low = 1, ", "long _lowest = 1; private int ", "return _low;", "return (int)_lowest;")]
    public void Rename_that_bodies_do_not_prove_is_asked_about_and_names_what_it_may_have_been(string member, string former, string was, string becomes, string use, string used)
    {
        var @new = Window.Replace(was, becomes).Replace(use, used).Replace("_low ", member + " ").Replace("_low)", member + ")");
        var report = Patches.Report(Window, @new);
        Assert.Null(report.Patch);
        var edit = Only(report, member);
        Assert.True(edit is { Kind: EditKind.FieldRenamed, Verdict: Verdict.LiveWithMigration }, Patches.Lines(report));
        Assert.Contains($"[FormerName(\"{former}\")]", edit.Remedy);
        Assert.DoesNotContain(report.Edits, e => e.Kind == EditKind.FieldRemoved);
        Assert.Contains(member, Assert.Single(report.Stubs).Text);
    }

    [Fact]
    public void Configuration_that_only_an_initialiser_sets_begins_anew_and_state_does_not()
    {
        var (old, next, back) = Pass(Window.Replace("= 500", "= 250").Replace("_limit = 5", "_limit = 6").Replace("1, 2, 3 }", "1, 2, 3, 4 }").Replace("\"C\"", "\"F\"").Replace("_scale = 3", "_scale = 4"));
        Assert.Equal("500 9 3 4 C 7", Bench.Call(old, "About"));
        Assert.Equal("250 9 4 4 F 7", Bench.Call(next, "About"));
        Assert.Equal("500 9 3 4 C 7", Bench.Call(back, "About"));
    }

    [Fact]
    public void What_is_kept_is_reported_and_why()
    {
        var report = Patches.Report(Window, Window.Replace("= 500", "= 250").Replace("_limit = 5", "_limit = 6").Replace("_scale = 3", "_scale = 4"));
        Assert.DoesNotContain("keeps its value", Only(report, "_intervalMs").Reason);
        Assert.Contains("other code sets it", Only(report, "_limit").Reason);
        Assert.Contains("constructors set it", Only(report, "_scale").Reason);
        Assert.Equal(2, report.Findings.Count(f => f.Id == FindingId.KeepsValue));
    }

    [Fact]
    public void Array_that_grew_has_the_old_elements_there_and_back()
    {
        var (_, next, back) = Pass(Window.Replace("new int[4]", "new int[6]"));
        Assert.Equal(38, Bench.Call(next, "Sum"));
        Assert.Equal(6, ((int[])Bench.Get(next, "_ring")!).Length);
        Assert.Equal([-5, 40, 3, 0], (int[])Bench.Get(back, "_ring")!);
    }

    [Fact]
    public void Array_that_became_shorter_is_asked_about()
    {
        var report = Patches.Report(Window, Window.Replace("new int[4]", "new int[3]"));
        Assert.Null(report.Patch);
        Assert.Equal(Verdict.LiveWithMigration, Only(report, "_ring").Verdict);
    }

    [Fact]
    public void Constructors_that_start_a_field_otherwise_make_it_state()
    {
        const string Two = "namespace D { public class A { private int _n; public A() { _n = 1; } public A(int x) { _n = 2; } public int N() { return _n; } } }";
        var report = Patches.Report(Two, Two.Replace("_n = 1", "_n = 3"));
        Assert.True(report.Verdict == Verdict.LiveWithMigration && report.Patch == null, Patches.Lines(report));
    }

    private const string Chip = """
        using System;
        using NanoLive.Objects;
        namespace D {
          public class Bus { public string Log = ""; public void Write(int register, int value) { Log += register + "=" + value + ";"; } }
          public class Chip {
            private readonly Bus _bus; private int _reads;
            public Chip(Bus bus) { _bus = bus; _bus.Write(1, 2); }
            public int Read() { return ++_reads; }
          }
        }
        """;

    [Theory]
    [InlineData("_bus.Write(1, 2);", "_bus.Write(1, 2); if (_reads == 0) { for (int i = 5; i < 7; i++) { bus.Write(i, 8); } } Setup(3);", "1=2;5=8;6=8;3=1;")]
    [InlineData("_bus.Write(1, 2);", "_bus.Write(1, 4);", "1=2;1=4;")]
    [InlineData("Chip(Bus bus) { _bus = bus; _bus.Write(1, 2); }", "Chip(Bus bus) : this(bus, 5, 2) { } public Chip(Bus bus, int first, int value) { _bus = bus; _bus.Write(1, value); _bus.Write(first, 8); Setup(3); }", "1=2;5=8;3=1;")]
    [InlineData("Chip(Bus bus) { _bus = bus; _bus.Write(1, 2); }", "Chip(Bus bus) : this(bus, bus.Log.Length > 4 ? 5 : 6) { _bus.Write(7, 8); } public Chip(Bus bus, int first) { _bus = bus; _bus.Write(1, 2); if (bus == null) { return; } Setup(3); }", "1=2;3=1;7=8;")]
    public void Stub_of_a_changed_constructor_is_ready_as_it_is(string was, string becomes, string log)
    {
        string @new = Chip.Replace(was, becomes).Replace("public int Read()", "private void Setup(int r) { _bus.Write(r, 1); } public int Read()");
        var report = Patches.Report(Chip, @new);
        var stub = Assert.Single(report.Stubs);
        Assert.Contains("ConstructorAdditions = true", stub.Text);
        Assert.Contains("Write", stub.Text);

        var bench = new Bench(DeviceCompiler.Build(Chip));
        object bus = bench.New("D.Bus");
        object chip = bench.New("D.Chip", bus);
        string body = stub.Text[stub.Text.IndexOf("namespace", StringComparison.Ordinal)..];
        var patch = Patches.Live(Chip, @new.Replace("using System;", "using System; using System.Reflection;") + body);
        object next = bench.Adopt(chip, bench.Load(patch), patch, "D.Chip");
        Assert.Equal(log, Bench.Get(bus, "Log"));
        Assert.Equal(1, Bench.Call(next, "Read"));
    }

    [Fact]
    public void Stub_says_what_a_field_of_an_enum_is_set_to()
    {
        const string Led = "namespace D { public enum Kind : byte { Cathode, Anode } public class Led { private bool _inverse; public Led(bool inverse) { _inverse = inverse; } public bool On() { return _inverse; } } }";
        var report = Patches.Report(Led, Led.Replace("private bool _inverse;", "private Kind _kind;").Replace("Led(bool inverse) { _inverse = inverse; }", "Led(Kind kind) { _kind = kind; }").Replace("return _inverse;", "return _kind == Kind.Anode;"));
        Assert.Contains("On boards a Kind lies in it as its number: what reflection sets has to be a Byte.", Assert.Single(report.Stubs).Text);
    }

    private const string Once = """
        using System;
        using NanoLive.Objects;
        namespace D {
          public class Part { public int Id; public Part(int id) { Id = id; } }
          public class Bus { public string Log = ""; public event EventHandler Ready; public void Write(int value) { Log += value + ";"; if (Ready != null) { Ready(this, null); } } }
          public class Chip {
            private readonly Bus _bus; private ObjectTable _table; private Part _part; private int _heard;
            public Chip(Bus bus, ObjectTable table) { _bus = bus; _table = table; _part = (Part)_table.Define("part", typeof(Part), typeof(int)).Create("part", 1).Target; _bus.Ready += Hear; }
            private void Hear(object sender, EventArgs e) { _heard++; }
            public int Read() { _bus.Write(_part.Id); return _heard; }
          }
        }
        """;

    /// <summary>The release's constructor has made the entry and subscribed; the new one does so with other arguments, and something more.</summary>
    [Fact]
    public void What_a_board_has_done_once_is_left_out_of_what_a_constructor_adds()
    {
        string @new = Once.Replace("Create(\"part\", 1)", "Create(\"part\", 2)").Replace("_bus.Ready += Hear;", "bus.Ready += Hear; _bus.Write(7);").Replace("_heard++", "_heard += 10");
        var stub = Assert.Single(Patches.Report(Once, @new).Stubs);
        Assert.Contains("ConstructorAdditions = true", stub.Text);
        Assert.Contains("cannot be done again", stub.Text);
        Assert.Contains("Define", stub.Text[stub.Text.IndexOf("Left out", StringComparison.Ordinal)..]);
        Assert.Contains("add_Ready", stub.Text[stub.Text.IndexOf("Left out", StringComparison.Ordinal)..]);

        var bench = new Bench(DeviceCompiler.Build(Once));
        object bus = bench.New("D.Bus");
        object table = Activator.CreateInstance(bench.Type("NanoLive.Objects.ObjectTable", "NanoLive.Runtime"), [null, null])!;
        object chip = bench.New("D.Chip", bus, table);
        string body = stub.Text[stub.Text.IndexOf("namespace", StringComparison.Ordinal)..];
        var patch = Patches.Live(Once, @new.Replace("using System;", "using System; using System.Reflection;") + body);
        bench.Adopt(chip, bench.Load(patch), patch, "D.Chip");
        Assert.Equal("7;", Bench.Get(bus, "Log"));
    }

    [Fact]
    public void Field_that_only_what_is_left_out_would_set_is_left_to_a_person()
    {
        string @new = Once.Replace("private Part _part;", "private Other _part;").Replace("(Part)_table.Define(\"part\", typeof(Part)", "(Other)_table.Define(\"part\", typeof(Other)")
            .Replace("public class Bus", "public class Other { public int Id; public string Name = \"\"; public Other(int id) { Id = id; } public int Twice() { return Id * 2; } } public class Bus");
        var stub = Assert.Single(Patches.Report(Once, @new).Stubs);
        Assert.DoesNotContain("ConstructorAdditions = true", stub.Text);
        Assert.Contains("would set _part", stub.Text);
    }

    [Theory]
    [InlineData("Chip(Bus bus) {", "Chip(Bus bus) { if (bus == null) { throw new ArgumentNullException(\"bus\"); }")]
    [InlineData("_bus = bus;", "_bus = bus ?? throw new ArgumentNullException(\"bus\");")]
    public void Constructor_that_checks_more_asks_nobody(string was, string becomes)
    {
        var patch = Patches.Live(Chip, Chip.Replace(was, becomes));
        Assert.Single(patch.Plan.Classes);
    }

    [Theory]
    [InlineData("_bus.Write(1, 2);", "_bus.Write(1, 2); try { _bus.Write(9, 1); } catch (Exception) { }")]
    [InlineData("_bus.Write(1, 2); }", "_bus.Write(1, 2); _bus.Write(9, 1); } public Chip(Bus bus, int other) { _bus = bus; _bus.Write(1, other); }", "public Chip(Bus bus, int other) { _bus = bus; }")]
    [InlineData("_bus.Write(1, 2); }", "_bus.Write(1, 2); _bus.Write(9, later); }", "", "Bus bus)", "Bus bus, int later)")]
    public void Constructor_that_cannot_be_repeated_is_left_to_a_person_and_says_why(string was, string becomes, string before = "", string signature = "", string with = "")
    {
        string old = before == "" ? Chip : Chip.Replace("public int Read()", before + " public int Read()");
        old = signature == "" ? old : old.Replace(signature, with);
        string @new = (before == "" ? old : Chip).Replace(was, becomes);
        var stub = Assert.Single(Patches.Report(old, @new).Stubs);
        Assert.DoesNotContain("ConstructorAdditions = true", stub.Text);
        Assert.Contains("has to be written here", stub.Text);
    }
}
