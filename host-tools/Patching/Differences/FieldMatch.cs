using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>A field of the new build whose value comes from another field of the release, or from the same one in another type.</summary>
internal sealed record FieldMatch(FieldDefinition Old, FieldDefinition New, int Multiply, int Divide);
