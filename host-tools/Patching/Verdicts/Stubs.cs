using System.Text;

namespace NanoLive.Patching;

/// <summary>Writes the C# of a migration that is still missing: what has to be decided is in its comments.</summary>
internal static class Stubs
{
    public static List<MigrationStub> For(IReadOnlyList<Change> changes) =>
    [
        .. from change in changes
           where change.IsOpen
           group change by change.Type into open
           select new MigrationStub(ReflectionName.Of(open.Key), Text(open.Key.Name, open.Key.Namespace, [.. open])),
    ];

    private static string Text(string name, string @namespace, List<Change> open)
    {
        var text = new StringBuilder();
        text.Append("using System.Reflection;\nusing NanoLive.Objects;\n\n");
        text.Append($"namespace {@namespace}\n{{\n");
        text.Append($"    [StateMigration(typeof({name}))]\n    internal static class {name}Migration\n    {{\n");
        text.Append("        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;\n\n");
        text.Append("        // The fields that stayed are in `next` already. `old` is an object of the release; nothing of it may be closed or disposed.\n");
        text.Append("        public static void Up(object old, object next)\n        {\n");
        foreach (var change in open)
        {
            text.Append($"            // {change.Member}: {change.Reason}.\n");
            if (change.Kind is EditKind.FieldRetyped)
            {
                text.Append($"            object {change.Member.TrimStart('_')}Before = old.GetType().GetField(\"{change.Member}\", Any).GetValue(old);\n");
            }
        }

        text.Append("        }\n\n        // The way back, when the patch is rolled back.\n        public static void Down(object next, object old)\n        {\n        }\n    }\n}\n");
        return text.ToString();
    }
}
