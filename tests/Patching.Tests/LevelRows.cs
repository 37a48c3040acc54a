namespace NanoLive.Patching.Tests;

/// <summary>Fields that go from a class to its base class, or from there to it.</summary>
internal static class LevelRows
{
    public static IEnumerable<EditRow> All => Plain().Concat(Otherwise());

    private static IEnumerable<EditRow> Plain()
    {
        yield return new("field goes up to the base class", EditKind.FieldAdded, Verdict.Live, "public class Base { } public class Driver : Base { int _n = 5; public int Go() { return ++_n; } }",
            "Base { }", "Base { protected int _n = 5; }", "Driver : Base { int _n = 5;", "Driver : Base {") { After = 7 };
        yield return new("field of an enum goes up to a base class that comes", EditKind.BaseOrInterfaces, Verdict.Live, "public enum Mode { Off, On } public class Driver { Mode _m = Mode.Off; public int Go() { _m++; return (int)_m; } }",
            "public class Driver {", "public class Base { protected Mode _m = Mode.Off; } public class Driver : Base {", "Mode _m = Mode.Off; public int", "public int", "return (int)_m;", "return (int)_m + 4;") { After = 6 };
        yield return new("field of an enum goes up to the base class", EditKind.FieldAdded, Verdict.Live, "public enum Mode { Off, On } public class Base { } public class Driver : Base { Mode _m = Mode.Off; public int Go() { _m++; return (int)_m; } }",
            "Base { }", "Base { protected Mode _m = Mode.Off; }", "Driver : Base { Mode _m = Mode.Off;", "Driver : Base {", "return (int)_m;", "return (int)_m + 4;") { After = 6 };
        yield return new("field goes down to the derived class", EditKind.FieldAdded, Verdict.Live, "public class Base { protected int _n = 5; } public class Driver : Base { public int Go() { return ++_n; } }",
            "protected int _n = 5; }", "}", "Driver : Base {", "Driver : Base { int _n = 5; ") { After = 7 };
        yield return new("field goes up and another class derives from the base", EditKind.FieldAdded, Verdict.Live, "public class Base { } public class Leaf : Base { public int Get() { return 1; } } public class Driver : Base { int _n = 5; Leaf _l = new Leaf(); public int Go() { return ++_n + _l.Get(); } }",
            "Base { }", "Base { protected int _n = 50; }", "Driver : Base { int _n = 5;", "Driver : Base {", "return 1;", "return _n;") { After = 57 };
        yield return new("field goes up from two classes", EditKind.FieldAdded, Verdict.Live, "public class Base { } public class Leaf : Base { int _n = 3; public int Get() { return _n; } } public class Driver : Base { int _n = 5; Leaf _l = new Leaf(); public int Go() { return ++_n + _l.Get(); } }",
            "Base { }", "Base { protected int _n = 50; }", "Driver : Base { int _n = 5;", "Driver : Base {", "Leaf : Base { int _n = 3;", "Leaf : Base {") { After = 10 };
    }

    private static IEnumerable<EditRow> Otherwise()
    {
        const string Up = "public class Base { } public class Driver : Base { int _n = 5; public int Go() { return ++_n; } }";
        const string Down = "public class Base { protected int _n = 5; } public class Driver : Base { public int Go() { return ++_n; } }";
        const string Own = "Driver : Base { int _n = 5;";
        yield return new("field goes up under another name, and it is said", EditKind.FieldAdded, Verdict.Live, Up, "Base { }", "Base { [FormerName(\"_n\")] protected int _count = 5; }", Own, "Driver : Base {", "++_n", "++_count") { After = 7 };
        yield return new("field goes up and becomes wider", EditKind.FieldAdded, Verdict.Live, Up, "Base { }", "Base { protected long _n = 5; }", Own, "Driver : Base {", "return ++_n", "return (int)++_n") { After = 7 };
        yield return new("field goes up and becomes a property", EditKind.FieldAdded, Verdict.Live, Up, "Base { }", "Base { protected int _n { get; set; } = 5; }", Own, "Driver : Base {") { After = 7 };
        yield return new("field goes up and has another unit", EditKind.FieldAdded, Verdict.Live, Up, "Base { }", "Base { [FormerName(\"_n\", Multiply = 10)] protected int _tenths = 50; }", Own, "Driver : Base {", "++_n", "++_tenths") { After = 61 };
        yield return new("field of an enum with other numbers goes up", EditKind.FieldAdded, Verdict.Live,
            "public enum Mode { Off, On } public class Base { } public class Leaf : Base { Mode _m = Mode.Off; public int Get() { return _m == Mode.Off ? 1 : 2; } } public class Driver : Base { Leaf _l = new Leaf(); Mode _m = Mode.Off; public int Go() { _m = Mode.On; return (_m == Mode.On ? 10 : 20) + _l.Get(); } }",
            "{ Off, On }", "{ None, Off, On }", "Base { }", "Base { protected Mode _m = Mode.Off; }", "Leaf : Base { Mode _m = Mode.Off;", "Leaf : Base {", "Mode _m = Mode.Off; public int Go() { _m = Mode.On; return", "public int Go() { return") { After = 11 };
        yield return new("field goes up to a base class that comes under another name, and it is said", EditKind.BaseOrInterfaces, Verdict.Live, "public class Driver { int _n = 5; public int Go() { return ++_n; } }",
            "public class Driver { int _n = 5;", "public class Base { [FormerName(\"_n\")] protected int _count = 5; } public class Driver : Base {", "++_n", "++_count") { After = 7 };
        yield return new("field goes up to a base class that comes and becomes wider", EditKind.BaseOrInterfaces, Verdict.Live, "public class Driver { int _n = 5; public int Go() { return ++_n; } }",
            "public class Driver { int _n = 5;", "public class Base { protected long _n = 5; } public class Driver : Base {", "return ++_n", "return (int)++_n") { After = 7 };
        yield return new("field goes up and becomes narrower", EditKind.FieldAdded, Verdict.LiveWithMigration, Up, "Base { }", "Base { protected byte _n = 5; }", Own, "Driver : Base {");
        yield return new("field goes down under another name, and it is said", EditKind.FieldAdded, Verdict.Live, Down, "protected int _n = 5; }", "}", "Driver : Base {", "Driver : Base { [FormerName(\"_n\")] int _count = 5; ", "++_n", "++_count") { After = 7 };
        yield return new("field goes down and becomes wider", EditKind.FieldAdded, Verdict.Live, Down, "protected int _n = 5; }", "}", "Driver : Base {", "Driver : Base { long _n = 5; ", "return ++_n", "return (int)++_n") { After = 7 };
        yield return new("field goes down and becomes a property", EditKind.FieldAdded, Verdict.Live, Down, "protected int _n = 5; }", "}", "Driver : Base {", "Driver : Base { int _n { get; set; } = 5; ") { After = 7 };
    }
}
