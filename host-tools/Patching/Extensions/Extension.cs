using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// A class of the release, and the class of the patch that takes its place: one that derives from it and has what changed, or, where the release's class
/// cannot go on, the whole class of the new build.
/// </summary>
internal sealed class Extension(TypeDefinition old, TypeDefinition? @new, TypeDefinition patch, bool isWhole = false)
{
    public TypeDefinition Old { get; } = old;

    /// <summary>Null when the new build has it no more.</summary>
    public TypeDefinition? New { get; } = @new;

    public TypeDefinition Patch { get; } = patch;

    /// <summary>No object can be of it, in the one build or in the other: the plan does not name it.</summary>
    public bool IsAbstract => Old.IsAbstract || Patch.IsAbstract;

    /// <summary>The class is carried whole, and does not derive from the release's.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>Methods of the new build that are carried here, and their copies; constructors of base classes among them, as methods.</summary>
    public Dictionary<MethodDefinition, MethodDefinition> Methods { get; } = [];

    public Dictionary<MethodDefinition, MethodDefinition> Constructors { get; } = [];

    public Dictionary<FieldDefinition, FieldDefinition> Fields { get; } = [];

    /// <summary>Names of the release's methods that <c>Handler</c> makes delegates for, in their order.</summary>
    public List<string> Handlers { get; } = [];

    /// <summary>Full name of the class that converts state; null when none is needed.</summary>
    public string? Migration { get; set; }
}
