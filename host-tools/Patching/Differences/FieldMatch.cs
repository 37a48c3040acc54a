using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>A field of the new build whose value comes from another field of the release, or from the same one in another type.</summary>
internal sealed record FieldMatch(FieldDefinition Old, FieldDefinition New, int Multiply, int Divide)
{
    /// <summary>The type kept its name and is another one: nobody edited the field.</summary>
    public bool IsOfReplacedType { get; init; }

    /// <summary>Values that reflection on a board cannot convert; the patch's migration does.</summary>
    public bool IsByCode { get; init; }
}
