using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Signatures of methods with the numbers that enums stand for. The firmware compares signatures and asks nothing else of them, so an enum there costs every assembly
/// that calls the method a reference to it. Where two overloads would become the same, all methods of that name stay as they are.
/// </summary>
internal static class NumberSignatures
{
    /// <summary>Without the interface that an explicit implementation names.</summary>
    public static string Simple(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>Names of methods that would not be told apart.</summary>
    public static IEnumerable<string> Ambiguous(IReadOnlyList<ModuleDefinition> modules)
    {
        var enums = new Dictionary<string, TypeDefinition>(StringComparer.Ordinal);
        foreach (var type in modules.SelectMany(module => module.GetTypes()).Where(type => type.IsEnum))
        {
            enums.TryAdd(type.FullName, type);
        }

        return modules.SelectMany(module => module.GetTypes()).SelectMany(type => type.Methods).Where(method => !method.IsConstructor)
            .GroupBy(method => Simple(method.Name), StringComparer.Ordinal)
            .Where(methods => methods.GroupBy(method => Text(method, Number), StringComparer.Ordinal).Any(same => same.Select(method => Text(method, type => type.FullName)).Distinct(StringComparer.Ordinal).Count() > 1))
            .Select(methods => methods.Key);

        string Number(TypeReference type) => enums.TryGetValue(type.FullName, out var found) ? ElementTypes.DataType(found).ToString()
            : ElementTypes.TryGet(type, out var element) ? element.ToString() : type.FullName;
    }

    /// <summary>Parameters and result; for types within arrays and references, too.</summary>
    private static string Text(MethodDefinition method, Func<TypeReference, string> name)
    {
        return (method.HasThis ? "" : "static ") + string.Join(",", method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Select(Of));

        string Of(TypeReference type) => type switch
        {
            ArrayType array => Of(array.ElementType) + "[]",
            ByReferenceType reference => Of(reference.ElementType) + "&",
            _ => name(type),
        };
    }
}
