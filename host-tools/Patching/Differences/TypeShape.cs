using System.Globalization;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What a type is, as far as it can be compared without its methods' bodies.</summary>
internal static class TypeShape
{
    public static string Kind(TypeDefinition type) =>
        type.IsInterface ? "an interface" : type.IsEnum ? "an enum" : type.IsValueType ? "a struct"
        : IsDelegate(type) ? "a delegate" : type is { IsAbstract: true, IsSealed: true } ? "a static class" : "a class";

    public static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";

    public static string Layout(TypeDefinition type) => string.Join(";", type.Fields.Where(f => !f.IsStatic).Select(f => f.Name + ":" + Names.Of(f.FieldType)));

    public static string Underlying(TypeDefinition type) => type.Fields.FirstOrDefault(f => !f.IsStatic)?.FieldType.Name ?? "";

    public static HashSet<string> Interfaces(TypeDefinition type) => type.Interfaces.Select(i => Names.Unmarked(Names.Of(i.InterfaceType))).ToHashSet(StringComparer.Ordinal);

    public static string Value(FieldDefinition constant) => Names.Unmarked(constant.FieldType.Name) + " " + Convert.ToString(constant.Constant, CultureInfo.InvariantCulture);

    /// <summary>Members that people wrote, by name and shape.</summary>
    public static IEnumerable<string> Members(TypeDefinition type) =>
        type.Fields.Where(f => !f.Name.StartsWith('<') && !f.IsSpecialName).Select(f => f.HasConstant ? f.Name + "=" + f.Constant : f.Name + ":" + Names.Of(f.FieldType))
            .Concat(type.Methods.Where(m => !m.Name.StartsWith('<') && m is not { IsConstructor: true, IsStatic: true }).Select(m => Names.Signature(m)));

    /// <summary>Types that people wrote, less the runtime's, in ordinal order of their names.</summary>
    public static IEnumerable<TypeDefinition> Written(Source source) =>
        source.Assemblies.Where(a => !BoardLibraries.Runtime.Contains(a.Name.Name)).SelectMany(a => a.MainModule.GetTypes())
            .Where(t => !Names.IsCompilerMade(t) && t.Name != "<Module>").OrderBy(Names.Of, StringComparer.Ordinal);
}
