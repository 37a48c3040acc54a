namespace NanoLive.Patching.Tests;

/// <summary>Small edits of every kind, and of everything that C# for these boards can say.</summary>
internal static class EditRows
{
    public static IEnumerable<EditRow> All => Members().Concat(Properties()).Concat(LevelRows.All).Concat(Types()).Concat(Enums()).Concat(Abstracts()).Concat(Values()).Concat(Delegates()).Concat(FormerCallRows.All);

    private static IEnumerable<EditRow> Members()
    {
        yield return new("body", EditKind.MethodBody, Verdict.Live, "public class Driver { int _n; public int Go() { return _n += 1; } }", "+= 1", "+= 10") { After = 11 };
        yield return new("static method to instance", EditKind.MethodSignature, Verdict.Live, "public class Driver { int _n = 3; public int Go() { return Sum(4); } static int Sum(int a) { return a; } }",
            "static int Sum(int a) { return a; }", "int Sum(int a) { return a + _n; }") { After = 7 };
        yield return new("instance method to static", EditKind.MethodSignature, Verdict.Live, "public class Driver { int _n = 3; public int Go() { return Sum(4); } int Sum(int a) { return a + _n; } }",
            "int Sum(int a) { return a + _n; }", "static int Sum(int a) { return a * 2; }") { After = 8 };
        yield return new("method becomes virtual and is overridden", EditKind.MethodAdded, Verdict.Live,
            "public class Base { public int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { }",
            "public int Step() { return 1; }", "public virtual int Step() { return 1; }", "Driver : Base { }", "Driver : Base { public override int Step() { return 2; } }") { After = 20 };
        yield return new("private method becomes virtual", EditKind.MethodAdded, Verdict.Live,
            "public class Base { private int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { }",
            "private int Step()", "protected virtual int Step()", "Driver : Base { }", "Driver : Base { protected override int Step() { return 2; } }") { After = 20 };
        yield return new("override is removed", EditKind.MethodRemoved, Verdict.Live,
            "public class Base { public virtual int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { public override int Step() { return 2; } }",
            "public override int Step() { return 2; }", "") { After = 10 };
        yield return new("what is overridden is no more", EditKind.MethodSignature, Verdict.Live,
            "public abstract class Base { protected abstract bool Read(int a, out ushort v); public int Sum() { ushort v; return Read(3, out v) ? v : -1; } } public class Leaf : Base { protected override bool Read(int a, out ushort v) { v = (ushort)a; return true; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.Sum(); } }",
            "out ushort v", "out short v", " ushort v;", " short v;", "(ushort)a", "(short)(a * 10)") { After = 30 };
        yield return new("override hides instead", EditKind.MethodBody, Verdict.Reflash,
            "public class Base { public virtual int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { public override int Step() { return 2; } }",
            "public override int Step() { return 2; }", "public new int Step() { return 3; }");
        yield return new("method comes that hides one of the base", EditKind.MethodAdded, Verdict.Reflash,
            "public class Base { public int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { }", "Driver : Base { }", "Driver : Base { public new int Step() { return 3; } }");
        yield return new("method that hides overrides instead", EditKind.MethodBody, Verdict.Reflash,
            "public class Base { public virtual int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { public new int Step() { return 3; } }", "public new int", "public override int");
        yield return new("base class asks another object for what came", EditKind.MethodBody, Verdict.Live,
            "public class Base { int _n = 1; int N() { return _n; } public int Sum(Base other) { return N() + other.N(); } } public class Leaf : Base { } public class Driver { Base _a = new Base(); Leaf _b = new Leaf(); public int Go() { return _a.Sum(_b); } }", "return _n;", "return _n * 10;") { After = 20 };
        yield return new("override is sealed", EditKind.MethodBody, Verdict.Live,
            "public class Base { public virtual int Step() { return 1; } public int Go() { return Step() * 10; } } public class Driver : Base { public override int Step() { return 2; } }",
            "public override int Step() { return 2; }", "public sealed override int Step() { return 3; }") { After = 30 };
        yield return new("virtual is no more", EditKind.MethodBody, Verdict.Live,
            "public class Driver { public virtual int Step() { return 1; } public int Go() { return Step() * 10; } } ", "virtual int Step() { return 1; }", "int Step() { return 4; }") { After = 40 };
        yield return new("base call comes", EditKind.MethodBody, Verdict.Live,
            "public class Base { public virtual int Step() { return 5; } } public class Driver : Base { public override int Step() { return 2; } public int Go() { return Step(); } }",
            "return 2;", "return base.Step() + 2;") { After = 7 };
        yield return new("new virtual in the middle", EditKind.MethodAdded, Verdict.Live,
            "public class Base { public virtual int Step() { return 5; } } public class Middle : Base { } public class Driver : Middle { public int Go() { return Step(); } }",
            "Middle : Base { }", "Middle : Base { public override int Step() { return base.Step() + 1; } }") { After = 6 };
        yield return new("property gets a setter and is used", EditKind.MethodAdded, Verdict.Live, "public class Driver { int _n = 2; public int N { get { return _n; } } public int Go() { return N; } }",
            "get { return _n; }", "get { return _n; } set { _n = value; }", "return N;", "N = N + 5; return N;") { After = 7 };
        yield return new("automatic property becomes written out", EditKind.FieldRenamed, Verdict.Live, "public class Driver { public int N { get; set; } public int Go() { N = N + 1; return N; } }",
            "public int N { get; set; }", "private int _n; public int N { get { return _n; } set { _n = value; } }");
        yield return new("indexer", EditKind.MethodBody, Verdict.Live, "public class Driver { int[] _a = { 1, 2, 3 }; public int this[int i] { get { return _a[i]; } } public int Go() { return this[1]; } }",
            "return _a[i];", "return _a[i] * 100;") { After = 200 };
        yield return new("indexer of another type", EditKind.MethodSignature, Verdict.Live, "public class Driver { int[] _a = { 1, 2, 3 }; public int this[int i] { get { return _a[i]; } } public int Go() { return this[1]; } }",
            "this[int i]", "this[byte i]") { After = 2 };
        yield return new("params", EditKind.MethodSignature, Verdict.Live, "public class Driver { int Sum(int a, int b) { return a + b; } public int Go() { return Sum(1, 2); } }",
            "int Sum(int a, int b) { return a + b; }", "int Sum(params int[] all) { int s = 0; foreach (int a in all) { s += a; } return s * 10; }") { After = 30 };
        yield return new("ref becomes out", EditKind.MethodBody, Verdict.Live, "public class Driver { void Set(ref int a) { a = 1; } public int Go() { int x = 0; Set(ref x); return x; } }",
            "ref int a) { a = 1; }", "out int a) { a = 2; }", "Set(ref x)", "Set(out x)") { After = 2 };
        yield return new("ref becomes value", EditKind.MethodSignature, Verdict.Live, "public class Driver { void Set(ref int a) { a = 1; } public int Go() { int x = 0; Set(ref x); return x; } }",
            "ref int a", "int a", "Set(ref x)", "Set(x)") { After = 0 };
        yield return new("in parameter", EditKind.MethodSignature, Verdict.Live, "public class Driver { int Take(int a) { return a; } public int Go() { return Take(3); } }", "Take(int a) { return a; }", "Take(in int a) { return a * 2; }") { After = 6 };
        yield return new("default value of a parameter", EditKind.MethodBody, Verdict.Live, "public class Driver { int Take(int a = 3) { return a; } public int Go() { return Take(); } }", "a = 3", "a = 4") { After = 4 };
        yield return new("return type", EditKind.MethodSignature, Verdict.Live, "public class Driver { void Do() { } public int Go() { Do(); return 1; } }", "void Do() { }", "int Do() { return 5; }", "Do(); return 1;", "return Do();") { After = 5 };
        yield return new("overload comes and is preferred", EditKind.MethodAdded, Verdict.Live, "public class Driver { int Do(long a) { return 1; } public int Go() { return Do(1); } }", "int Do(long a)", "int Do(int a) { return 2; } int Do(long a)") { After = 2 };
        yield return new("operator", EditKind.MethodBody, Verdict.Live,
            "public class Amount { public int N; public static Amount operator +(Amount a, Amount b) { return new Amount { N = a.N + b.N }; } } public class Driver { Amount _a = new Amount { N = 2 }; public int Go() { return (_a + _a).N; } }",
            "a.N + b.N", "a.N + b.N + 1") { After = 5 };
        yield return new("conversion operator", EditKind.MethodBody, Verdict.Live,
            "public struct Amount { public int N; public static implicit operator int(Amount a) { return a.N; } } public class Driver { Amount _a; public int Go() { _a.N = 4; return _a; } }",
            "return a.N;", "return a.N * 2;") { After = 8 };
        yield return new("constant", EditKind.Constant, Verdict.Live, "public class Driver { const int N = 3; public int Go() { return N; } }", "N = 3", "N = 4") { After = 4 };
        yield return new("constant becomes static readonly", EditKind.StaticField, Verdict.Live, "public class Driver { const int N = 3; public int Go() { return N; } }", "const int N = 3", "static readonly int N = 4") { After = 4 };
        yield return new("static readonly becomes constant", EditKind.Constant, Verdict.Live, "public class Driver { static readonly int N = 3; public int Go() { return N; } }", "static readonly int N = 3", "const int N = 4") { After = 4 };
        yield return new("static readonly table", EditKind.StaticData, Verdict.Live, "public class Driver { static readonly byte[] T = { 1, 2, 3, 4 }; public int Go() { return T[2]; } }", "3, 4", "33, 4") { After = 33 };
        yield return new("static readonly object", EditKind.StaticData, Verdict.Live, "public class P { public int N; public P(int n) { N = n; } } public class Driver { static readonly P S = new P(3); public int Go() { return S.N; } }", "new P(3)", "new P(4)") { After = 4 };
        yield return new("static field becomes an instance field", EditKind.StaticField, Verdict.AtReboot, "public class Driver { static int s_n = 3; public int Go() { return ++s_n; } }", "static int s_n = 3", "int s_n = 30", "++s_n", "++this.s_n");
        yield return new("instance field becomes static", EditKind.StaticField, Verdict.AtReboot, "public class Driver { int _n = 3; public int Go() { return ++_n; } }", "int _n = 3", "static int _n = 30");
        yield return new("static object with state", EditKind.StaticData, Verdict.Live, "public class P { public int N; public P(int n) { N = n; } } public class Driver { static readonly P S = new P(3); public int Go() { return ++S.N; } }", "new P(3)", "new P(40)", "++S.N", "S.N += 2") { After = 8, HasStatics = true };
        const string Cell = "public class Cell { public int N = 1; public int Get() { return N; } } ";
        const string Keeper = Cell + "public class Keeper { public Cell[][] C = new Cell[1][]; public System.Collections.ArrayList L = new System.Collections.ArrayList(); public static readonly Cell[][][] All = new Cell[1][][]; } ";
        yield return new("part in an array of arrays", EditKind.MethodBody, Verdict.Live, Keeper + "public class Driver { Keeper _k = new Keeper(); public Driver() { _k.C[0] = new Cell[] { null, new Cell() }; } public int Go() { Cell c = _k.C[0][1]; c.N++; return c.Get(); } }", "return N;", "return N * 10;") { After = 30 };
        yield return new("part in a static array of arrays", EditKind.MethodBody, Verdict.Live, Keeper + "public class Driver { readonly Cell[] _c = new Cell[1]; public Driver() { if (Keeper.All[0] == null) { _c[0] = new Cell(); Keeper.All[0] = new Cell[][] { _c }; } } public int Go() { Cell c = Keeper.All[0][0][0]; c.N++; return c.Get(); } }", "return N;", "return N * 10;") { After = 50, HasStatics = true };
        yield return new("part in a list of arrays", EditKind.MethodBody, Verdict.Live, Keeper + "public class Driver { Keeper _k = new Keeper(); public Driver() { _k.L.Add(new Cell[] { new Cell() }); } public int Go() { Cell c = ((Cell[])_k.L[0])[0]; c.N++; return c.Get(); } }", "return N;", "return N * 10;") { After = 30 };
        yield return new("part in arrays of arrays gets another base class", EditKind.BaseOrInterfaces, Verdict.AtReboot, "public class Base { public int M = 4; } " + Cell + "public class Driver { Cell[][] _c = new Cell[][] { new Cell[1] }; public int Go() { if (_c[0][0] == null) { _c[0][0] = new Cell(); } _c[0][0].N++; return _c[0][0].Get(); } }",
            "class Cell {", "class Cell : Base {", "return N;", "return N * 10 + M;");
        yield return new("delegates in an array of arrays", EditKind.MethodBody, Verdict.Live, "public delegate int F(int a); public class Keeper { public F[][] All = new F[1][]; } public class Driver { Keeper _k = new Keeper(); Adder _a = new Adder(); public Driver() { _k.All[0] = _a.Mine(); } public int Go() { return _k.All[0][0](1); } } "
            + "public class Adder { int _n; public F[] Mine() { return new F[] { Add }; } int Add(int a) { _n += a; return _n; } }", "_n += a", "_n += a * 10") { After = 11 };
        yield return new("readonly goes", EditKind.MethodBody, Verdict.Live, "public class Driver { readonly int _n = 3; public int Go() { return _n; } }", "readonly ", "", "return _n;", "return ++_n;") { After = 4 };
        yield return new("field becomes wider", EditKind.FieldRetyped, Verdict.Live, "public class Driver { byte _n = 250; public int Go() { _n++; return _n; } }", "byte _n", "int _n") { Calls = 5, After = 256 };
        yield return new("field becomes narrower", EditKind.FieldRetyped, Verdict.LiveWithMigration, "public class Driver { int _n = 250; public int Go() { _n++; return _n; } }", "int _n", "byte _n");
        yield return new("field of an enum has another name", EditKind.FieldRenamed, Verdict.Live, "public enum Mode { Off, On } public class Driver { Mode _m = Mode.Off; public int Go() { _m++; return (int)_m; } }", "Mode _m =", "[FormerName(\"_m\")] Mode _mode =", "_m++; return (int)_m;", "_mode++; return (int)_mode + 4;") { After = 6 };
        yield return new("method goes up to the base class", EditKind.MethodRemoved, Verdict.Live, "public class Base { } public class Driver : Base { public int Go() { return Step(); } int Step() { return 1; } }",
            "Base { }", "Base { protected int Step() { return 2; } }", "int Step() { return 1; } ", "") { After = 2 };
        yield return new("method is removed and a derived class had relied on it", EditKind.MethodRemoved, Verdict.Live, "public class Base { public virtual int Step() { return 1; } } public class Driver : Base { public int Go() { return Step(); } }",
            "public virtual int Step() { return 1; } ", "", "return Step();", "return 9;") { After = 9 };
        yield return new("constructor with another body", EditKind.Constructor, Verdict.LiveWithMigration, "public class Driver { int _n; public Driver() { for (int i = 0; i < 3; i++) { _n += i; } } public int Go() { return _n; } }", "_n += i", "_n += i * 2");
        yield return new("constructor is split in two", EditKind.Constructor, Verdict.Live, "public class P { public int N; } public class Driver { P _p; int _n; public Driver() { _p = new P(); _p.N = 4; _n = 7; } public int Go() { return _n++ + _p.N; } }",
            "public Driver() { _p = new P(); _p.N = 4; _n = 7; }", "public Driver() : this(new P(), 7) { } public Driver(P p, int n) { _p = p; _p.N = 4; _n = n; }") { After = 12 };
        yield return new("constructors become one", EditKind.Constructor, Verdict.Live, "public class P { public int N; } public class Driver { P _p; int _n; public Driver() : this(new P(), 7) { } Driver(P p, int n) { _p = p; _p.N = 4; _n = n; } public int Go() { return _n++ + _p.N; } }",
            "public Driver() : this(new P(), 7) { } Driver(P p, int n) { _p = p; _p.N = 4; _n = n; }", "public Driver() { _p = new P(); _p.N = 4; _n = 7; }", "return _n++", "return ++_n") { After = 13 };
        yield return new("constructor gives another one something else", EditKind.Constructor, Verdict.LiveWithMigration, "public class Driver { int _n; public Driver() : this(7) { } Driver(int n) { _n = n; } public int Go() { return _n++; } }", "this(7)", "this(8)");
        yield return new("constructor does less", EditKind.Constructor, Verdict.LiveWithMigration, "public class P { public static int S; public int N() { return S; } } public class Driver { int _n = 1; public Driver() { P.S++; Mark(); } void Mark() { _n = 2; } public int Go() { return _n; } }", "Mark(); }", "}");
        yield return new("handler of an exception", EditKind.MethodBody, Verdict.Live, "public class Driver { public int Go() { try { throw new ArgumentException(); } catch (ArgumentException) { return 1; } } }", "catch (ArgumentException) { return 1; }", "catch (Exception) { return 2; } finally { }") { After = 2 };
        yield return new("nothing", EditKind.Attributes, Verdict.Live, "public class Driver { public int Go() { return 1; } internal int X() { return 2; } }", "internal int X", "public int X") { Calls = 1 };
    }

