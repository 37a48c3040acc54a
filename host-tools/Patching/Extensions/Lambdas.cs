using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which lambda of the new build stands for which of the release, among those that are methods of the object itself: the same in order, of the same method. Where a method has
/// more or fewer of them than before, only one whose code is the same, and of which there is one, is known again.
/// </summary>
internal static class Lambdas
{
    /// <summary>What the compiler calls a lambda that is a method of its object.</summary>
    public const string Mark = ">b__";

    public static MethodDefinition? OldOf(Emission emission, MethodDefinition lambda) =>
        Pairs(emission.Matching, emission.Closure, Model.Owner(lambda.DeclaringType)).FirstOrDefault(p => p.New == lambda).Old;

    /// <summary>Instance lambdas of a class, with the method that contains them; those that have no counterpart are left out.</summary>
    public static IEnumerable<(MethodDefinition Old, MethodDefinition New, MethodDefinition Owner)> Pairs(Matching matching, Closure closure, TypeDefinition type)
    {
        foreach (var owner in type.Methods.Where(m => !Names.IsCompilerMade(m)))
        {
            if (matching.FormerOf(owner) is not { } old)
            {
                continue;
            }

            var before = Made(BodyText.Of(matching.Old, old, matching.OldToken));
            var after = Made(closure.Calls.Text(owner));
            var pairs = before.Count == after.Count ? before.Zip(after)
                : from was in before
                  from now in after
                  let text = closure.Calls.Text(now).Text
                  where matching.OldCode(was) == text && before.Count(b => matching.OldCode(b) == text) == 1 && after.Count(a => closure.Calls.Text(a).Text == text) == 1
                  select (First: was, Second: now);
            foreach (var (was, now) in pairs)
            {
                yield return (was, now, owner);
            }
        }
    }

    private static List<MethodDefinition> Made(BodyText text) => [.. text.Made.Where(m => !m.IsStatic && !Names.IsCompilerMade(m.DeclaringType))];
}
