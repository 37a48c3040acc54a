namespace NanoLive.Corpus.Tests;

/// <summary>Cumulative patches applied live one after the other: what earlier ones brought is carried on, converted, and led back.</summary>
public class ChainTests
{
    private const string Plain = """
        using System; using System.Collections; using NanoLive.Objects;
        namespace Drivers {
          public class Driver { private int _n; public string Step(int n) { _n++; return "n" + _n; } }
        }
        """;

    // Helper objects: one that two fields share, some in an array and a list, and a ring of two.
    private static readonly string Helped = Plain.Replace("private int _n;", """
        private int _n; private static int s_made = 3; private Cell _one = new Cell(); private Cell _alias; private Cell[] _cells = new Cell[] { new Cell(), new Cell() }; private ArrayList _list = new ArrayList(); private object _any;
        """).Replace("""_n++; return "n" + _n;""", """
        _n++; s_made++;
        if (_alias == null) { _alias = _one; _any = _cells[1]; _list.Add(_cells[0]); _list.Add(_one); _one.Next = _cells[0]; _cells[0].Next = _one; }
        _one.Count(1); _cells[0].Count(10); ((Cell)_list[1]).Count(100); ((Cell)_any).Count(1000);
        return "n" + _n + " s" + s_made + " one" + _one.Sum() + " alias" + _alias.Sum() + " cells" + _cells[0].Sum() + "," + _cells[1].Sum() + " ring" + (_one.Next.Next == _one) + (_list[0] == (object)_cells[0]);
        """).Replace("public class Driver", """
        internal class Cell { private int _sum; public Cell Next; public void Count(int by) { _sum += by; } public int Sum() { return _sum; } }
        public class Driver
        """);

    [Fact]
    public void Helper_objects_of_an_earlier_patch_are_converted_once_each_and_stay_linked()
    {
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        chain.Apply(Helped, 4);

        // A field more in the helper, and its method counts twice.
        string second = Helped.Replace("private int _sum;", "private int _sum; private int _times = 2;").Replace("_sum += by;", "_sum += by * _times;");
        Goes(chain.Apply(second, 3)[0], chain.Before, 2);

        // A field with another name and type, and back to what the release did.
        string third = second.Replace("private int _sum;", "[FormerName(\"_sum\")] private long _total;").Replace("_sum += by * _times;", "_total += by;").Replace("return _sum;", "return (int)_total;");
        Goes(chain.Apply(third, 3)[0], chain.Before, 1);
        string back = chain.Rollback(3)[0];
        Assert.Equal("n" + (Digits(chain.Before.Split(' ')[0]) + 1), back);
    }

    [Fact]
    public void Nothing_leads_to_old_objects_once_a_patch_is_confirmed()
    {
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        chain.Apply(Helped, 4);
        var patch = chain.Make(Helped.Replace("_sum += by;", "_sum += by * 2;"), out string told);
        Assert.True(patch != null, told);
        chain.Apply(patch, 2);
        Assert.Empty(BoardObjects.Left(chain.Board, patch.Plan.Classes));
    }

    // Each tick adds 1, 10, 100 and 1000 times the factor.
    private static void Goes(string line, string before, int factor)
    {
        int[] was = [.. before.Split(' ', ',').Select(Digits)];
        int[] now = [.. line.Split(' ', ',').Select(Digits)];
        Assert.Equal([was[0] + 1, was[1] + 1, was[2] + 101 * factor, was[3] + 101 * factor, was[4] + 10 * factor, was[5] + 1000 * factor, 0], now);
        Assert.EndsWith("ringTrueTrue", line);
    }

    private static int Digits(string word) => string.Concat(word.Where(char.IsDigit)) is { Length: > 0 } digits ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0;

    [Fact]
    public void Field_and_static_of_an_earlier_patch_keep_their_values_under_new_names_and_reboot_starts_anew()
    {
        string first = Plain.Replace("private int _n;", "private int _n; private Mode _mode = Mode.Slow; private static int s_all = 5; private int _more = 40;")
            .Replace("""_n++; return "n" + _n;""", """_n++; s_all++; _more++; _mode = Mode.Fast; return "n" + _n + " " + s_all + " " + _more + " " + (int)_mode;""")
            .Replace("public class Driver", "internal enum Mode { Slow = 1, Fast = 7 } public class Driver");
        string second = first.Replace("int _more", "[FormerName(\"_more\")] int _rest").Replace("private [Former", "[Former").Replace("_more++", "_rest++").Replace("+ _more", "+ _rest").Replace("_mode = Mode.Fast;", "").Replace("s_all++", "s_all += 2");
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        chain.Apply(first, 3);
        int[] now = Numbers(chain.Apply(second, 3)[0]);
        int[] was = Numbers(chain.Before);
        Assert.Equal([was[0] + 1, was[1] + 2, was[2] + 1, 7], now);

        chain.Board.Reset();
        int line = chain.Board.Lines.Count;
        chain.Board.RunToLine(line + 1);
        Assert.Equal([1, 7, 41, 1], Numbers(chain.Board.Lines[line]));
    }

