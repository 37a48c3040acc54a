using Mono.Cecil;
using Mono.Cecil.Cil;

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
            foreach (var (was, now) in pairs.ToList() is { Count: > 0 } known ? known : GivenAlike(matching, old, owner))
            {
                yield return (was, now, owner);
            }
        }
    }

    /// <summary>A lambda that became a method is known by whom it is given to, where that gets one delegate before and one now.</summary>
    private static IEnumerable<(MethodDefinition First, MethodDefinition Second)> GivenAlike(Matching matching, MethodDefinition old, MethodDefinition @new) =>
        from was in Given(matching.Old, old)
        where Names.IsCompilerMade(was.Method)
        join now in Given(matching.New, @new) on was.To equals now.To
        where Given(matching.Old, old).Count(g => g.To == was.To) == 1 && Given(matching.New, @new).Count(g => g.To == was.To) == 1 && matching.New.Line(@new.DeclaringType).Contains(now.Method.DeclaringType)
        select (was.Method, now.Method);

    /// <summary>Delegates on methods of the object itself that a body makes, with the call that each is made for.</summary>
    private static List<(MethodDefinition Method, string To)> Given(Model model, MethodDefinition body)
    {
        var shape = new StackShape(body.Body);
        return
        [
            .. from address in body.Body.Instructions
               where address is { OpCode.Code: Code.Ldftn or Code.Ldvirtftn, Next.OpCode.Code: Code.Newobj }
               let method = model.Method((MethodReference)address.Operand)
               where method is { IsStatic: false } && !Names.IsCompilerMade(method.DeclaringType)
               let to = shape.Consumer(address.Next)?.Operand as MethodReference
               where to != null
               select (method, Names.Of(to) + Names.Of(((MethodReference)address.Next.Operand).DeclaringType)),
        ];
    }

    private static List<MethodDefinition> Made(BodyText text) => [.. text.Made.Where(m => !m.IsStatic && !Names.IsCompilerMade(m.DeclaringType))];
}
