using Mono.Cecil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// What other assemblies can name in one that is closed: its public members, those that derived classes inherit, and nothing else. What its
/// author marks with <c>ForToolsAttribute</c> is public for programs that do not run on boards.
/// </summary>
internal static class Surface
{
    private const string Mark = "ForToolsAttribute";

    public static bool Holds(TypeDefinition type) =>
        !IsMarked(type) && (type.DeclaringType == null ? type.IsPublic : Holds(type.DeclaringType) && (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly));

    public static bool Holds(MethodDefinition method) =>
        method == method.Module.EntryPoint || (Holds(method.DeclaringType) && !IsMarked(method) && !IsPropertyMarked(method)
            && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType.IsSealed)));

    public static bool Holds(FieldDefinition field) =>
        Holds(field.DeclaringType) && !IsMarked(field)
        && (field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType.IsSealed));

    /// <summary>Types that are found by name: an explicit implementation is called after its interface.</summary>
    public static bool IsFoundByName(TypeDefinition type) => Holds(type) || type.IsInterface;

    /// <summary>Methods that are found by name, whoever looks: the firmware binds virtual ones so.</summary>
    public static bool IsFoundByName(MethodDefinition method) => method.IsVirtual || method.IsConstructor || Holds(method);

    /// <summary>Fields that are found by name: state of a class that others derive from is transferred so.</summary>
    public static bool IsFoundByName(FieldDefinition field) =>
        Holds(field) || field.IsSpecialName || (Holds(field.DeclaringType) && !field.DeclaringType.IsSealed && !field.IsStatic
            && field.DeclaringType.Methods.Any(method => method.IsConstructor && Holds(method)));

    public static bool IsMark(CustomAttribute attribute) => attribute.AttributeType.Name == Mark;

    private static bool IsMarked(ICustomAttributeProvider provider) => provider.CustomAttributes.Any(IsMark);

    private static bool IsPropertyMarked(MethodDefinition method) =>
        (method.IsGetter || method.IsSetter) && method.DeclaringType.Properties.Any(property => (property.GetMethod == method || property.SetMethod == method) && IsMarked(property));
}
