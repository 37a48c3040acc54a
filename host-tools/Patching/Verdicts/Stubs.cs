using System.Text;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Writes the C# of a migration that is still missing: what has to be decided is in its comments.</summary>
internal static class Stubs
{
    public static List<MigrationStub> For(Matching matching, IReadOnlyList<Change> changes, IEnumerable<ThreadControl> threads) =>
    [
        .. from change in changes
           where change.IsOpen && change.Code != RefusalCode.ThreadInside
           group change by change.Type into open
           select new MigrationStub(matching.Counterparts.NameOf(open.Key), Text(matching, open.Key, [.. open])),
        .. from control in threads
           group control by control.Class into controls
           select new MigrationStub(matching.Counterparts.NameOf(controls.Key), ThreadStub.Text(matching, controls.First())),
    ];

    private static string Text(Matching matching, TypeDefinition type, List<Change> open)
    {
        var additions = ConstructorAdditions.Of(matching, type);
        var isAdded = additions is { Problem: null } && additions.Statements.Count + additions.LeftOut.Count > 0;
        var (space, name) = TypeNames.Parts(matching.Counterparts.NameOf(type));
        var text = new StringBuilder();
        text.Append("using System.Reflection;\nusing NanoLive.Objects;\n\n");
        text.Append($"namespace {space}\n{{\n");
        text.Append($"    [StateMigration(typeof({name}){(isAdded ? ", ConstructorAdditions = true" : "")})]\n    internal static class {name.Replace('.', '_')}Migration\n    {{\n");
        var members = new List<string>();
        if (open.Where(c => !IsAboutCalls(c)).ToList() is { Count: > 0 } aboutState)
        {
            members.Add(State(matching.New, additions, isAdded, name, aboutState));
        }

        members.AddRange(open.Where(IsAboutCalls).Select(c => Adapter(c, name)));
        return text.AppendJoin('\n', members).Append("    }\n}\n").ToString();
    }

    private static bool IsAboutCalls(Change change) => change is { Gone: not null, Code: RefusalCode.FormerCall };

    private static string State(Model @new, ConstructorAdditions additions, bool isAdded, string name, List<Change> open)
    {
        var text = new StringBuilder("        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;\n\n");
        text.Append("        // The fields that stayed are in `next` already. `old` is an object of the release; nothing of it may be closed or disposed.\n");
        if (additions.Statements.Count > 0 || additions.Problem != null)
        {
            text.Append(isAdded ? "        // What the constructor does beyond the release's has run on `next` already (drop ConstructorAdditions if it should not):\n"
                : $"        // What the constructor does beyond the release's has to be written here: {additions.Problem}.\n");
        }

        additions.Statements.ToList().ForEach(s => text.Append($"        //   {s}\n"));
        text.Append(additions.LeftOut.Count > 0 ? "        // Left out, because the release's constructor has done it and it cannot be done again (table entries, subscriptions, hardware that is open):\n" : "");
        additions.LeftOut.ToList().ForEach(s => text.Append($"        //   {s}\n"));
        text.Append("        public static void Up(object old, object next)\n        {\n");
        foreach (var change in open.Where(c => c.Kind != EditKind.Constructor || !isAdded))
        {
            text.Append($"            // {change.Member}: {change.Reason}.\n");
            var held = change.Type.Fields.FirstOrDefault(f => f.Name == change.Member)?.FieldType;
            if (held is not TypeSpecification && @new.Type(held) is { IsEnum: true } kind)
            {
                text.Append($"            // On boards a {kind.Name} lies in it as its number: what reflection sets has to be a {TypeShape.Underlying(kind)}.\n");
            }

            if (change.Kind is EditKind.FieldRetyped)
            {
                text.Append($"            object {Local(change.Member)}Before = typeof({name}).GetField(\"{change.Former}\", Any).GetValue(old);\n");
            }
        }

        return text.Append("        }\n\n        // The way back, when the patch is rolled back.\n        public static void Down(object next, object old)\n        {\n        }\n").ToString();
    }

    /// <summary>What calls get that know the release's method only. As it is written here, it counts as not filled in.</summary>
    private static string Adapter(Change change, string name)
    {
        var gone = change.Gone!;
        var parameters = gone.Parameters.Select((p, i) => $"{TypeNames.Of(p)} {(p.Name == "" ? $"p{i}" : "@" + p.Name)}").Prepend($"{name} next");
        return $"        // {change.Reason}.\n        public static {TypeNames.Of(gone.ReturnType)} {gone.Name}({string.Join(", ", parameters)})\n        {{\n            throw new System.NotSupportedException();\n        }}\n";
    }

    /// <summary>A field's name as one of a local: without underscore, and without what the compiler writes around a property's.</summary>
    private static string Local(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field.TrimStart('_');
}
