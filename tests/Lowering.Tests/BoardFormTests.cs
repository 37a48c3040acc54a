using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>What a release and its patches leave out, because the firmware does not ask for it: enums in signatures, elements of plain arrays, the base constructor that does nothing.</summary>
public class BoardFormTests
{
    private const string Driver = """
        public enum Mode : byte { Idle, Busy }
        public enum Range { Narrow, Wide }
        public interface IModes { Mode Change(Mode next, Mode[] all); }
        public class Driver : IModes
        {
            private Mode _mode;
            public Driver(Mode mode) { _mode = mode; }
            public virtual Mode Change(Mode next, Mode[] all) { _mode = next; return next; }
            public virtual void Take(ref Mode mode) { mode = _mode; }
            public virtual void Either(Mode mode) { }
            public virtual void Either(byte mode) { }
            public virtual void Looked(Mode mode) { }
            public string Name() { return "Looked"; }
            public virtual int[] Fill(int n) { var all = new int[n]; all[0]++; return all; }
        }
        """;

    private static readonly byte[] s_driver = DeviceCompiler.Library(Driver, "Drivers");
    private static readonly MemberNames s_names = MemberNames.Of([s_driver], []);
    private static readonly LoweringOptions s_release = new() { ReplaceableAssemblies = ["Drivers"], Names = s_names };
    private static readonly PeImage s_image = PeReader.Read(Lowered.Bytes(s_driver, s_release)).Value!;

    [Theory]
    [InlineData("Change", "(U1,U1[]) U1")]
    [InlineData("Take", "(U1&) Void")]
    [InlineData("Either", "(Mode) Void")] // it would be the other one
    [InlineData("Looked", "(Mode) Void")] // somebody looks for it
    [InlineData(".ctor", "(Mode) Void")] // factories look for it by its types
    public void Signature_says_the_number_of_an_enum_where_nobody_asks_for_it(string name, string expected) =>
        Assert.Contains(expected, s_image.MethodDefs.Where(row => PeStrings.Text(s_image, row.Name) == s_names.Method(name)).Select(row => Signature(s_image, row.Signature)));

    [Fact]
    public void What_an_interface_asks_for_and_what_answers_say_the_same()
    {
        var signatures = s_image.MethodDefs.Where(row => PeStrings.Text(s_image, row.Name) == s_names.Method("Change")).Select(row => Signature(s_image, row.Signature)).ToList();
        Assert.Equal(2, signatures.Count);
        Assert.Single(signatures.Distinct());
    }

    [Fact]
    public void Result_is_of_the_number()
    {
        Assert.All(s_image.MethodDefs.Where(row => PeStrings.Text(s_image, row.Name) == s_names.Method("Change")), row => Assert.Equal(PeElement.U1, row.ReturnType));
    }

    [Fact]
    public void Patch_that_overrides_and_calls_says_what_the_release_says()
    {
        var image = Patch("public class Next : Driver { public Next() : base(Mode.Idle) { } public override Mode Change(Mode next, Mode[] all) { Mode mode = next; Take(ref mode); return base.Change(mode, all); } }");
        Assert.Equal(["(Mode) Void", "(U1&) Void", "(U1,U1[]) U1"], image.MethodRefs.Select(row => Signature(image, row.Signature)).Order(StringComparer.Ordinal));
        Assert.Contains("(U1,U1[]) U1", image.MethodDefs.Select(row => Signature(image, row.Signature)));
    }

    [Fact]
    public void Patch_makes_plain_arrays_and_objects_without_a_reference_to_the_core_library()
    {
        var image = Patch("public class Fresh : Driver { public Fresh() : base(0) { } public override int[] Fill(int n) { var all = new int[n]; all[n - 1]++; return all; } }");
        Assert.Equal(["Drivers"], image.AssemblyRefs.Select(row => PeStrings.Text(image, row.Name)));
        var codes = image.MethodDefs.Select((_, i) => new PeBodyReader(image).Read(i, out var _)!).SelectMany(body => body.Instructions).Where(i => i.Token.Table == PeTable.TypeSpec).Select(i => i.OpCode.Code);
        Assert.Equal([Code.Newarr, Code.Ldelema], codes);
    }

    [Fact]
    public void Constructor_does_not_call_that_of_object()
    {
        var image = Patch("public class Fresh { private int _a = 3; public Fresh(bool b) { if (b) { _a = 4; } } }");
        Assert.Empty(image.MethodRefs);
        var whole = PeReader.Read(Lowered.Bytes(s_driver, null)).Value!;
        Assert.Contains(whole.MethodRefs, row => PeStrings.Text(whole, row.Name) == ".ctor");
        Assert.DoesNotContain(s_image.MethodRefs, row => PeStrings.Text(s_image, row.Name) == ".ctor");
    }

    [Fact]
    public void Plain_type_without_reference_is_for_arrays_only()
    {
        var image = Patch("public class Fresh { public object Boxed(object any) { var all = new int[3]; return (System.Array)any ?? all; } }");
        byte[] code = image.ByteCode.ToArray();
        int castclass = Array.IndexOf(code, (byte)0x74);
        Assert.True(castclass >= 0);
        (code[castclass + 1], code[castclass + 2]) = (0x00, 0x80);
        var wrong = PeReader.Read(PeImageWriter.Write(image with { ByteCode = code })).Value!;
        Assert.Contains(PeVerifier.Verify(wrong, PeRules.Patch), finding => finding.Message.Contains("no array", StringComparison.Ordinal));
    }

    private static string Signature(PeImage image, ushort offset)
    {
        var names = new PeNames(image);
        var signature = new PeSignatureReader(image, offset).Method()!;
        return $"{names.Of(signature)} {names.Of(signature.Returns)}".Replace("[Drivers]", "", StringComparison.Ordinal);
    }

    private static PeImage Patch(string source) =>
        PeReader.Read(Lowered.Bytes(DeviceCompiler.Library(source, "P1", s_driver), s_release with { IsPatch = true }, ("Drivers", s_driver))).Value!;
}
