using System.Text;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Writes the C# of a migration that is still missing: what has to be decided is in its comments.</summary>
internal static class Stubs
{
    public static List<MigrationStub> For(Matching matching, IReadOnlyList<Change> changes) =>
    [
        .. from change in changes
           where change.IsOpen
           group change by change.Type into open
           select new MigrationStub(matching.Counterparts.NameOf(open.Key), Text(matching, open.Key, [.. open])),
    ];

    private static string Text(Matching matching, TypeDefinition type, List<Change> open)
    {
        var additions = ConstructorAdditions.Of(matching, type);
        var isAdded = additions is { Problem: null, Statements.Count: > 0 };
        var fullName = matching.Counterparts.NameOf(type);
        var end = fullName.LastIndexOf('.');
        var name = fullName[(end + 1)..].Replace('+', '.');
        var text = new StringBuilder();
        text.Append("using System.Reflection;\nusing NanoLive.Objects;\n\n");
        text.Append($"namespace {fullName[..Math.Max(end, 0)]}\n{{\n");
        text.Append($"    [StateMigration(typeof({name}){(isAdded ? ", ConstructorAdditions = true" : "")})]\n    internal static class {name.Replace('.', '_')}Migration\n    {{\n");
        text.Append("        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;\n\n");
        text.Append("        // The fields that stayed are in `next` already. `old` is an object of the release; nothing of it may be closed or disposed.\n");
        if (additions.Statements.Count > 0)
        {
            text.Append(isAdded ? "        // What the constructor does beyond the release's has run on `next` already (drop ConstructorAdditions if it should not):\n"
                : $"        // What the constructor does beyond the release's has to be written here: {additions.Problem}.\n");
        }

        additions.Statements.ToList().ForEach(s => text.Append($"        //   {s}\n"));
        text.Append("        public static void Up(object old, object next)\n        {\n");
        foreach (var change in open.Where(c => c.Kind != EditKind.Constructor || !isAdded))
        {
            text.Append($"            // {change.Member}: {change.Reason}.\n");
            if (change.Kind is EditKind.FieldRetyped)
            {
                text.Append($"            object {Local(change.Member)}Before = typeof({name}).GetField(\"{change.Former}\", Any).GetValue(old);\n");
            }
        }

        text.Append("        }\n\n        // The way back, when the patch is rolled back.\n        public static void Down(object next, object old)\n        {\n        }\n    }\n}\n");
        return text.ToString();
    }

    /// <summary>A field's name as one of a local: without underscore, and without what the compiler writes around a property's.</summary>
    private static string Local(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field.TrimStart('_');
}
