using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>What the lowered assembly is for.</summary>
public sealed record LoweringOptions
{
    /// <summary>Refuse what a patch may not contain: extern methods, static constructors, an entry point.</summary>
    public bool IsPatch { get; init; }

    /// <summary>
    /// No class of it is ever replaced, and other assemblies refer to its public members only, without those that <c>ForToolsAttribute</c> marks:
    /// then the rest is made smaller, and its names stay behind. Patches are never closed.
    /// </summary>
    public bool IsClosed { get; init; }

    /// <summary>Of a closed assembly: what these refer to stays with its name, though it is marked for tools. Tests that run on boards are such.</summary>
    public IReadOnlyCollection<byte[]> ToolsOnBoard { get; init; } = [];

    /// <summary>Assemblies, by simple name, that are or were lowered as closed: a reference to what they leave behind is refused.</summary>
    public IReadOnlyCollection<string> ClosedAssemblies { get; init; } = [];

    /// <summary>
    /// Assemblies, by simple name, whose objects patches take over: a field of an enum in them is one of its number. Reflection on a board reads an enum as
    /// its number and cannot write that back; code does not tell the two apart. The same for an assembly and for all that refer to it.
    /// </summary>
    public IReadOnlyCollection<string> ReplaceableAssemblies { get; init; } = [];

    /// <summary>What members of those assemblies, and of their patches, are called on boards. The same for a release and all its patches.</summary>
    public MemberNames Names { get; init; } = MemberNames.AsWritten;

    /// <summary>Portable symbols of the assembly, for places in the sources; they change nothing else.</summary>
    public byte[]? Symbols { get; init; }

    /// <summary>Whether the assembly becomes what boards have by rules of this project: it is a patch, or what patches are made for.</summary>
    internal bool IsOfBoards(ModuleDefinition module) => IsPatch || Names.Hold(module);
}
