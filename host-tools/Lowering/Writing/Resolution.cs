using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Looks references up; null when an assembly or a member is not there. The library throws for that, and for damaged references throws whatever
/// the damage provokes: here all of it becomes null, so that the reference is reported as unresolved.
/// </summary>
internal static class Resolution
{
    public static TypeDefinition? Of(TypeReference type) => Try(type.Resolve);

    public static FieldDefinition? Of(FieldReference field) => Try(field.Resolve);

    public static MethodDefinition? Of(MethodReference method) => Try(method.Resolve);

    private static T? Try<T>(Func<T?> resolve) where T : class
    {
        try
        {
            return resolve();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
