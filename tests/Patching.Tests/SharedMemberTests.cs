namespace NanoLive.Patching.Tests;

/// <summary>What the patch adds to a class is reached by others, whichever class derived from it the object is of.</summary>
public class SharedMemberTests
{
    private const string Buffers = """
        namespace D {
          public abstract class Buffer {
            protected int N = 3;
            public abstract int Depth();
            public int Fill(int value) { N = value; return N * Depth(); }
            public int Same(Buffer other) { return other.Depth(); }
          }
          public class Mono : Buffer { public override int Depth() { return 1; } }
          public class Grey : Buffer { public override int Depth() { return 4; } }
          public class Display {
            private Buffer _b;
            public Display(Buffer b) { _b = b; }
            public int Clear(int n) { return _b.Fill(n); }
            public int Compare(Buffer other) { return _b.Same(other); }
          }
        }
        """;

    /// <summary>Takes a display with its buffer over.</summary>
    private static (object Display, object Buffer) Update(string old, string @new, string buffer)
    {
        var (bench, patch) = (new Bench(DeviceCompiler.Build(old)), Patches.Live(old, @new));
        var loaded = bench.Load(patch);
        var next = bench.Adopt(bench.New(buffer), loaded, patch, buffer);
        var display = bench.Adopt(bench.New("D.Display", bench.New(buffer)), loaded, patch, "D.Display");
        Bench.Set(display, "_b", next);
        return (display, next);
    }

    [Theory]
    [InlineData("D.Mono", 17)]
    [InlineData("D.Grey", 68)]
    public void Method_of_another_signature_is_asked_of_the_object(string buffer, int expected)
    {
        var @new = Buffers.Replace("public int Fill(int value) { N = value;", "public int Fill(int value, int add) { N = value + add;").Replace("_b.Fill(n)", "_b.Fill(n, 10)");
        var (display, _) = Update(Buffers, @new, buffer);
        Assert.Equal(expected, Bench.Call(display, "Clear", 7));
    }

    [Theory]
    [InlineData("D.Mono", 107)]
    [InlineData("D.Grey", 207)]
    public void New_abstract_member_is_answered_by_each_class(string buffer, int expected)
    {
        var @new = Buffers.Replace("public abstract int Depth();", "public abstract int Depth(); protected abstract int Bias(int n);")
            .Replace("return 1; }", "return 1; } protected override int Bias(int n) { return n + 100; }").Replace("return 4; }", "return 4; } protected override int Bias(int n) { return n + 200; }")
            .Replace("return N * Depth();", "return Bias(N);");
        var (_, _, next, _, _) = ReachTests.Update(Buffers, Buffers, @new, buffer);
        Assert.Equal(expected, Bench.Call(next, "Fill", 7));
    }

    [Fact]
    public void New_virtual_method_that_a_derived_class_overrides_is_asked_of_the_object()
    {
        const string Scales = """
            namespace D {
              public class Scale { public int Read() { return 5; } }
              public class Fine : Scale { public int Twice() { return Read() * 2; } }
            }
            """;
        var @new = Scales.Replace("public int Read() { return 5; }", "public int Read() { return 5 * Factor(); } protected virtual int Factor() { return 1; }")
            .Replace("public int Twice()", "protected override int Factor() { return base.Factor() + 6; } public int Twice()");
        var (_, _, next, _, _) = ReachTests.Update(Scales, Scales, @new, "D.Fine");
        Assert.Equal((35, 70), (Bench.Call(next, "Read"), Bench.Call(next, "Twice")));
    }

    [Fact]
    public void Code_of_the_class_asks_another_object_of_it()
    {
        var @new = Buffers.Replace("public abstract int Depth();", "public abstract int Depth(); public int Wide() { return Depth() * 100; }").Replace("other.Depth()", "other.Wide() + Wide()");
        var (bench, patch) = (new Bench(DeviceCompiler.Build(Buffers)), Patches.Live(Buffers, @new));
        var loaded = bench.Load(patch);
        var (mono, grey) = (bench.Adopt(bench.New("D.Mono"), loaded, patch, "D.Mono"), bench.Adopt(bench.New("D.Grey"), loaded, patch, "D.Grey"));
        Assert.Equal((500, 500), (Bench.Call(mono, "Same", grey), Bench.Call(grey, "Same", mono)));
    }

    [Theory]
    [InlineData("D.Mono")]
    [InlineData("D.Grey")]
    public void New_field_is_read_and_written_through_the_object(string buffer)
    {
        var @new = Buffers.Replace("protected int N = 3;", "protected int N = 3; internal long Count = 40;").Replace("return _b.Fill(n);", "_b.Count = _b.Count + n; return (int)_b.Count;");
        var (display, next) = Update(Buffers, @new, buffer);
        Assert.Equal((47, 54), (Bench.Call(display, "Clear", 7), Bench.Call(display, "Clear", 7)));
        Assert.Equal(54L, Bench.Get(next, "Count"));
    }

    [Fact]
    public void New_class_overrides_a_new_method_and_calls_that_of_its_base()
    {
        var @new = Buffers.Replace("public abstract int Depth();", "public abstract int Depth(); public virtual int Wide() { return Depth() * 100; }").Replace("return _b.Fill(n);", "return _b.Wide() + new Colour().Wide();")
            + " namespace D { public class Colour : Grey { public override int Wide() { return base.Wide() + Own(); } private int Own() { return base.Depth(); } } }";
        var (display, _) = Update(Buffers, @new, "D.Mono");
        Assert.Equal(100 + 400 + 4, Bench.Call(display, "Clear", 7));
    }

    [Fact]
    public void New_method_that_somebody_else_subscribes_is_refused()
    {
        var @new = Buffers.Replace("public abstract int Depth();", "public abstract int Depth(); public int Wide() { return Depth() * 100; }").Replace("return _b.Fill(n);", "System.Threading.ThreadStart s = Start; s(); Ask a = _b.Wide; return a();")
            .Replace("private Buffer _b;", "private delegate int Ask(); private void Start() { } private Buffer _b;");
        var report = Patches.Report(Buffers, @new);
        Assert.Equal(Verdict.Reflash, report.Verdict);
        Assert.Contains(report.Edits, e => e.Reason.Contains("subscribes it"));
    }
}
