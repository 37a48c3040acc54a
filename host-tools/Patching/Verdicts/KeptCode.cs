using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Delegates of the release whose code changed and that nothing exchanges, because they are on no object that is taken over (on static methods, on lambdas that capture nothing or
/// variables), or on a lambda that is not known again. Who keeps one goes on with the old code.
/// </summary>
internal sealed class KeptCode(Matching matching, Closure closure)
{
    private readonly Lifetimes _lifetimes = new(matching.Old, matching.New.Types.Values.SelectMany(t => t.Fields).Where(matching.BeginsAnew).Select(matching.InPlace).OfType<FieldDefinition>().ToHashSet());

    public IEnumerable<Outlived> All()
    {
        foreach (var (maker, address, constructor) in matching.Old.Delegates.Where(d => d.Constructor.DeclaringType.FullName != Names.ThreadStart && !LineClass.IsOne(d.In.DeclaringType)))
        {
            if (matching.Old.Method((MethodReference)address.Operand) is { } code && (code.IsStatic || Names.IsCompilerMade(code)) && IsOther(maker, code) && _lifetimes.LivesOn(maker, address.Next)
                && (matching.NewOf(Model.Owner(code.DeclaringType)) ?? matching.NewOf(Model.Owner(maker.DeclaringType))) is { } type)
            {
                var isLambda = Names.IsCompilerMade(code);
                var what = isLambda ? $"a lambda of {Model.Owner(maker.DeclaringType).Name}.{Names.Unmarked(maker.Name)}" : $"{code.DeclaringType.Name}.{code.Name}";
                yield return new Outlived(type, RefusalCode.CodeKept, "the migration has to set the new one", new Finding(FindingId.CodeKept,
                    $"a {constructor.DeclaringType.Name} on {what} can be kept, and goes on with the old code",
                    isLambda ? "make it a method of the class, or let a migration set the new one" : "make it a method of an object, or let a migration set the new one", Places.Of(maker, address)));
            }
        }
    }

    private bool IsOther(MethodDefinition maker, MethodDefinition code)
    {
        if (!Names.IsCompilerMade(code))
        {
            return matching.NewOf(code) is not { } now || closure.Carried.Contains(now) && closure.Served.Verdict(now) == null;
        }

        var owner = Writer(maker);
        if (owner == null || matching.NewOf(owner) is not { HasBody: true } next)
        {
            return true;
        }

        if (closure.Served.Verdict(next) != null)
        {
            return false;
        }

        if (!code.IsStatic && !Names.IsCompilerMade(code.DeclaringType))
        {
            // One of the object itself is exchanged with the object, as far as it is known again.
            return closure.Carried.Contains(next) && Lambdas.Pairs(matching, closure, next.DeclaringType).All(p => p.Old != code);
        }

        var before = Made(BodyText.Of(matching.Old, owner, matching.OldToken));
        var after = Made(closure.Calls.Text(next));
        var at = before.IndexOf(code);
        return at < 0 || before.Count != after.Count || matching.OldCode(code) != closure.Calls.Text(after[at]).Text;
    }

    /// <summary>The method that people wrote, of which the compiler made this one; null when it is not plain to see.</summary>
    private MethodDefinition? Writer(MethodDefinition made) => !Names.IsCompilerMade(made) ? made
        : Model.Owner(made.DeclaringType).Methods.FirstOrDefault(m => m.HasBody && !Names.IsCompilerMade(m) && BodyText.Of(matching.Old, m, matching.OldToken).Made.Contains(made));

    private static List<MethodDefinition> Made(BodyText text) => [.. text.Made.Where(m => m.HasBody)];
}
