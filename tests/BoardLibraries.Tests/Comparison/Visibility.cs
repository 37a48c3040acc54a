using Mono.Cecil;

namespace NanoLive.BoardLibraries.Comparison;

/// <summary>What code in another assembly can name.</summary>
internal static class Visibility
{
    public static bool IsVisible(TypeDefinition type) => type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly;

    public static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    public static bool IsVisible(FieldDefinition field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;
}
