using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Gives a type of a build another name or place, where it is defined and wherever the build refers to it; classes nested in it go along.</summary>
internal static class Renaming
{
    public static void Apply(Source source, TypeDefinition type, string @namespace, string name)
    {
        var key = Names.Of(type);
        var references = References(source).Where(r => Names.Of(r) == key).ToList();
        var siblings = type.DeclaringType == null ? type.Module.Types : null;
        var scope = type.Scope;

        // Taken out and put back, because the module finds its types by name; that makes it one of the module's assembly again.
        siblings?.Remove(type);
        type.Name = name;
        type.Namespace = type.DeclaringType == null ? @namespace : "";
        siblings?.Add(type);
        type.Scope = scope;
        foreach (var reference in references)
        {
            reference.Name = name;
            reference.Namespace = type.Namespace;
        }

        // Names of nested types are remembered with that of the type around them, until they are set.
        foreach (var nested in source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).Cast<TypeReference>().Concat(References(source)).Where(t => t.DeclaringType != null))
        {
            nested.Name = nested.Name;
        }
    }

    /// <summary>Lets a type of a build, and what is nested in it, count as one of another assembly.</summary>
    public static void Move(Source source, TypeDefinition type, AssemblyNameReference assembly)
    {
        var key = Names.Of(type);
        var references = References(source).Where(r => r.DeclaringType == null && Names.Of(r) == key).ToList();
        type.Scope = assembly;
        references.ForEach(r => r.Scope = assembly);
    }

    /// <summary>Those in tables, and those in the attributes that the patch compiler reads.</summary>
    private static IEnumerable<TypeReference> References(Source source)
    {
        foreach (var module in source.Assemblies.Select(a => a.MainModule))
        {
            foreach (var reference in module.GetTypeReferences())
            {
                yield return reference;
            }

            foreach (var migrated in module.GetTypes().Select(FormerName.MigratedBy).Where(t => t is not null and not TypeDefinition))
            {
                yield return migrated!;
            }
        }
    }
}
