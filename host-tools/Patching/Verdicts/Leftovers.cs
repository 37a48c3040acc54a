using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>What the release did and no patch takes back: statements of constructors that have run.</summary>
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

            var comparison = new ConstructorComparison(matching, old, change.Method);
            foreach (var range in comparison.Removed)
            {
                var place = comparison.Old.Body.Instructions.Skip(range.From).Take(range.To - range.From).Select(i => Places.Of(comparison.Old, i)).FirstOrDefault(p => p != null);
                yield return new Finding(FindingId.NotUndone, $"the constructor of {Names.Unmarked(change.Type.Name)} did this in the release and leaves it out now ({ConstructorAdditions.ForPeople(comparison.Old, range)}): for an object that is taken over it is not undone",
                    $"undo it in the Up of a migration for {Names.Unmarked(change.Type.Name)}, and do it again in its Down", place);
            }
        }
    }
}
