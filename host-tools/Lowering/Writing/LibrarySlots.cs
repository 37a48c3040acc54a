using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>Methods of a release or patch that an assembly beside them calls by dispatch, and so by name.</summary>
internal static class LibrarySlots
{
    public static bool Answers(MethodDefinition method, MemberNames names) => method.IsVirtual && Above(method.DeclaringType)
        .Where(type => type.Module != method.Module && !names.Hold(type.Module))
        .Any(type => type.Methods.Any(other => other.IsVirtual && other.Name == method.Name && other.Parameters.Count == method.Parameters.Count));

    /// <summary>Base classes and interfaces of all of them.</summary>
    private static IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        var seen = new HashSet<TypeDefinition>();
        var pending = new Stack<TypeDefinition>([type]);
        while (pending.TryPop(out var at))
        {
            foreach (var above in at.Interfaces.Select(implementation => implementation.InterfaceType).Append(at.BaseType))
            {
                if (above != null && Resolution.Of(above) is { } definition && seen.Add(definition))
                {
                    pending.Push(definition);
                }
            }
        }

        return seen;
    }
}
