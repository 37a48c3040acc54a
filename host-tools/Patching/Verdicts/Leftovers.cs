using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>What the release did, or holds, and no patch takes back: statements of constructors that have run, and objects that lambdas captured.</summary>
internal static class Leftovers
{
    /// <summary>What the release's constructor did to the objects that exist and the new one leaves out.</summary>
    public static IEnumerable<Finding> NotUndone(Difference difference)
    {
        var matching = difference.Matching;
        foreach (var change in difference.Changes.Where(c => c is { Kind: EditKind.Constructor, Method: not null }))
        {
            if (matching.FormerOf(change.Method!) is not { HasBody: true } old || !change.Method!.HasBody)
            {
                continue;
            }

            foreach (var range in new ConstructorComparison(matching, old, change.Method).Removed)
            {
                var place = old.Body.Instructions.Skip(range.From).Take(range.To - range.From).Select(i => Places.Of(old, i)).FirstOrDefault(p => p != null);
                yield return new Finding("not-undone", $"the constructor of {Names.Unmarked(change.Type.Name)} did this in the release and leaves it out now ({ConstructorAdditions.ForPeople(old, range)}): for an object that is taken over it is not undone",
                    $"undo it in the Up of a migration for {Names.Unmarked(change.Type.Name)}, and do it again in its Down", place);
            }
        }
    }

    /// <summary>Lambdas of the release that captured an object that is replaced: whoever keeps one goes on with the old object.</summary>
    public static IEnumerable<Finding> Captured(Matching matching, IReadOnlyList<TypeDefinition> replaced)
    {
        var methods = matching.Old.Source.Assemblies.Where(a => !BoardLibraries.Runtime.Contains(a.Name.Name)).SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods).Where(m => m.HasBody);
        foreach (var method in methods)
        {
            foreach (var made in method.Body.Instructions.Where(i => i.OpCode.Code == Code.Newobj))
            {
                var closure = matching.Old.Type(((MethodReference)made.Operand).DeclaringType);
                var field = closure != null && Names.IsCompilerMade(closure) ? closure.Fields.FirstOrDefault(f => !f.IsStatic && !f.Name.StartsWith('<') && IsOf(matching, f.FieldType, replaced)) : null;
                if (field != null)
                {
                    yield return new Finding("captured", $"a lambda in {Model.Owner(method.DeclaringType).Name}.{method.Name} captures {field.Name}, a {field.FieldType.Name} that is replaced: whoever keeps the lambda goes on with the old object",
                        "hold it in a field of the class and use that", Places.Of(method, made));
                }
            }
        }
    }

    private static bool IsOf(Matching matching, TypeReference type, IReadOnlyList<TypeDefinition> replaced) =>
        matching.Old.Type(type) is { } definition && replaced.Any(r => matching.Old.Line(r).Contains(definition) || InterfaceVersions.Implements(r, definition));
}
