using System.Text;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Writes the C# of a migration that stops a class's thread for a swap and starts it again, filled in with the methods that were recognised.</summary>
internal static class ThreadStub
{
    private const int PatienceMs = 1000;

    public static string Text(Matching matching, ThreadControl control)
    {
        var (space, name) = TypeNames.Parts(matching.Counterparts.NameOf(control.Class));
        var text = new StringBuilder();
        text.Append("using System;\nusing System.Reflection;\nusing System.Threading;\nusing NanoLive.Objects;\n\n");
        text.Append($"namespace {space}\n{{\n");
        text.Append($"    // State is moved between Stop and Start, in one hold between two ticks: Stop is given the object that is left, Start the one that goes on. {Names.Unmarked(control.Starter.Name)} and\n");
        text.Append($"    // {Names.Unmarked(control.Ender.Name)} were recognised by use. Whoever takes this over says that the thread has ended when Stop returns, in bounded time, and that Start finds what it needs:\n");
        control.Does(control.Ender).ToList().ForEach(s => text.Append($"    //   {Names.Unmarked(control.Ender.Name)} does: {s}\n"));
        control.Does(control.Starter).ToList().ForEach(s => text.Append($"    //   {Names.Unmarked(control.Starter.Name)} does: {s}\n"));
        text.Append($"    [StateMigration(typeof({name}))]\n    internal static class {name.Replace('.', '_')}Threads\n    {{\n");
        text.Append("        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;\n\n");
        text.Append(Stop(control, name)).Append('\n').Append(Start(control, name));
        return text.Append("    }\n}\n").ToString();
    }

    private static string Stop(ThreadControl control, string name)
    {
        var text = new StringBuilder("        // Null: none ran. What it throws fails the patch and resets the board.\n        public static object Stop(object of)\n        {\n");
        if (control.Thread != null)
        {
            text.Append($"            Thread thread = (Thread){Field(control.Thread, name)};\n");
            text.Append("            if (thread == null || !thread.IsAlive)\n            {\n                return null;\n            }\n\n");
        }

        text.Append($"            {Call(control.Ender, name, control.EndingValue is { } value ? (value ? "true" : "false") : "")}\n");
        if (control.Thread != null)
        {
            text.Append($"            if (!thread.Join({PatienceMs}))\n            {{\n                throw new InvalidOperationException();\n            }}\n\n");
        }
        else
        {
            text.Append("            // Nothing keeps the thread: return null where none runs before it is told to end, and wait here until it has. As long as this throws, nothing is filled in.\n");
        }

        return text.Append($"            {(control.Thread != null ? "return of" : "throw new NotSupportedException()")};\n        }}\n").ToString();
    }

    private static string Start(ThreadControl control, string name)
    {
        var given = control.Starter.Parameters.Select((p, i) => control.Arguments[i] is { } field ? $"@{p.Name}: ({TypeNames.Of(p.ParameterType)}){Field(field, name)}" : null).Where(a => a != null);
        return $"        public static void Start(object of)\n        {{\n            {Call(control.Starter, name, string.Join(", ", given))}\n        }}\n";
    }

    private static string Field(FieldDefinition field, string name) => $"typeof({name}).GetField(\"{Names.Unmarked(field.Name)}\", Any).GetValue(of)";

    /// <summary>The property or method; by reflection where nobody but the class may call it.</summary>
    private static string Call(MethodDefinition method, string name, string arguments)
    {
        var own = Names.Unmarked(method.Name);
        return method.IsPrivate || method.IsFamily || method.IsFamilyAndAssembly ? $"typeof({name}).GetMethod(\"{own}\", Any).Invoke(of, {(arguments == "" ? "null" : $"new object[] {{ {arguments} }}")});"
            : method.IsSetter ? $"(({name})of).{own["set_".Length..]} = {arguments};"
            : $"(({name})of).{own}({arguments});";
    }
}
