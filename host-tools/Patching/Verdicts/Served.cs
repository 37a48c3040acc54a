using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Methods that cannot be carried and need not be: the release's does what the new one does, once its calls are answered by adapters. Where an adapter follows by itself, the two are compared
/// as the adapter reads them; where somebody wrote one, statements with its calls stand for each other, and all else has to be the same.
/// </summary>
internal sealed class Served(Matching matching, Adapters adapters, IReadOnlyList<Gap> gaps)
{
    private readonly Dictionary<MethodDefinition, Verdict?> _verdicts = [];
    private List<Succession>? _derived;

    private List<Succession> Derived => _derived ??= [.. adapters.All.Where(a => a.Derived != null && adapters.Written(a.Gone, a.New) == null).Select(a => a.Derived!)];

    /// <summary>For a method of the new build; null when its release's does something else.</summary>
    public Verdict? Verdict(MethodDefinition method)
    {
        if (!_verdicts.TryGetValue(method, out var verdict))
        {
            _verdicts[method] = verdict = matching.FormerOf(method) is { HasBody: true } old && method.HasBody ? Compare(old, method) : null;
        }

        return verdict;
    }

    /// <summary>Whether it calls by name what came, and what does the same for the release answers.</summary>
    public bool Bridges(Gap gap) => IsNew(gap.Reached) && Verdict(gap.Caller) != null;

    private bool IsNew(MemberReference reached) => reached is MethodDefinition method && matching.OldOf(method) == null;

    private Verdict? Compare(MethodDefinition old, MethodDefinition method)
    {
        var before = BodyText.Of(matching.Old, old, matching.OldToken);
        var after = BodyText.Of(matching.New, method, matching.NewToken);
        var read = BodyText.Of(matching.New, method, matching.NewToken, null, new CallReading(matching, Derived, after.Made.Prepend(method)));

        // What it reaches otherwise, or makes, it goes on to reach and make.
        if (before.Text == after.Text || gaps.Any(g => g.Caller == method && g.Reached is MethodDefinition && !IsNew(g.Reached)))
        {
            return null;
        }

        // What start code did has been done to the release's objects, which have no adapters: only what it left behind is answered by them.
        var isStart = StartCode.IsOfApplication(matching.New, method.DeclaringType);
        if (isStart && before.TextOfItself != after.TextOfItself || StartCode.IsMain(method) && !AreLater(old))
        {
            return null;
        }

        if (before.Text == read.Text)
        {
            return Patching.Verdict.Live;
        }

        return before.Made.Count == after.Made.Count && before.Made.Zip(after.Made).Prepend((old, method)).All(p => IsServed(p.Item1, p.Item2)) ? Patching.Verdict.LiveWithMigration : null;
    }

    private bool AreLater(MethodDefinition main) =>
        main.Body.Instructions.Where(i => i.Operand is MethodReference called && matching.Old.Method(called) is { } gone && adapters.CallerOf(gone) != null).All(i => FormerCode.IsLater(main, i));

    private bool IsServed(MethodDefinition old, MethodDefinition @new)
    {
        if (!old.HasBody || !@new.HasBody)
        {
            return old.HasBody == @new.HasBody;
        }

        // What a lambda in a statement does is compared with the lambda.
        var before = Statements(old).ToLookup(s => Names.Unmarked(BodyText.Of(matching.Old, old, matching.OldToken, s).TextOfItself), s => s);
        var after = Statements(@new).ToLookup(s => Names.Unmarked(BodyText.Of(matching.New, @new, matching.NewTokenForPeople, s).TextOfItself), s => s);
        var gone = before.SelectMany(g => g.Skip(after[g.Key].Count())).ToList();
        var come = after.SelectMany(g => g.Skip(before[g.Key].Count())).ToList();
        return gone.Count == come.Count && gone.All(s => Calls(old, s).Any(IsByHand)) && come.All(s => Calls(@new, s).Any());
    }

    private static List<(int From, int To)> Statements(MethodDefinition method) => new StackShape(method.Body).Statements();

    private static IEnumerable<MethodReference> Calls(MethodDefinition method, (int From, int To) statement) =>
        method.Body.Instructions.Skip(statement.From).Take(statement.To - statement.From).Where(i => i.OpCode.Code is Code.Call or Code.Callvirt).Select(i => (MethodReference)i.Operand);

    /// <summary>Whether somebody wrote what it gets, or is asked to.</summary>
    private bool IsByHand(MethodReference called) => matching.Old.Method(called) is { } gone && adapters.All.Any(a => Names.Signature(a.Gone) == Names.Signature(gone)
        && adapters.CallerOf(a.Gone) != null && (a.Derived == null || adapters.Written(a.Gone, a.New) != null));
}
