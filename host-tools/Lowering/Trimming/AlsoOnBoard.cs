using Mono.Cecil;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Tools that run on a board after all, tests for example: of what is marked for tools, what they refer to loses its mark, so that it belongs to
/// the surface, and the rest of such a type gets one. Everything else of the assembly is closed as it is on any board.
/// </summary>
internal static class AlsoOnBoard
{
    /// <summary>In place; an assembly that cannot be read refers to nothing.</summary>
    public static void Keep(ModuleDefinition module, IEnumerable<byte[]> tools, IAssemblyResolver references)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            if (ModuleFile.Read(tool, references, out _) is not { } user)
            {
                continue;
            }

            types.UnionWith(user.GetTypeReferences().Where(type => type.Scope.Name == module.Assembly.Name.Name).Select(type => type.FullName));
            members.UnionWith(user.GetMemberReferences().Where(member => types.Contains(member.DeclaringType.FullName)).Select(member => member.FullName));
        }

        foreach (var type in module.GetTypes().Where(type => types.Contains(type.FullName)).ToList())
        {
            Keep(type, members);
        }
    }

    private static void Keep(TypeDefinition type, HashSet<string> members)
    {
        var mark = Unmark(type);
        foreach (var property in type.Properties.Where(property => property.CustomAttributes.Any(Surface.IsMark)))
        {
            var own = Unmark(property)!;
            property.GetMethod?.CustomAttributes.Add(new CustomAttribute(own.Constructor));
            property.SetMethod?.CustomAttributes.Add(new CustomAttribute(own.Constructor));
        }

        foreach (var member in type.Methods.Cast<IMemberDefinition>().Concat(type.Fields))
        {
            var own = Unmark(member) ?? mark;
            if (own != null && !members.Contains(member.FullName))
            {
                member.CustomAttributes.Add(new CustomAttribute(own.Constructor));
            }
        }
    }

    private static CustomAttribute? Unmark(ICustomAttributeProvider member)
    {
        var mark = member.CustomAttributes.FirstOrDefault(Surface.IsMark);
        _ = mark != null && member.CustomAttributes.Remove(mark);
        return mark;
    }
}
