using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests;

/// <summary>Fields of enums where patches take objects over: reflection on a board can write numbers only.</summary>
public class EnumFieldTests
{
    private static readonly byte[] s_driver = DeviceCompiler.Library(
        "public enum Mode : byte { A } public class Driver { public Mode Mode; public System.DayOfWeek Day; public Mode[] All; public System.TimeSpan Time; }", "Drivers");

    private static readonly byte[] s_user = DeviceCompiler.Library(
        "public class User { private Mode _mode; public int Use(Driver d) { _mode = d.Mode; return (int)_mode + (int)d.Day + d.All.Length + (int)d.Time.Ticks; } }", "Users", s_driver);

    private static readonly LoweringOptions s_takenOver = new() { ReplaceableAssemblies = ["Drivers"] };

    [Fact]
    public void Field_of_an_enum_is_one_of_its_number_and_all_else_is_what_it_was()
    {
        var image = Lower(s_driver, s_takenOver);
        Assert.Equal([PeElement.U1, PeElement.I4, PeElement.SzArray, PeElement.ValueType], Elements(image, image.FieldDefs.Where(row => !row.IsStatic).Select(row => row.Signature)).Take(4));
    }

    [Fact]
    public void Who_refers_to_the_field_says_the_same_and_its_own_fields_stay()
    {
        var image = Lower(s_user, s_takenOver);
        Assert.Equal([PeElement.U1, PeElement.I4, PeElement.SzArray, PeElement.ValueType], Elements(image, image.FieldRefs.Select(row => row.Signature)));
        Assert.Equal([PeElement.ValueType], Elements(image, image.FieldDefs.Select(row => row.Signature)));
    }

    [Fact]
    public void Elsewhere_it_is_of_the_enum_as_the_stock_processor_writes_it()
    {
        var image = Lower(s_user, new LoweringOptions());
        Assert.Equal([PeElement.ValueType, PeElement.ValueType, PeElement.SzArray, PeElement.ValueType], Elements(image, image.FieldRefs.Select(row => row.Signature)));
    }

    private static PeImage Lower(byte[] assembly, LoweringOptions options) => Reading.PeReader.Read(Lowered.Bytes(assembly, options, ("Drivers", s_driver))).Value!;

    /// <summary>What follows the byte that says that it is a field's.</summary>
    private static IEnumerable<PeElement> Elements(PeImage image, IEnumerable<ushort> signatures) => signatures.Select(at => (PeElement)image.Signatures.Span[at + 1]);
}
