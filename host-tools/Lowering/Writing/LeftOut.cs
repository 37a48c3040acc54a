using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// What exists for compilers only and never reaches a board: attributes nobody asks for at run time, and types that compilers embed for
/// themselves.
/// </summary>
internal static class LeftOut
{
    private static readonly HashSet<string> AttributeTypes = new(StringComparer.Ordinal)
    {
        "System.AttributeUsageAttribute", "System.CLSCompliantAttribute", "System.FlagsAttribute", "System.MTAThreadAttribute",
        "System.NonSerializedAttribute", "System.ObsoleteAttribute", "System.ParamArrayAttribute", "System.STAThreadAttribute",
        "System.SerializableAttribute",
        "System.ComponentModel.EditorBrowsableAttribute",
        "System.Diagnostics.ConditionalAttribute", "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerDisplayAttribute", "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggerNonUserCodeAttribute", "System.Diagnostics.DebuggerStepThroughAttribute",
        "System.Reflection.AssemblyFileVersionAttribute", "System.Reflection.DefaultMemberAttribute", "System.Reflection.FieldNoReflectionAttribute",
        "System.Runtime.CompilerServices.ExcludeTypeAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute", "System.Runtime.CompilerServices.IndexerNameAttribute",
        "System.Runtime.CompilerServices.InternalsVisibleToAttribute", "System.Runtime.CompilerServices.MethodImplAttribute",
        "System.Runtime.InteropServices.ComVisibleAttribute", "System.Runtime.InteropServices.GuidAttribute",
        "System.Runtime.InteropServices.OutAttribute", "System.Runtime.InteropServices.StructLayoutAttribute",
        "System.Runtime.CompilerServices.NullableAttribute", "System.Runtime.CompilerServices.NullableContextAttribute",
    };

    /// <summary>
    /// Left out of everything: the stock processor does so, and the numbers of native methods depend on it; and our own attributes, which
    /// speak to tools.
    /// </summary>
    private static readonly HashSet<string> ExcludedTypes = new(StringComparer.Ordinal)
    {
        "NanoLive.ForToolsAttribute", "NanoLive.Objects.FormerNameAttribute", "NanoLive.Objects.StateMigrationAttribute", "ThisAssembly", "System.Runtime.CompilerServices.AccessedThroughPropertyAttribute", "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
    };

    /// <summary>Left out of patches, where every byte counts and no native method is counted.</summary>
    private static readonly HashSet<string> EmbeddedTypes = new(StringComparer.Ordinal)
    {
        "Microsoft.CodeAnalysis.EmbeddedAttribute", "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute",
        "System.Runtime.CompilerServices.IsByRefLikeAttribute", "System.Runtime.CompilerServices.IsReadOnlyAttribute",
        "System.Runtime.CompilerServices.IsUnmanagedAttribute", "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute", "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.ScopedRefAttribute",
    };

    public static bool IsLeftOut(TypeDefinition type, LoweringOptions options) =>
        ExcludedTypes.Contains(type.FullName)
        || (options.IsPatch && EmbeddedTypes.Contains(type.FullName))
        || type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "System.Runtime.CompilerServices.ExcludeTypeAttribute")
        || (type.DeclaringType != null && IsLeftOut(type.DeclaringType, options));

    public static bool IsLeftOut(CustomAttribute attribute, LoweringOptions options)
    {
        var name = attribute.AttributeType.FullName;
        return AttributeTypes.Contains(name) || ExcludedTypes.Contains(name)
            || name.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal)
            || (options.IsPatch && EmbeddedTypes.Contains(name))
            || (attribute.AttributeType is TypeDefinition own && IsLeftOut(own, options));
    }
}
