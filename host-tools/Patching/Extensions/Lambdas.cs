using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which lambda of the new build stands for which of the release, among those that are methods of the object itself: the same in order, of the same method. Where a method has
/// more or fewer of them than before, only one whose code is the same, and of which there is one, is known again, or one that became a method and is given to whom the lambda was given.
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
            var known = pairs.ToList();
            foreach (var (was, now) in known.Count > 0 || before.Count == 0 ? known : GivenAlike(matching, old, owner))
            {
                yield return (was, now, owner);
            }
        }
    }

    /// <summary>A lambda that became a method is known by whom it is given to, where that gets one delegate before and one now.</summary>
    private static List<(MethodDefinition First, MethodDefinition Second)> GivenAlike(Matching matching, MethodDefinition old, MethodDefinition @new)
    {
        var (before, after) = (Given(matching.Old, old), Given(matching.New, @new));
        return
        [
            .. from was in before
               where Names.IsCompilerMade(was.Value) && after.TryGetValue(was.Key, out var now) && matching.New.Line(@new.DeclaringType).Contains(now.DeclaringType)
               select (was.Value, after[was.Key]),
        ];
    }

    /// <summary>Delegates on methods of the object itself that a body makes, by the call that each is made for, where that gets one only.</summary>
    private static Dictionary<string, MethodDefinition> Given(Model model, MethodDefinition body)
    {
        var shape = new StackShape(body.Body);
        var given = from made in Model.DelegatesIn(body)
                    let method = model.Method((MethodReference)made.Address.Operand)
                    where method is { IsStatic: false } && !Names.IsCompilerMade(method.DeclaringType)
                    let to = shape.Consumer(made.Address.Next)?.Operand as MethodReference
                    where to != null
                    select (Method: method, To: Names.Of(to) + Names.Of(made.Constructor.DeclaringType));
        return given.GroupBy(g => g.To, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Method, StringComparer.Ordinal);
    }

    private static List<MethodDefinition> Made(BodyText text) => [.. text.Made.Where(m => !m.IsStatic && !Names.IsCompilerMade(m.DeclaringType))];
}
