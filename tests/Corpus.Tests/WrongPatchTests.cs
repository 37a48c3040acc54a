using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>Why an edit is refused, or reported: what a board would do if it were applied all the same.</summary>
public class WrongPatchTests
{
    private const int Ticks = 23;

    [Fact]
    public void Constructor_that_sets_a_part_up_otherwise_needs_its_migration()
    {
        const string Empty = """
            namespace Drivers
            {
                [NanoLive.Objects.StateMigration(typeof(Sht3x))]
                internal static class Nothing
                {
                    public static void Up(object old, object next) { }
                    public static void Down(object next, object old) { }
                }
            }
            """;
        var pair = Pair.Named("sht3x-reset-unmigrated");
        var lines = After(pair, new PairBuild(pair, Empty));
        Assert.All(lines, line => Assert.StartsWith("False", line));

        using var fresh = new CorpusBoard(new PairBuild(pair).After, pair);
        fresh.RunToLine(Ticks);
        Assert.All(fresh.Lines, line => Assert.StartsWith("True", line));
    }

    [Fact]
    public void Field_of_another_meaning_under_its_old_name_stops_a_driver()
    {
        var pair = Pair.Named("bh1750-unit-unmarked");
        Assert.DoesNotContain(After(pair, new PairBuild(pair)).Skip(8), line => line.StartsWith("True", StringComparison.Ordinal));

        var marked = Pair.Named("bh1750-unit");
        Assert.Contains(After(marked, new PairBuild(marked)).Skip(8), line => line.StartsWith("True", StringComparison.Ordinal));
    }

    [Fact]
    public void Clock_of_another_unit_stops_a_driver()
    {
        var pair = Pair.Named("ranger-clock");
        Assert.DoesNotContain(After(pair, new PairBuild(pair)).Skip(2), line => line.StartsWith("True", StringComparison.Ordinal));
    }

    [Fact]
    public void Task_that_the_start_of_a_board_makes_is_missing_on_one_that_runs()
    {
        const string Accepted = """
            namespace Weather
            {
                [NanoLive.Objects.StateMigration(typeof(Application))]
                internal static class Nothing
                {
                    public static void Up(object old, object next) { }
                    public static void Down(object next, object old) { }
                }
            }
            """;
        var pair = Pair.Named("station-second-task");
        using var fresh = new CorpusBoard(new PairBuild(pair).After, pair);
        fresh.RunToLine(3 * Ticks);
        Assert.True(int.Parse(fresh.Lines[^1], CultureInfo.InvariantCulture) < 2000);
        Assert.True(int.Parse(After(pair, new PairBuild(pair, Accepted, "Application")).Last(), CultureInfo.InvariantCulture) > 4000);
    }

    [Theory]
    [InlineData("reading-struct", "Drivers.Reading")]
    [InlineData("state-machine-small", "Drivers.ValveState")]
    public void Value_of_another_size_does_not_fit_where_the_release_has_it(string name, string type)
    {
        var build = new PairBuild(Pair.Named(name));
        Assert.NotEqual(Size(Load(build.Before).GetType(type, true)!), Size(Load(build.After).GetType(type, true)!));
    }

    [Fact]
    public void Class_of_somebody_else_lacks_a_member_that_an_interface_got()
    {
        const string Other = "namespace Other { public class Tray : Drivers.IScale { public int Grams(int raw) { return raw; } } }";
        var build = new PairBuild(Pair.Named("scale-interface-member"));
        var other = DeviceCompiler.Compile("Other", [("/corpus/Other.cs", Other)], build.Before.Files.Single(file => file.FileName == "Drivers.dll"));

        Assert.NotNull(Load(build.Before, other).GetType("Other.Tray", true));
        Assert.Throws<TypeLoadException>(() => Load(build.After, other).GetType("Other.Tray", true));
    }

    [Fact]
    public void Object_of_the_release_is_not_of_a_base_class_that_came_later()
    {
        var build = new PairBuild(Pair.Named("load-cell-base"));
        object cell = Activator.CreateInstance(Load(build.Before).GetType("Drivers.LoadCell", true)!)!;
        var calibrated = Load(build.After).GetType("Drivers.Calibrated", true)!;
        var gain = calibrated.GetField("Gain", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Assert.Throws<ArgumentException>(() => gain.GetValue(cell));
    }

    private static IEnumerable<string> After(Pair pair, PairBuild build)
    {
        using var board = new CorpusBoard(build.Before, pair);
        board.RunToLine(Ticks);
        board.Update(build.Patch());
        int line = board.Lines.Count;
        board.RunToLine(line + Ticks);
        return board.Lines.Skip(line);
    }

    private static int Size(Type type) => Marshal.SizeOf(type.IsEnum ? Enum.GetUnderlyingType(type) : type);

    private static Assembly Load(Build build, params BuildFile[] others)
    {
        var context = new AssemblyLoadContext("corpus", isCollectible: true);
        context.Resolving += (_, wanted) => context.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == wanted.Name);
        var files = build.Files.Where(file => file.FileName == "Drivers.dll").Concat(others);
        return files.ToList().ConvertAll(file => context.LoadFromStream(new MemoryStream(file.Image)))[^1];
    }
}
