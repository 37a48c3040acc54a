using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Compares the methods of a class in both builds by name and signature, and their bodies in normal form.</summary>
internal sealed class MethodComparison(Matching matching, List<Change> changes)
{
    public void Compare(TypeDefinition old, TypeDefinition @new)
    {
        var before = old.Methods.Where(IsWritten).ToDictionary(Names.SignatureForPeople);
        var after = @new.Methods.Where(IsWritten).ToDictionary(Names.SignatureForPeople);
        var removed = before.Where(p => !after.ContainsKey(p.Key)).Select(p => p.Value).ToList();

        foreach (var (signature, method) in after)
        {
            if (Slots.WhyNot(matching, method) is { } slot)
            {
                Add(before.ContainsKey(signature) ? EditKind.MethodBody : EditKind.MethodAdded, method).Judge(Verdict.Reflash, RefusalCode.Hides, slot, "give it another name");
            }
            else if (before.TryGetValue(signature, out var same))
            {
                CompareBody(same, method);
            }
            else if (removed.FirstOrDefault(r => r.Name == method.Name && !after.Values.Any(a => a != method && a.Name == r.Name) || IsSuccessor(r, method)) is { } other)
            {
                removed.Remove(other);
                Add(EditKind.MethodSignature, method, other).Judge(Verdict.Live, $"was {Names.ForPeople(other)}; the old one stays for those who call it");
            }
            else
            {
                Add(method.IsConstructor ? EditKind.Constructor : EditKind.MethodAdded, method).Judge(Verdict.Live, "carried in the patch");
            }
        }

        foreach (var method in removed)
        {
            changes.Add(new Change
            {
                Kind = method.IsConstructor ? EditKind.Constructor : EditKind.MethodRemoved,
                Type = @new,
                Member = Names.ForPeople(method),
                Place = Places.Of(@new),
                Gone = method,
            }.Judge(Verdict.Live, "removed; the release's stays for code that still calls it"));
        }
    }

    private static bool IsWritten(MethodDefinition method) => !method.Name.StartsWith('<') && method is not { IsConstructor: true, IsStatic: true };

    private void CompareBody(MethodDefinition old, MethodDefinition @new)
    {
        if (matching.OldText(old) == matching.NewText(@new))
        {
            if (old.IsAbstract == @new.IsAbstract && (old.Attributes & MethodAttributes.MemberAccessMask) != (@new.Attributes & MethodAttributes.MemberAccessMask))
            {
                Add(EditKind.Attributes, @new).Judge(Verdict.Live, "only its visibility changed");
            }

            return;
        }

        if (!@new.IsConstructor)
        {
            Add(EditKind.MethodBody, @new);
            return;
        }

        CompareConstructor(old, @new);
    }

    private void CompareConstructor(MethodDefinition old, MethodDefinition @new)
    {
        var comparison = new ConstructorComparison(matching, old, @new);
        if (comparison.IsSame)
        {
            if (!BodyText.Of(matching.Old, comparison.Old, matching.OldToken).Made.Select(m => matching.OldText(m))
                .SequenceEqual(BodyText.Of(matching.New, comparison.New, matching.NewTokenForPeople).Made.Select(m => matching.NewText(m)), StringComparer.Ordinal))
            {
                Add(EditKind.MethodBody, @new).Judge(Verdict.Live, "only lambdas in it changed; where they are subscribed, the new ones are");
            }
            else if (comparison.Old != old || comparison.New != @new)
            {
                Add(EditKind.Constructor, @new).Judge(Verdict.Live, "does the same by way of another constructor of its class");
            }

            return;
        }

        var change = Add(EditKind.Constructor, @new);
        if (comparison.Added.Count + comparison.Removed.Count == 0)
        {
            change.Judge(Verdict.Live, "checks what it is given, or does the same in another order: an object that is taken over was set up already");
        }
    }

    private bool IsSuccessor(MethodDefinition removed, MethodDefinition method) => removed is { IsConstructor: false, IsStatic: false } && Successors.Of(matching, removed, method.DeclaringType)?.Next == method;

    private Change Add(EditKind kind, MethodDefinition method, MethodDefinition? gone = null)
    {
        var change = new Change { Kind = kind, Type = method.DeclaringType, Member = Names.ForPeople(method), Place = Places.Of(method), Method = method, Gone = gone };
        changes.Add(change);
        return change;
    }
}