    private static IEnumerable<EditRow> Properties()
    {
        const string Field = "public class Driver { public int N = 1; public int Go() { N = N + 1; return N; } }";
        const string Base = "public class Bus { public int Id = 3; } public class Base { protected Bus _bus; public Base(Bus bus) { _bus = bus; } public int Id() { return _bus.Id; } } public class Driver : Base { public Driver() : base(new Bus()) { } public int Go() { _bus.Id++; return _bus.Id; } }";
        yield return new("field becomes an automatic property", EditKind.FieldRenamed, Verdict.Live, Field, "public int N = 1;", "public int N { get; set; } = 1;", "N + 1", "N + 10") { After = 12 };
        yield return new("automatic property that only a constructor sets gets another name", EditKind.FieldRenamed, Verdict.Live, "public class P { public int N { get; } public P(int n) { N = n; } } public class Driver { P _p = new P(7); public int Go() { return _p.N; } }",
            "int N {", "int Count {", "N = n;", "Count = n;", "return _p.N;", "return _p.Count + 1;") { After = 8 };
        yield return new("automatic property gets another name", EditKind.FieldRenamed, Verdict.Live, "public class Driver { int _k; public int N { get; set; } = 1; public int Go() { _k++; N = N + 1; return N; } }",
            "int N {", "int Count {", "N = N + 1;", "Count = Count + 1;", "return N;", "return Count;", "_k++", "_k += 2") { After = 3 };
        yield return new("automatic property under another name is used otherwise", EditKind.FieldRenamed, Verdict.LiveWithMigration, "public class Driver { public int N { get; set; } = 1; public int Go() { N = N + 1; return N; } }",
            "int N {", "int Count {", "N = N + 1;", "Count = Count + 10;", "return N;", "return Count;");
        yield return new("automatic property becomes a field", EditKind.FieldRenamed, Verdict.Live, Field.Replace("N = 1;", "N { get; set; } = 1;"), "public int N { get; set; } = 1;", "public int N = 1;", "N + 1", "N + 10") { After = 12 };
        yield return new("field becomes a property that is written out", EditKind.FieldRenamed, Verdict.Live, Field, "public int N = 1;", "private int _n = 1; public int N { get { return _n; } set { _n = value; } }", "N + 1", "N + 10") { After = 12 };
        yield return new("property that is written out becomes a field", EditKind.FieldRenamed, Verdict.Live, Field.Replace("int N = 1;", "int N { get { return _n; } set { _n = value; } } private int _n = 1;"),
            "int N { get { return _n; } set { _n = value; } } private int _n = 1;", "int N = 1;", "N + 1", "N + 10") { After = 12 };
        yield return new("field becomes a property whose setter does more", EditKind.FieldRenamed, Verdict.Live, Field, "public int N = 1;", "private int _n = 1; private int _sets; public int N { get { return _n; } set { _n = value; _sets++; } }", "return N;", "return N * 10 + _sets;") { After = 31 };
        yield return new("field becomes a property whose getter does more", EditKind.FieldRenamed, Verdict.LiveWithMigration, Field, "public int N = 1;", "private int _n = 1; public int N { get { return _n * 2; } set { _n = value; } }");
        yield return new("field becomes a property of a wider type", EditKind.FieldRetyped, Verdict.Live, Field, "public int N = 1;", "public long N { get; set; } = 1;", "return N;", "return (int)N * 10;") { After = 30 };
        yield return new("field becomes a property of a narrower type", EditKind.FieldRetyped, Verdict.LiveWithMigration, Field, "public int N = 1;", "public short N { get; set; } = 1;", "N + 1", "(short)(N + 1)");
        yield return new("static field becomes an automatic property", EditKind.FieldRenamed, Verdict.Live, Field.Replace("int N", "static int N"), "int N = 1;", "int N { get; set; } = 1;", "N + 1", "N + 10") { After = 14, HasStatics = true };
        yield return new("field of a base class becomes a property that its constructor sets", EditKind.FieldRenamed, Verdict.Live, Base, "Bus _bus;", "Bus _bus { get; set; }", "Id() { return _bus.Id; }", "Id() { return _bus.Id * 10; }",
            "return _bus.Id; } }", "return _bus.Id + Id(); } }") { After = 55 };
    }