    [Fact]
    public void Enum_of_a_class_that_was_carried_whole_is_led_on_and_back()
    {
        string release = Plain.Replace("public class Driver { private int _n;", "public enum Mode { Off, Slow, Fast } public class Driver { private int _n; private Mode _mode; private Mode[] _modes = new Mode[2];")
            .Replace("""_n++; return "n" + _n;""", """_n++; _mode = _mode == Mode.Off ? Mode.Slow : Mode.Fast; _modes[1] = _mode; return "n" + _n + " " + (int)_mode + " " + (int)_modes[1];""");
        string based = release.Replace("public class Driver {", "public class Base { protected int All; } public class Driver : Base {").Replace("_n++;", "_n++; All++;");
        using var chain = new Chain(release);
        chain.Board.RunToLine(3);
        chain.Apply(based, 3);

        // The field stays; then it goes up, where only the base class that came has it; then the release again.
        string next = based.Replace("_mode = _mode == Mode.Off ? Mode.Slow : Mode.Fast; ", "");
        foreach (string version in new[] { next, next.Replace("private Mode _mode;", "").Replace("protected int All;", "protected int All; protected Mode _mode;") })
        {
            string line = chain.Apply(version, 3)[0];
            Assert.Equal([Numbers(chain.Before)[0] + 1, 2, 2], Numbers(line));
        }

        string back = chain.Rollback(3)[0];
        Assert.Equal([Numbers(chain.Before)[0] + 1, 2, 2], Numbers(back));
    }

    [Fact]
    public void Renamed_field_goes_along_when_its_class_is_carried_whole_and_back()
    {
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        string renamed = Plain.Replace("private int _n;", "[FormerName(\"_n\")] private int _count;").Replace("_n++; return \"n\" + _n;", "_count += 2; return \"n\" + _count;");
        foreach (var (version, step) in new[] { (renamed, 2), (renamed.Replace("public class Driver {", "public class Base { } public class Driver : Base {"), 2), (renamed.Replace("+= 2", "+= 3"), 3) })
        {
            string line = chain.Apply(version, 3)[0];
            Assert.Equal(Numbers(chain.Before)[0] + step, Numbers(line)[0]);
        }

        string back = chain.Rollback(3)[0];
        Assert.Equal(Numbers(chain.Before)[0] + 1, Numbers(back)[0]);
    }

    [Fact]
    public void Interface_of_an_earlier_patch_is_that_of_the_next_one_where_its_holder_is_carried_whole()
    {
        string release = Plain.Replace("public class Driver { private int _n;", """
            internal interface ICount { void Count(); } internal class Cell : ICount { internal int N; public void Count() { N++; } }
            public class Base { } public class Driver : Base { private int _n; internal Cell _cell = new Cell(); private ICount _count;
            """).Replace("""_n++; return "n" + _n;""", """_n++; if (_count == null) { _count = _cell; } _count.Count(); return "n" + _n + " " + _cell.N;""");
        string timed = release.Replace("Count()", "Count(int times)").Replace("N++;", "N += times;").Replace("_count.Count(int times)", "_count.Count(2)");
        using var chain = new Chain(release);
        chain.Board.RunToLine(3);
        foreach (string version in new[] { timed, timed.Replace("Driver : Base", "Driver") })
        {
            string line = chain.Apply(version, 3)[0];
            Assert.Equal([Numbers(chain.Before)[0] + 1, Numbers(chain.Before)[1] + 2], Numbers(line));
        }
    }

    [Fact]
    public void Static_field_of_an_earlier_patch_goes_along_when_its_class_is_carried_whole()
    {
        string first = Plain.Replace("private int _n;", "private int _n; private static int s_all = 5;").Replace("""_n++; return "n" + _n;""", """_n++; s_all += 7; return "n" + _n + " " + s_all;""");
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        chain.Apply(first, 3);
        foreach (string version in new[] { first.Replace("public class Driver", "public class Base { } public class Driver : Base"), first })
        {
            string line = chain.Apply(version, 3)[0];
            Assert.Equal([Numbers(chain.Before)[0] + 1, Numbers(chain.Before)[1] + 7], Numbers(line));
        }
    }

