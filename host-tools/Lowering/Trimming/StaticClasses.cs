using Mono.Cecil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Static classes without fields that nobody can name become one: a type costs a row and two names. A static constructor stays where it is.
/// </summary>
internal static class StaticClasses
{
    /// <summary>The firmware counts the static methods of a type in eight bits.</summary>
    private const int MostMethods = byte.MaxValue;

    public static void Merge(ModuleDefinition module)
    {
        var classes = module.Types.Where(CanMerge).OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
        if (classes.Count < 2)
        {
            return;
        }

        var home = classes[0];
        foreach (var type in classes.Skip(1).Where(type => home.Methods.Count + type.Methods.Count <= MostMethods))
        {
            foreach (var method in type.Methods.ToList())
            {
                type.Methods.Remove(method);
                home.Methods.Add(method);
            }

            module.Types.Remove(type);
        }
    }

    private static bool CanMerge(TypeDefinition type) =>
        !Surface.Holds(type) && type is { IsAbstract: true, IsSealed: true, HasNestedTypes: false, HasInterfaces: false, HasCustomAttributes: false, HasMethods: true }
        && type.Fields.All(field => field.IsLiteral) && type.Methods.All(method => method is { IsStatic: true, IsConstructor: false });
}
