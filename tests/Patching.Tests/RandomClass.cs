using System.Collections.Immutable;
using System.Text;

namespace NanoLive.Patching.Tests;

/// <summary>A small driver class in C#, made and edited by numbers, which knows which field is which across edits.</summary>
internal sealed record RandomClass(ImmutableArray<RandomClass.Field> Fields, ImmutableArray<RandomClass.Method> Methods)
{
    private const int Edits = 10;

    private static readonly string[] s_types = ["byte", "short", "int", "long", "int[]"];

    /// <param name="Id">The same in every version.</param>
    /// <param name="Name">May change.</param>
    /// <param name="Former">What <c>[FormerName]</c> says; null: nothing.</param>
    /// <param name="Type">May become wider.</param>
    /// <param name="Initial">What its initialiser says.</param>
    public sealed record Field(int Id, string Name, string? Former, string Type, int Initial);

    /// <summary>Writes one field and returns something of it, and of another method.</summary>
    public sealed record Method(string Name, bool IsPublic, int FieldId, int Constant, string? Callee);

    public static RandomClass Make(int seed)
    {
        var random = new Random(seed);
        var fields = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Field(i, $"_f{i}", null, s_types[random.Next(s_types.Length)], random.Next(100))).ToImmutableArray();
        var methods = Enumerable.Range(0, random.Next(1, 5))
            .Select(i => new Method($"M{i}", random.Next(2) == 0, random.Next(fields.Length), random.Next(1, 50), i > 0 && random.Next(2) == 0 ? $"M{random.Next(i)}" : null));
        return new RandomClass(fields, [.. methods]);
    }

    public RandomClass Edit(int number)
    {
        int what = Math.Abs(number % Edits);
        int at = Math.Abs(number / Edits % 1000);
        var field = Fields[at % Fields.Length];
        var method = Methods[at % Methods.Length];
        return what switch
        {
            0 => Replace(method, method with { Constant = method.Constant + 1 + at }),
            1 => Replace(method, method with { IsPublic = !method.IsPublic }),
            2 => Add(new Field(Fields.Length, $"_f{Fields.Length}", null, s_types[at % s_types.Length], at % 90)).Replace(method, method with { FieldId = Fields.Length }),
            3 => this with { Methods = Methods.Replace(method, method with { Callee = $"N{Methods.Length}" }).Insert(0, new Method($"N{Methods.Length}", at % 2 == 0, field.Id, at % 40 + 1, null)) },
            4 => Replace(field, field with { Type = field.Type switch { "byte" => "short", "short" => "int", "int" => "long", var same => same } }),
            5 or 6 => Replace(field, field with { Initial = field.Initial + 1 }),
            7 => Replace(field, field with { Name = field.Name + "n", Former = field.Former ?? field.Name }),
            8 => this with { Fields = [.. Fields.Reverse()] },
            _ => Methods.Length > 1 && Methods.All(m => m.Callee != method.Name) ? this with { Methods = Methods.Remove(method) } : this,
        };
    }

    public string Source()
    {
        var text = new StringBuilder("using NanoLive.Objects;\nnamespace D {\n  public class Gauge {\n");
        foreach (var field in Fields)
        {
            string initial = field.Type == "int[]" ? $"new int[] {{ {field.Initial}, 2, 3, 4 }}" : $"{field.Initial}";
            text.Append($"    {(field.Former == null ? "" : $"[FormerName(\"{field.Former}\")] ")}private {field.Type} {field.Name} = {initial};\n");
        }

        foreach (var method in Methods)
        {
            var field = Fields.Single(f => f.Id == method.FieldId);
            string place = field.Type == "int[]" ? $"{field.Name}[a & 3]" : field.Name;
            string type = field.Type == "int[]" ? "int" : field.Type;
            text.Append($"    {(method.IsPublic ? "public" : "private")} long {method.Name}(int a) {{ {place} = ({type})({place} * 3 + a + {method.Constant}); ");
            text.Append($"return {place} + {method.Constant * 7}{(method.Callee == null ? "" : $" + {method.Callee}(a + 1)")}; }}\n");
        }

        text.Append($"    public long Run(int a) {{ return {string.Join(" + ", Methods.Select((m, i) => $"{i + 1} * {m.Name}(a)"))}; }}\n");
        text.Append("    public string Dump() { return \"\"");
        foreach (var field in Fields.OrderBy(f => f.Id))
        {
            text.Append(field.Type == "int[]" ? string.Concat(Enumerable.Range(0, 4).Select(i => $" + {field.Name}[{i}].ToString() + \",\"")) : $" + {field.Name}.ToString() + \";\"");
        }

        text.Append("; }\n  }\n  public class User { private Gauge _gauge; public User(Gauge gauge) { _gauge = gauge; } public long Use(int a) { return _gauge.Run(a); } public string Show() { return _gauge.Dump(); } }\n}\n");
        return text.ToString();
    }

    private RandomClass Add(Field field) => this with { Fields = Fields.Add(field) };

    private RandomClass Replace(Field was, Field becomes) => this with { Fields = Fields.Replace(was, becomes) };

    private RandomClass Replace(Method was, Method becomes) => this with { Methods = Methods.Replace(was, becomes) };
}
