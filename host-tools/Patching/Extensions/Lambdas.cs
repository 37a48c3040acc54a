using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Which lambda of the new build stands for which of the release: the same in order, of the same method.</summary>
internal static class Lambdas
{
    public static MethodDefinition? OldOf(Emission emission, MethodDefinition lambda) =>
        Pairs(emission, Model.Owner(lambda.DeclaringType)).FirstOrDefault(p => p.New == lambda).Old;

    /// <summary>Instance lambdas of a class, with the method that contains them; those that have no counterpart are left out.</summary>
    public static IEnumerable<(MethodDefinition Old, MethodDefinition New, MethodDefinition Owner)> Pairs(Emission emission, TypeDefinition type)
    {
        foreach (var owner in type.Methods.Where(m => !Names.IsCompilerMade(m)))
        {
            if (emission.Matching.FormerOf(owner) is not { } old)
            {
                continue;
            }

            var before = Made(BodyText.Of(emission.Matching.Old, old, emission.Matching.OldToken));
            var after = Made(emission.Closure.Calls.Text(owner));
            for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
            {
                yield return (before[i], after[i], owner);
            }
        }
    }

    private static List<MethodDefinition> Made(BodyText text) => [.. text.Made.Where(m => !m.IsStatic && !Names.IsCompilerMade(m.DeclaringType))];
}
