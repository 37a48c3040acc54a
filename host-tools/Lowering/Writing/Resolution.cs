using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>Looks references up; null instead of an exception when an assembly or a member is not there.</summary>
internal static class Resolution
{
    public static TypeDefinition? Of(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    public static FieldDefinition? Of(FieldReference field)
    {
        try
        {
            return field.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    public static MethodDefinition? Of(MethodReference method)
    {
        try
        {
            return method.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }
}
