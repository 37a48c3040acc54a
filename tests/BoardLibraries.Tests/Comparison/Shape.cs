using System.Globalization;
using Mono.Cecil;

namespace NanoLive.BoardLibraries.Comparison;

/// <summary>A type or member as one line of text that holds all that a caller's compiler goes by. Equal lines, equal contract.</summary>
internal static class Shape
{
    // Attributes that steer the compiler of whoever uses the type; all others are of no consequence outside.
    private static readonly HashSet<string> s_steering =
    [
        "System.AttributeUsageAttribute",
        "System.FlagsAttribute",
        "System.Diagnostics.ConditionalAttribute",
        "System.Reflection.DefaultMemberAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.IsByRefLikeAttribute",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute",
    ];

    public static string OfType(TypeDefinition type)
    {
        string kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
        return $"{Access(type.IsPublic || type.IsNestedPublic)}{Word(type.IsAbstract, "abstract")}{Word(type.IsSealed, "sealed")}{kind}";
    }

    public static IEnumerable<string> Members(TypeDefinition type) =>
        type.Fields.Where(Visibility.IsVisible).Select(OfField)
            .Concat(type.Methods.Where(IsListed).SelectMany(method => Attributes(method).Select(a => $"{OfMethod(method)} {a}").Prepend(OfMethod(method))))
            .Concat(type.Properties.Select(OfProperty))
            .Concat(type.Events.Select(OfEvent))
            .Where(line => line.Length != 0);

    public static IEnumerable<string> AbstractMembers(TypeDefinition type) =>
        type.Methods.Where(method => method.IsAbstract && Visibility.IsVisible(method)).Select(OfMethod);

    public static IEnumerable<string> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes
            .Where(attribute => s_steering.Contains(attribute.AttributeType.FullName))
            .Select(attribute => $"[{attribute.AttributeType.Name}({string.Join(", ", Arguments(attribute))})]");

    private static IEnumerable<string> Arguments(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Select(argument => Text(argument.Value))
            .Concat(attribute.Properties
                .Where(argument => !IsDefault(argument))
                .OrderBy(argument => argument.Name, StringComparer.Ordinal)
                .Select(argument => $"{argument.Name}={Text(argument.Argument.Value)}"));

    // A finalizer is protected only in name: nobody can call or override it beyond what every object allows.
    private static bool IsListed(MethodDefinition method) => Visibility.IsVisible(method) && method.Name != "Finalize";

    // AttributeUsage says the same with AllowMultiple=false or Inherited=true as without.
    private static bool IsDefault(CustomAttributeNamedArgument argument) =>
        (argument.Name == "AllowMultiple" && argument.Argument.Value is false) || (argument.Name == "Inherited" && argument.Argument.Value is true);

    private static string OfField(FieldDefinition field)
    {
        string kind = field.IsLiteral ? "const " : $"{Word(field.IsStatic, "static")}{Word(field.IsInitOnly, "readonly")}";
        return $"field {Access(field.IsPublic)}{kind}{field.FieldType.FullName} {field.Name}{(field.HasConstant ? " = " + Text(field.Constant) : "")}";
    }

    private static string OfMethod(MethodDefinition method)
    {
        string kind = Word(method.IsStatic, "static") + Word(method.IsAbstract, "abstract") + Word(method.IsVirtual, "virtual")
            + Word(method.IsFinal, "final") + Word(method.IsVirtual && method.IsNewSlot, "new");
        return $"method {Access(method.IsPublic)}{kind}{method.ReturnType.FullName} {method.Name}({string.Join(", ", method.Parameters.Select(OfParameter))})";
    }

    private static string OfParameter(ParameterDefinition parameter)
    {
        bool isParams = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute");
        return $"{Word(isParams, "params")}{Word(parameter.IsOut, "out")}{parameter.ParameterType.FullName} {parameter.Name}"
            + (parameter.HasConstant ? " = " + Text(parameter.Constant) : "");
    }

    private static string OfProperty(PropertyDefinition property)
    {
        bool isSeen = new[] { property.GetMethod, property.SetMethod }.Any(accessor => accessor != null && Visibility.IsVisible(accessor));
        string parameters = string.Join(", ", property.Parameters.Select(OfParameter));
        return isSeen ? $"property {property.PropertyType.FullName} {property.Name}({parameters})" : "";
    }

    private static string OfEvent(EventDefinition @event) =>
        Visibility.IsVisible(@event.AddMethod) ? $"event {@event.EventType.FullName} {@event.Name}" : "";

    private static string Access(bool isPublic) => isPublic ? "public " : "protected ";

    private static string Word(bool holds, string word) => holds ? word + " " : "";

    private static string Text(object? value) => value switch
    {
        null => "null",
        char character => ((int)character).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