    private static IEnumerable<EditRow> Types()
    {
        const string Nested = "public class Driver { class Part { public int N = 3; public int Get() { return N; } } Part _p = new Part(); public int Go() { return _p.Get(); } }";
        yield return new("nested class", EditKind.MethodBody, Verdict.Live, Nested, "return N; }", "return N * 2; }") { After = 6 };
        yield return new("nested class becomes a struct", EditKind.BaseOrInterfaces, Verdict.Live, Nested, "class Part { public int N = 3;", "struct Part { public int N;", "= new Part()", "= new Part { N = 3 }") { After = 3 };
        yield return new("struct becomes a class", EditKind.BaseOrInterfaces, Verdict.Live, "public struct Part { public int N; } public class Driver { Part _p; public int Go() { _p.N++; return _p.N; } }", "public struct Part", "public class Part", "Part _p;", "Part _p = new Part();") { After = 2 };
        yield return new("class is sealed", EditKind.MethodBody, Verdict.Live, "public class Driver { public int Go() { return 1; } }", "public class", "public sealed class", "return 1", "return 2") { After = 2 };
        yield return new("class is added", EditKind.ClassAdded, Verdict.Live, "public class Driver { public int Go() { return 1; } }", "return 1;", "return new More().N;", "public class Driver", "public class More { public int N = 4; } public class Driver") { After = 4 };
        yield return new("assembly comes", EditKind.Assembly, Verdict.Live, "public class Driver { public int Go() { return 1; } }", "return 1", "return 2") { After = 2, Extra = "namespace E { public class Extra { } }" };
        yield return new("class is removed", EditKind.ClassRemoved, Verdict.Live, "public class Part { public int N = 3; } public class Driver { Part _p = new Part(); int _q = 4; public int Go() { return _p.N + _q; } }",
            "public class Part { public int N = 3; } ", "", "Part _p = new Part(); ", "", "_p.N + _q", "_q") { After = 4 };
        yield return new("class is renamed", EditKind.ClassRenamed, Verdict.Live, "public class Part { public int N = 3; public int Get() { return N; } } public class Driver { Part _p = new Part(); public int Go() { return _p.Get(); } }",
            "Part", "Piece", "return N;", "return N + 1;") { After = 4 };
        yield return new("base class comes", EditKind.BaseOrInterfaces, Verdict.Live, "public class Base { public int B = 7; } public class Driver { int _n = 3; public int Go() { return _n; } }", "class Driver", "class Driver : Base", "return _n;", "return _n + B;") { After = 10 };
        yield return new("base class goes", EditKind.BaseOrInterfaces, Verdict.Live, "public class Base { public int B = 7; } public class Driver : Base { int _n = 3; public int Go() { return _n + B; } }", "Driver : Base", "Driver", "_n + B", "_n") { After = 3 };
        yield return new("interface member", EditKind.InterfaceMember, Verdict.Live, "public interface I { int A(); } public class Part : I { public int A() { return 1; } public int B() { return 2; } } public class Driver { I _i = new Part(); public int Go() { return _i.A(); } }",
            "int A(); }", "int A(); int B(); }", "_i.A()", "_i.A() + _i.B()") { After = 3 };
        yield return new("interface member goes", EditKind.InterfaceMember, Verdict.Live, "public interface I { int A(); int B(); } public class Part : I { public int A() { return 1; } public int B() { return 2; } } public class Driver { I _i = new Part(); public int Go() { return _i.A() + _i.B(); } }",
            "int A(); int B(); }", "int A(); }", "_i.A() + _i.B()", "_i.A()") { After = 1 };
        yield return new("interface goes", EditKind.BaseOrInterfaces, Verdict.Live, "public interface I { int A(); } public class Driver : I { public int A() { return 1; } public int Go() { I i = this; return i.A(); } }",
            "Driver : I", "Driver", "I i = this; return i.A();", "return A() + 1;") { After = 2 };
        yield return new("interface takes on another", EditKind.BaseOrInterfaces, Verdict.Live, "public interface J { int B(); } public interface I { int A(); } public class Part : I, J { public int A() { return 1; } public int B() { return 2; } } public class Driver { I _i = new Part(); public int Go() { return _i.A(); } }",
            "interface I {", "interface I : J {", "_i.A()", "_i.A() + _i.B()") { After = 3 };
        yield return new("explicit answer becomes a public one", EditKind.MethodRemoved, Verdict.Live, "public interface I { int A(); int B(); } public class Part : I { int _n; int I.A() { return ++_n; } int I.B() { return 100; } } public class Leaf : Part { } public class Driver { I _i = new Part(); I _j = new Leaf(); public int Go() { return _i.A() + _j.A() + _i.B(); } }",
            "int I.A() { return ++_n; }", "public int A() { return ++_n * 10; }") { After = 140 };
        yield return new("explicit answer of a library's interface becomes a public one", EditKind.MethodRemoved, Verdict.Live, "public class Part : IDisposable { public int N; void IDisposable.Dispose() { N++; } } public class Driver { Part _p = new Part(); public int Go() { ((IDisposable)_p).Dispose(); return _p.N; } }",
            "void IDisposable.Dispose() { N++; }", "public void Dispose() { N += 10; }") { After = 11 };
        yield return new("explicit answer goes beside a public one", EditKind.MethodRemoved, Verdict.Live, "public interface I { int A(); } public class Part : I { int _n; int I.A() { return ++_n; } public int A() { return _n * 10; } } public class Driver { I _i = new Part(); public int Go() { return _i.A(); } }",
            "int I.A() { return ++_n; } ", "") { After = 10 };
        yield return new("public answer becomes an explicit one", EditKind.MethodRemoved, Verdict.Live, "public interface I { int A(); int B(); } public class Part : I { int _n; public int A() { return ++_n; } public int B() { return 100; } } public class Leaf : Part { } public class Driver { I _i = new Part(); I _j = new Leaf(); public int Go() { return _i.A() + _j.A() + _i.B(); } }",
            "public int A() { return ++_n; }", "int I.A() { return ++_n * 10; }") { After = 140 };
        yield return new("interface property", EditKind.InterfaceMember, Verdict.Live, "public interface I { int A { get; } } public class Part : I { int _a = 1; public int A { get { return _a; } set { _a = value; } } } public class Driver { I _i = new Part(); public int Go() { return _i.A; } }",
            "int A { get; } }", "int A { get; set; } }", "return _i.A;", "_i.A = 5; return _i.A;") { After = 5 };
        yield return new("attribute", EditKind.Attributes, Verdict.Live, "public class Driver { public int Go() { return 1; } }", "public class", "[Obsolete] public class", "return 1", "return 2") { After = 2 };
        yield return new("static class becomes a class", EditKind.BaseOrInterfaces, Verdict.Live, "public static class Tools { public static int N() { return 1; } } public class Driver { public int Go() { return Tools.N(); } }",
            "static class", "class", "return 1;", "return 2;") { After = 2 };
        yield return new("class becomes static", EditKind.BaseOrInterfaces, Verdict.Live, "public class Tools { public static int N() { return 1; } } public class Driver { public int Go() { return Tools.N(); } }",
            "public class Tools", "public static class Tools", "return 1;", "return 2;") { After = 2 };
        yield return new("class that comes calls what an interface got", EditKind.InterfaceMember, Verdict.Live, "public interface I { int A(); } public class Tray : I { public int A() { return 1; } public int B() { return 2; } } public class Driver { I _i = new Tray(); public int Go() { return _i.A(); } }",
            "int A(); }", "int A(); int B(); } public class Reader { public int Read(I i) { return i.B() * 10; } }", "return _i.A();", "return new Reader().Read(_i);") { After = 20 };
    }

