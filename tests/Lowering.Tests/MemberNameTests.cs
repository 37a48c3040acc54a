using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>Members of a release that nobody beside it asks for have names on boards that the firmware holds, and everything that refers to them agrees.</summary>
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
        public interface ISource { int Next(); int Asked(); }
        public class Heater : Root, ISource { public override int Answer() { return Warm(); } public int Warm() { return 1; } int ISource.Next() { return 2; } public int Asked() { return 3; } }
        public class Closing : System.IDisposable { public virtual void Dispose() { Shut(); } public virtual void Shut() { } }
        public class Listed : System.Collections.IEnumerable { public System.Collections.IEnumerator GetEnumerator() { return null; } public virtual void Enlisted() { } public void Plain() { } }
        """;

    // Runtimes look Down up by its name, and never refer to a driver.
    private static readonly byte[] s_other = DeviceCompiler.Library("public class Root { public virtual int Answer() { return 0; } } public class Base { public virtual int Total() { return 0; } public object Find(System.Type t) { return t.GetMethod(\"Down\"); } }", "Other");
    private static readonly byte[] s_driver = DeviceCompiler.Library(Driver, "Drivers", s_other);
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
    [InlineData("_part")] // may be bound to an entry by its name
    [InlineData("_any")]
    [InlineData("_looked")] // the release looks it up
    public void Field_that_somebody_may_know_by_name_keeps_it(string name) => Assert.Equal(name, s_names.Field(name));

    [Theory]
    [InlineData("Answer")] // another assembly calls it
    [InlineData("Enlisted")] // of an interface that is not at hand nothing is known
    [InlineData("GetEnumerator")]
    [InlineData("Dispose")]
    [InlineData("Down")]
    [InlineData(".ctor")]
    public void Method_that_somebody_may_know_by_name_keeps_it(string name) => Assert.Equal(name, s_names.Method(name));

    [Theory]
    [InlineData("Read")]
    [InlineData("Warm")]
    [InlineData("Next")] // an interface of the release, implemented explicitly
    [InlineData("Shut")]
    [InlineData("Plain")]
    public void Public_method_that_only_the_release_asks_for_has_a_name_that_the_firmware_holds(string name) => Assert.True(FirmwareStrings.TryGetId(s_names.Method(name), out _));

    [Theory]
    [InlineData("Open")]
    [InlineData("_shared")] // the same name in two classes
    public void Public_field_that_holds_nothing_of_the_release_has_one_too(string name) => Assert.True(FirmwareStrings.TryGetId(s_names.Field(name), out _));

    [Fact]
    public void Explicit_implementation_names_its_interface_and_what_that_calls_it()
    {
        var image = Lower(s_driver, s_release);
        var names = image.MethodDefs.Select(row => PeStrings.Text(image, row.Name)).ToList();
        Assert.Contains("ISource." + s_names.Method("Next"), names);
        Assert.Contains(s_names.Method("Next"), names);
    }

    /// <summary>Classes of mscorlib that everything derives from are not read for it: none of their virtual methods has a name that could be given away.</summary>
    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(ValueType))]
    [InlineData(typeof(Enum))]
    [InlineData(typeof(EventArgs))]
    [InlineData(typeof(MulticastDelegate))]
    [InlineData(typeof(Exception))]
    [InlineData(typeof(ArgumentOutOfRangeException))]
    [InlineData(typeof(IDisposable))]
    public void Virtual_methods_of_common_bases_have_names_of_the_firmware(Type written)
    {
        using var core = Mono.Cecil.AssemblyDefinition.ReadAssembly(Path.Combine(DeviceCompiler.LibraryFolder, "mscorlib.dll"));
        var type = core.MainModule.GetType(written.FullName);
        Assert.All(type.Methods.Where(method => method.IsVirtual), method => Assert.True(FirmwareStrings.TryGetId(method.Name, out _), method.FullName));
    }

    [Fact]
    [Shown(LoweringCode.NameGivenAway)]
    public void Interface_of_a_library_that_the_release_would_answer_under_another_name_is_refused()
    {
        const string source = "public interface IWarm { int Warm(); }";
        var library = DeviceCompiler.Library(source, "Library");
        var patch = DeviceCompiler.Library("public class Next : Heater, IWarm { }", "P1", s_driver, s_other, library);
        var result = Lowered.Try(patch, s_release with { IsPatch = true }, ("Drivers", s_driver), ("Other", s_other), ("Library", library));
        Assert.Contains(result.Diagnostics, finding => finding.ToString().Contains("name-given-away", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_lead_back_and_none_is_given_twice()
    {
        string[] fields = ["_speed", "_level"];
        string[] methods = ["Measured", "Total"];
        Assert.Equal(fields, fields.Select(s_names.Field).Select(s_names.WrittenField));
        Assert.Equal(methods, methods.Select(s_names.Method).Select(s_names.WrittenMethod));
        Assert.Equal("Answer", s_names.WrittenMethod("Answer"));
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
    [Shown(LoweringCode.NameHidden)]
    public void Name_that_comes_to_a_look_up_from_elsewhere_is_refused()
    {
        var result = TryPatch("public class Up { public object A(string name) { return typeof(Driver).GetField(name); } public object B() { return A(\"_speed\"); } }");
        Assert.Contains(result.Diagnostics, finding => finding.ToString().Contains("name-hidden", StringComparison.Ordinal));
    }

    [Fact]
    [Shown(LoweringCode.NameGiven)]
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

    private static PeImage Lower(byte[] assembly, LoweringOptions options) => PeReader.Read(Lowered.Bytes(assembly, options, ("Drivers", s_driver), ("Other", s_other))).Value!;
}
