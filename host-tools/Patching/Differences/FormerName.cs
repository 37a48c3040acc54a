using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What the attributes for the patch compiler say, read without resolving anything.</summary>
internal sealed record FormerName(string Name, int Multiply, int Divide)
{
    public static FormerName? Of(ICustomAttributeProvider member)
    {
        var attribute = member.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == Names.FormerName);
        if (attribute == null || attribute.ConstructorArguments.FirstOrDefault().Value is not string name)
        {
            return null;
        }

        int Number(string of) => attribute.Fields.FirstOrDefault(f => f.Name == of).Argument.Value is int number and > 0 ? number : 1;
        return new FormerName(name, Number("Multiply"), Number("Divide"));
    }

    /// <summary>Whether a migration asks for what the constructor does beyond the release's.</summary>
    public static bool WithConstructorAdditions(TypeDefinition migration) =>
        migration.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == Names.StateMigration)?.Fields.Any(f => f is { Name: "ConstructorAdditions", Argument.Value: true }) ?? false;

    /// <summary>Whether a migration does anything about state; one that has nothing but adapters does not.</summary>
    public static bool ConvertsState(TypeDefinition migration) => WithConstructorAdditions(migration)
        || migration.Methods.Where(m => m is { IsStatic: true, IsConstructor: false }).ToList() is var methods && (methods.Count == 0 || methods.Any(m => m.Name is "Up" or "Down"));

    /// <summary>The class whose objects a migration converts; null when the class is no migration.</summary>
    public static TypeReference? MigratedBy(TypeDefinition type) =>
        type.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == Names.StateMigration)?.ConstructorArguments.FirstOrDefault().Value as TypeReference;
}
