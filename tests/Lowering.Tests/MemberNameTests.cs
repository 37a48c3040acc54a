using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>Private members of a release have names on boards that the firmware holds, and everything that refers to them agrees.</summary>
public class MemberNameTests
{
    private const string Driver = """
        public class Part { private int _level; public int Level() { return _level; } }
        public class Driver
        {
            private int _speed; private Part _part; private int _shared; public int Open; private object _any; private int _looked;
            private int Measured() { return _speed + _shared + _looked; }
            private int Down() { return Open; }
            private int Total() { return Measured() + Down() + _part.Level() + (_any == null ? 0 : 1); }
            public int Read() { return Total(); }
            public object Look() { return typeof(Driver).GetField("_looked"); }
        }
        public class Other { public int _shared; }
        """;

    // Runtimes look Down up by its name, and never refer to a driver.
    private static readonly byte[] s_other = DeviceCompiler.Library("public class Base { public virtual int Total() { return 0; } public object Find(System.Type t) { return t.GetMethod(\"Down\"); } }", "Other");
    private static readonly byte[] s_driver = DeviceCompiler.Library(Driver, "Drivers");
    private static readonly MemberNames s_names = MemberNames.Of([s_driver], [s_other]);
    private static readonly LoweringOptions s_release = new() { ReplaceableAssemblies = ["Drivers"], Names = s_names };

    [Fact]
    public void What_only_the_assembly_itself_sees_has_a_name_that_the_firmware_holds()
    {
        var image = Lower(s_driver, s_release);
        Assert.All(new[] { s_names.Field("_speed"), s_names.Field("_level"), s_names.Method("Measured"), s_names.Method("Total") }, name => Assert.True(FirmwareStrings.TryGetId(name, out _), name));
        Assert.Contains(image.FieldDefs, row => PeStrings.Text(image, row.Name) == s_names.Field("_speed"));
        Assert.Contains(image.MethodDefs, row => PeStrings.Text(image, row.Name) == s_names.Method("Measured"));
        string own = System.Text.Encoding.UTF8.GetString(image.Strings.Span);
        Assert.All(new[] { "_speed", "_level", "Measured", "Total" }, name => Assert.DoesNotContain(name, own, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Open")] // others may refer to it
    [InlineData("_shared")] // so they may here, under the same name
    [InlineData("_part")] // may be bound to an entry by its name
    [InlineData("_any")]
    [InlineData("_looked")] // the release looks it up
    public void Field_that_somebody_may_know_by_name_keeps_it(string name) => Assert.Equal(name, s_names.Field(name));

    [Theory]
    [InlineData("Read")]
    [InlineData("Down")]
    [InlineData(".ctor")]
    public void Method_that_somebody_may_know_by_name_keeps_it(string name) => Assert.Equal(name, s_names.Method(name));

    [Fact]
    public void Names_lead_back_and_none_is_given_twice()
    {
        string[] fields = ["_speed", "_level"];
        string[] methods = ["Measured", "Total"];
        Assert.Equal(fields, fields.Select(s_names.Field).Select(s_names.WrittenField));
        Assert.Equal(methods, methods.Select(s_names.Method).Select(s_names.WrittenMethod));
        Assert.Equal("Read", s_names.WrittenMethod("Read"));
    }

    [Fact]
    public void Patch_refers_to_them_and_names_its_own_as_the_release_does()
    {
        var image = Patch("public class Next : Driver { private int _speed; private int Measured() { return _speed; } private int Fresh() { return Measured(); } }");
        Assert.Equal([s_names.Field("_speed")], image.FieldDefs.Select(row => PeStrings.Text(image, row.Name)));
        Assert.Equal([".ctor", "Fresh", s_names.Method("Measured")], image.MethodDefs.Select(row => PeStrings.Text(image, row.Name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_answers_a_call_of_another_assembly_keeps_the_name_that_it_calls()
    {
        var image = Patch("public class Next : Base { public override int Total() { return 1; } }");
        Assert.Contains("Total", image.MethodDefs.Select(row => PeStrings.Text(image, row.Name)));
    }

    [Fact]
    public void Name_written_into_a_look_up_is_the_boards()
    {
        var image = Patch("public class Up { public object A() { return typeof(Driver).GetField(\"_speed\"); } public object B() { return typeof(Base).GetField(\"_speed\"); } public string C() { return \"_speed\"; } }");
        var texts = Enumerable.Range(0, 3).Select(method => new PeBodyReader(image).Read(method, out _)!.Instructions.Single(i => i.Token.Table == PeTable.Strings)).Select(i => PeStrings.Text(image, (ushort)i.Token.Index));
        Assert.Equal([s_names.Field("_speed"), "_speed", "_speed"], texts);
    }

    [Fact]
    public void Name_that_comes_to_a_look_up_from_elsewhere_is_refused()
    {
        var result = TryPatch("public class Up { public object A(string name) { return typeof(Driver).GetField(name); } public object B() { return A(\"_speed\"); } }");
        Assert.Contains(result.Diagnostics, finding => finding.ToString().Contains("name-hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void Patch_whose_member_has_a_given_name_is_refused()
    {
        var result = TryPatch($"public class Next {{ public int {s_names.Field("_speed")}; }}");
        Assert.Contains(result.Diagnostics, finding => finding.ToString().Contains("name-given", StringComparison.Ordinal));
    }

    [Fact]
    public void Method_may_have_a_name_that_a_field_was_given()
    {
        var name = s_names.Field("_speed");
        var image = Patch($"public class Next {{ public int {name}() {{ return 1; }} }}");
        Assert.Contains(name, image.MethodDefs.Select(row => PeStrings.Text(image, row.Name)));
    }

    private static Result<LoweredPe> TryPatch(string source) =>
        Lowered.Try(DeviceCompiler.Library(source, "P1", s_driver, s_other), s_release with { IsPatch = true }, ("Drivers", s_driver), ("Other", s_other));

    private static PeImage Patch(string source)
    {
        var result = TryPatch(source);
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        return result.Value!.Image;
    }

    private static PeImage Lower(byte[] assembly, LoweringOptions options) => PeReader.Read(Lowered.Bytes(assembly, options, ("Drivers", s_driver))).Value!;
}