    private static IEnumerable<EditRow> Enums()
    {
        const string Field = "public enum Mode { Off, Slow, Fast } public class Driver { Mode _m = Mode.Slow; public int Go() { if (_m == Mode.Slow) { _m = Mode.Fast; return 1; } return _m == Mode.Fast ? 2 : 3; } }";
        yield return new("enum member comes at the end", EditKind.Enum, Verdict.Live, Field, "Fast }", "Fast, Turbo }", "? 2 : 3", "? 20 : 3") { After = 20 };
        yield return new("enum members are renumbered", EditKind.Enum, Verdict.Live, Field, "Off, Slow, Fast", "Off, Idle, Slow, Fast") { After = 2 };
        yield return new("enum members change places", EditKind.Enum, Verdict.Live, Field, "Off, Slow, Fast", "Off, Fast, Slow") { After = 2 };
        yield return new("enum member that an object has is removed", EditKind.Enum, Verdict.LiveWithMigration, Field, "Off, Slow, Fast", "Off, Slow", "_m = Mode.Fast;", "_m = Mode.Off;", "_m == Mode.Fast ? 2 : 3", "3");
        yield return new("enum member under a new name", EditKind.Enum, Verdict.Live, Field, "Fast", "Quick", "? 2 : 3", "? 20 : 3") { After = 20 };
        yield return new("enum is renumbered and of another size", EditKind.Enum, Verdict.Live, Field, "enum Mode { Off, Slow, Fast }", "enum Mode : byte { Off, Idle, Slow, Fast }") { After = 2 };
        yield return new("enum in an array", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public class Driver { Mode[] _m = new Mode[2]; public int Go() { if (_m[1] == Mode.Fast) return 2; _m[1] = Mode.Fast; return 1; } }", "Off, Slow", "Off, Idle, Slow") { After = 2 };
        yield return new("enum in a struct", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public struct S { public int A; public Mode M; } public class Driver { S _s; public int Go() { if (_s.M == Mode.Fast) return 2; _s.M = Mode.Fast; return 1; } }", "Off, Slow", "Off, Idle, Slow") { After = 2 };
        yield return new("enum in an array of structs", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public struct S { public int A; public Mode M; } public class Driver { S[] _s = new S[2]; public int Go() { if (_s[1].M == Mode.Fast) return 2; _s[1].M = Mode.Fast; return 1; } }", "Off, Slow", "Off, Idle, Slow") { After = 2 };
        yield return new("enum in a helper", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public class Part { Mode _m; public Mode M { get { return _m; } set { _m = value; } } } public class Driver { Part _p = new Part(); public int Go() { if (_p.M == Mode.Fast) return 2; _p.M = Mode.Fast; return 1; } }", "Off, Slow", "Off, Idle, Slow") { After = 2 };
        yield return new("enum of flags", EditKind.Enum, Verdict.Live, "[Flags] public enum Parts { A = 1, B = 2, C = 4 } public class Driver { Parts _p = Parts.A; public int Go() { if ((_p & Parts.C) != 0) return (_p & Parts.A) != 0 ? 2 : 3; _p |= Parts.C; return 1; } }", "B = 2, C = 4", "B = 2, X = 4, C = 8") { After = 2 };
        yield return new("enum in a static field", EditKind.Enum, Verdict.AtReboot, "public enum Mode { Off, Slow, Fast } public class Driver { static Mode s_m = Mode.Off; public int Go() { if (s_m == Mode.Fast) return 2; s_m = Mode.Fast; return 1; } }", "Off, Slow", "Off, Idle, Slow");
        yield return new("enum as a number", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public class Driver { public int Go() { return Code(Mode.Fast); } int Code(Mode m) { return (int)m; } }", "Off, Slow", "Off, Idle, Slow") { After = 3 };
        yield return new("enum of another size", EditKind.Enum, Verdict.Live, "public enum Mode { Off, Slow, Fast } public class Driver { Mode _m; public int Go() { if (_m == Mode.Fast) return 2; _m = Mode.Fast; return 1; } }", "enum Mode", "enum Mode : byte") { After = 2 };
    }

    private static IEnumerable<EditRow> Abstracts()
    {
        const string Source = "public class Base { public virtual int Step() { return 1; } public int Twice() { return Step() * 2; } } public class Leaf : Base { public override int Step() { return 5; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.Twice(); } }";
        yield return new("class becomes abstract and has no objects", EditKind.Abstract, Verdict.Live, Source, "public class Base { public virtual int Step() { return 1; }", "public abstract class Base { public abstract int Step();", "Step() * 2", "Step() * 3") { After = 15 };
        yield return new("class becomes abstract and has objects", EditKind.Abstract, Verdict.AtReboot, Source.Replace("new Leaf()", "new Base()"), "public class Base { public virtual int Step() { return 1; }", "public abstract class Base { public abstract int Step();", "new Base()", "new Leaf()");
        yield return new("abstract class is no more", EditKind.Abstract, Verdict.Live, "public abstract class Base { public abstract int Step(); } public class Leaf : Base { public override int Step() { return 5; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.Step(); } }",
            "abstract class Base { public abstract int Step();", "class Base { public virtual int Step() { return 1; }", "return 5;", "return 6 + new Base().Step();") { After = 7 };
        yield return new("abstract member comes", EditKind.MethodAdded, Verdict.Live, "public abstract class Base { public abstract int A(); public int Sum() { return A(); } } public class Leaf : Base { public override int A() { return 1; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.Sum(); } }",
            "public abstract int A(); ", "public abstract int A(); protected abstract int B(); ", "return A();", "return A() + B();", "return 1; }", "return 1; } protected override int B() { return 10; }") { After = 11 };
        yield return new("abstract member comes that others call", EditKind.MethodAdded, Verdict.Live, "public abstract class Base { public abstract int A(); } public class Leaf : Base { public override int A() { return 1; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.A(); } }",
            "public abstract int A(); ", "public abstract int A(); public abstract int B(); ", "_b.A()", "_b.A() + _b.B()", "return 1; }", "return 1; } public override int B() { return 10; }") { After = 11 };
        yield return new("virtual member comes that others call", EditKind.MethodAdded, Verdict.Live, "public class Base { public virtual int A() { return 1; } } public class Leaf : Base { public override int A() { return 2; } } public class Driver { Base _b = new Leaf(); public int Go() { return _b.A(); } }",
            "return 1; }", "return 1; } public virtual int B() { return 10; }", "_b.A()", "_b.A() + _b.B()", "return 2; }", "return 2; } public override int B() { return 20; }") { After = 22 };
        yield return new("method of a base comes that others call", EditKind.MethodAdded, Verdict.Live, "public class Base { public int N = 1; } public class Leaf : Base { } public class Driver { Base _b = new Leaf(); public int Go() { return _b.N; } }",
            "N = 1; }", "N = 1; public int B() { return N + 10; } }", "_b.N", "_b.B()") { After = 11 };
        yield return new("field of a base comes and is asked of another object", EditKind.FieldAdded, Verdict.Live, "public class Base { public Base Next; public int N = 1; public int Sum() { return Next.N; } } public class Leaf : Base { public long X = 99; } public class Driver { Base _b = new Base(); public Driver() { _b.Next = new Leaf(); } public int Go() { return _b.Sum(); } }",
            "N = 1;", "N = 1; public int M = 5;", "return Next.N;", "return Next.N + Next.M;") { After = 6 };
        yield return new("field of a base comes that others use", EditKind.FieldAdded, Verdict.Live, "public class Base { public int N = 1; } public class Leaf : Base { } public class Driver { Base _b = new Leaf(); public int Go() { return _b.N; } }",
            "N = 1; }", "N = 1; public int M = 5; }", "_b.N", "_b.N + _b.M") { After = 6 };
    }

    private static IEnumerable<EditRow> Values()
    {
        yield return new("struct in an array", EditKind.StructLayout, Verdict.Live, "public struct S { public int A; } public class Driver { S[] _s = new S[3]; public int Go() { return ++_s[1].A; } }", "public int A;", "public int B; public int A;") { After = 2 };
        yield return new("struct in a struct", EditKind.StructLayout, Verdict.Live, "public struct T { public int X; } public struct S { public T T; public int A; } public class Driver { S _s; public int Go() { return ++_s.T.X; } }", "public int X;", "public int Y; public int X;") { After = 2 };
        yield return new("field of a struct under another name", EditKind.StructLayout, Verdict.AtReboot, "public struct S { public int A; } public class Driver { S _s; public int Go() { return ++_s.A; } }", "A", "B");
        yield return new("field of a struct under another name that is said", EditKind.StructLayout, Verdict.Live, "public struct S { public int A; } public class Driver { S _s; public int Go() { return ++_s.A; } }", "public int A", "[FormerName(\"A\")] public int B", "_s.A", "_s.B") { After = 2 };
        yield return new("field of a struct in another type", EditKind.StructLayout, Verdict.AtReboot, "public struct S { public int A; } public class Driver { S _s; public int Go() { return (int)++_s.A; } }", "int A", "byte A");
        yield return new("method of a struct", EditKind.MethodBody, Verdict.Live, "public struct S { public int A; public int Twice() { return A * 2; } } public class Driver { S _s; public int Go() { _s.A = 4; return _s.Twice(); } }", "A * 2", "A * 3") { After = 12 };
        yield return new("constant of a struct", EditKind.Constant, Verdict.Live, "public struct S { public const int K = 2; public int A; } public class Driver { public int Go() { return S.K; } }", "K = 2", "K = 3") { After = 3 };
        yield return new("initialiser that nobody else writes", EditKind.FieldInitialiser, Verdict.Live, "public class Driver { int _k = 5; public int Go() { return _k; } }", "_k = 5", "_k = 6") { After = 6 };
        yield return new("initialiser of state", EditKind.FieldInitialiser, Verdict.Live, "public class Driver { int _k = 5; public int Go() { return ++_k; } }", "_k = 5", "_k = 60") { After = 7 };
        yield return new("field comes with an initialiser", EditKind.FieldAdded, Verdict.Live, "public class Driver { public int Go() { return 1; } }", "public int Go() { return 1; }", "int _n = 6; public int Go() { return _n; }") { After = 6 };
        yield return new("field goes", EditKind.FieldRemoved, Verdict.Live, "public class Driver { int _n = 6; public int Go() { return ++_n; } }", "int _n = 6;", "", "++_n", "2") { After = 2 };
        yield return new("decimal places of a float", EditKind.FieldRetyped, Verdict.Live, "public class Driver { float _f = 1.5f; public int Go() { _f *= 2; return (int)_f; } }", "float _f", "double _f") { After = 6 };
        yield return new("unsigned becomes signed", EditKind.FieldRetyped, Verdict.LiveWithMigration, "public class Driver { uint _n = 5; public int Go() { return (int)++_n; } }", "uint _n", "int _n");
        yield return new("array of another type", EditKind.FieldRetyped, Verdict.LiveWithMigration, "public class Driver { byte[] _n = new byte[2]; public int Go() { return ++_n[1]; } }", "byte[] _n = new byte", "int[] _n = new int");
        yield return new("object of a base type", EditKind.FieldRetyped, Verdict.LiveWithMigration, "public class B { public int N = 1; } public class P : B { } public class Driver { P _p = new P(); public int Go() { return ++_p.N; } }", "P _p", "B _p");
        yield return new("string", EditKind.MethodBody, Verdict.Live, "public class Driver { string _s = \"ab\"; public int Go() { _s += \"c\"; return _s.Length; } }", "\"c\"", "\"cd\"") { After = 5 };
    }

    private static IEnumerable<EditRow> Delegates()
    {
        yield return new("delegate of another signature", EditKind.BaseOrInterfaces, Verdict.Live, "public delegate int F(int a); public class Driver { public int Go() { F f = Twice; return f(2); } int Twice(int a) { return a * 2; } }",
            "F(int a)", "F(int a, int b)", "f(2)", "f(2, 3)", "Twice(int a) { return a * 2; }", "Twice(int a, int b) { return a * b; }") { After = 6 };
        yield return new("delegate that is kept gets another signature", EditKind.FieldRetyped, Verdict.AtReboot, "public delegate int F(int a); public class Driver { F _f; public int Go() { _f = Twice; return _f(2); } int Twice(int a) { return a * 2; } }",
            "F(int a)", "F(int a, int b)", "_f(2)", "_f(2, 3)", "Twice(int a) { return a * 2; }", "Twice(int a, int b) { return a * b; }");
        yield return new("delegate that is kept gives way to another one", EditKind.FieldRetyped, Verdict.LiveWithMigration, "public delegate int F(int a); public class Driver { F _f; public int Go() { _f = Twice; return _f(2); } int Twice(int a) { return a * 2; } }",
            "F(int a)", "G(int a, int b)", "F _f", "G _f", "_f(2)", "_f(2, 3)", "Twice(int a) { return a * 2; }", "Twice(int a, int b) { return a * b; }");
        yield return new("event is added", EditKind.FieldAdded, Verdict.Live, "public delegate void H(int a); public class Driver { int _n; public int Go() { return ++_n; } }", "int _n;", "int _n; public event H E;", "return ++_n;", "if (E != null) E(1); return ++_n;") { After = 2 };
        yield return new("event gets accessors of its own", EditKind.MethodBody, Verdict.LiveWithMigration, "public delegate void H(int a); public class Driver { int _n; public event H E; public int Go() { if (E != null) E(1); return ++_n; } }", "public event H E;", "H _e; public event H E { add { _e += value; } remove { _e -= value; } }", "if (E != null) E(1);", "if (_e != null) _e(1);");
        yield return new("lambda", EditKind.MethodBody, Verdict.Live, "public delegate int F(int a); public class Driver { int _n = 1; public int Go() { int k = 3; F f = a => a + k + _n; return f(1); } }", "a + k + _n", "a * k * 2 + _n") { After = 7 };
        yield return new("method group", EditKind.MethodBody, Verdict.Live, "public delegate int F(int a); public class Driver { static int Twice(int a) { return a * 2; } public int Go() { F f = Twice; return f(4); } }", "a * 2", "a * 3") { After = 12 };
        yield return new("local function", EditKind.MethodBody, Verdict.Live, "public class Driver { public int Go() { int k = 2; int Add(int a) { return a + k; } return Add(5); } }", "a + k", "a - k") { After = 3 };
    }
}
