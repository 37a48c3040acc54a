using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What lines of a build are made of: the board's base class, and who knows which there are.</summary>
internal sealed record LinePorts(TypeDefinition Base, MethodDefinition Constructor, MethodDefinition Begin, MethodDefinition End, FieldDefinition Handler, MethodDefinition Find, MethodDefinition Add)
{
    /// <summary>Null in a build without <c>NanoLive.Board</c>.</summary>
    public static LinePorts? Of(IReadOnlyCollection<AssemblyDefinition> build)
    {
        var line = build.Select(a => a.MainModule.GetType(Names.EventLine)).FirstOrDefault(t => t != null);
        var events = build.Select(a => a.MainModule.GetType(Names.LibraryEvents)).FirstOrDefault(t => t != null);
        var handler = line?.BaseType.Resolve()?.Fields.FirstOrDefault(f => f.Name == "Handler");
        return line == null || events == null || handler == null ? null
            : new LinePorts(line, line.Methods.First(m => m.IsConstructor), Method(line, "Begin"), Method(line, "End"), handler, Method(events, "Find"), Method(events, "Add"));
    }

    private static MethodDefinition Method(TypeDefinition type, string name) => type.Methods.First(m => m.Name == name);
}