    [Fact]
    public void Object_in_a_static_field_that_is_read_only_is_replaced_and_led_on_and_a_table_is_the_new_one()
    {
        string release = Plain.Replace("private int _n;", "private int _n; private static readonly Hub s_hub = new Hub();").Replace("""return "n" + _n;""", """return s_hub.Count() + " " + _n;""")
            .Replace("public class Driver", "public class Hub { private int _k; public string Count() { return \"k\" + ++_k; } } public class Driver");
        string first = release.Replace("\"k\"", "\"x\"").Replace("private int _n;", "private int _n; private static readonly Hub s_more = new Hub(); private static readonly ArrayList s_list = new ArrayList(); private static readonly int[] s_table = { 5, 6 };")
            .Replace("return s_hub.Count()", """s_list.Add(_n); return s_table[1] + " " + s_list.Count + s_more.Count() + " " + s_hub.Count()""");
        using var chain = new Chain(release);
        chain.Board.RunToLine(3);
        Assert.Equal("6 1x1 x4 4", chain.Apply(first, 3)[0]);

        string second = chain.Apply(first.Replace("\"x\"", "\"y\"").Replace("{ 5, 6 }", "{ 5, 7 }"), 3)[0];
        int n = Digits(chain.Before.Split(' ')[^1]) + 1;
        Assert.Equal($"7 {n - 3}y{n - 3} y{n} {n}", second);
        string back = chain.Rollback(3)[0];
        n = Digits(chain.Before.Split(' ')[^1]) + 1;
        Assert.Equal($"k{n} {n}", back);
    }

    [Theory]
    [InlineData("internal enum Mode { Off, Slow } public class Driver { private Mode _m = Mode.Slow;", "_m == Mode.Slow", "Off, Slow", "Off, Idle, Slow", "Mode have other numbers")]
    [InlineData("public class Driver { private static int s_sum;", "++s_sum > 0", "public class Driver { private static int s_sum;", "internal static class All { internal static int s_sum; } public class Driver {", "All.s_sum may be its Driver.s_sum")]
    public void What_would_read_otherwise_after_an_earlier_patch_waits_for_a_reboot(string brought, string asked, string was, string now, string reason)
    {
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        string first = Plain.Replace("public class Driver {", brought).Replace("""return "n" + _n;""", $"""return "n" + _n + ({asked});""");
        chain.Apply(first, 3);
        var patch = chain.Make(first.Replace(was, now).Replace("++s_sum", now.Contains("All") ? "++All.s_sum" : "++s_sum"), out string told);
        Assert.True(patch != null && !chain.FollowsLast(patch) && told.Contains(reason, StringComparison.Ordinal), told);
    }

    [Fact]
    public void Lambda_that_may_be_another_one_by_its_name_waits_for_a_reboot()
    {
        // What the compiler calls a lambda counts the members before it, and the lambdas before it in its method.
        string first = Plain.Replace("public class Driver { private int _n;", "public delegate int F(int a); public class Driver { private int _n; private F _one; private F _two; private int Add(int a) { return a + _n; }")
            .Replace("_n++; return", "_n++; if (_one == null) { _one = a => Add(a); _two = a => Add(a) * 100; } return").Replace("\"n\" + _n", "\"n\" + _n + \" \" + (_one(0) - _n) + \" \" + _two(0) / _n");
        string same = first.Replace("* 100", "* 200");
        string inserted = first.Replace("_one = a", "F none = a => Add(a) * 7; none(1); _one = a");
        string shifted = first.Replace("private F _one;", "private F _one; private int Before() { return 1; } private int More() { return Before(); }").Replace("a => Add(a);", "a => Add(a) + More();");
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        Assert.Equal([0, 100], Numbers(chain.Apply(first, 3)[0])[1..]);
        Assert.False(chain.Make(inserted, out _) is { } with && chain.FollowsLast(with));
        Assert.False(chain.Make(shifted, out _) is { } moved && chain.FollowsLast(moved));
        Assert.Equal([0, 200], Numbers(chain.Apply(same, 3)[0])[1..]);
    }

    private static int[] Numbers(string line) => [.. line[1..].Split(' ').Select(w => int.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];

    [Fact]
    public void Event_handler_of_an_earlier_patchs_helper_is_made_anew_on_its_successor()
    {
        string first = Plain.Replace("public class Driver { private int _n;", """
            public delegate void Told(int by);
            public class Driver { private event Told Tell; private int _n; private Ear _ear; private void Hear(int by) { _n += by; }
            """).Replace("_n++;", """_n++; if (_ear == null) { _ear = new Ear(); Tell += _ear.Hear; Tell += Hear; } Tell(10);""").Replace("""return "n" + _n;""", """return "n" + _n + " " + _ear.Sum;""")
            .Replace("public delegate", "internal class Ear { internal int Sum; internal void Hear(int by) { Sum += by; } } public delegate");
        using var chain = new Chain(Plain);
        chain.Board.RunToLine(3);
        chain.Apply(first, 3);
        int[] now = Numbers(chain.Apply(first.Replace("Sum += by;", "Sum += by * 2;").Replace("{ _n += by; }", "{ _n += by * 3; }"), 3)[0]);
        int[] was = Numbers(chain.Before);
        Assert.Equal([was[0] + 31, was[1] + 20], now);
    }
}
