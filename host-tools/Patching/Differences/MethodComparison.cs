using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Compares the methods of a class in both builds by name and signature, and their bodies in normal form.</summary>
internal sealed class MethodComparison(Matching matching, List<Change> changes)
{
    public void Compare(TypeDefinition old, TypeDefinition @new)
    {
        var before = old.Methods.Where(IsWritten).ToDictionary(Names.Signature);
        var after = @new.Methods.Where(IsWritten).ToDictionary(Names.Signature);
        var removed = before.Where(p => !after.ContainsKey(p.Key)).Select(p => p.Value).ToList();

        foreach (var (signature, method) in after)
        {
            if (before.TryGetValue(signature, out var same))
            {
                CompareBody(same, method);
            }
            else if (removed.FirstOrDefault(r => r.Name == method.Name && !after.Values.Any(a => a != method && a.Name == r.Name)) is { } other)
            {
                removed.Remove(other);
                Add(EditKind.MethodSignature, method).Judge(Verdict.Live, $"was {Names.ForPeople(other)}; the old one stays for those who call it");
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
        var before = new Initialisers(old);
        var after = new Initialisers(@new);

        // 1. Initialisers of fields that stay: reported, because an object that is taken over keeps its value.
        foreach (var (field, range, isInitialiser) in after.Assignments)
        {
            if (!isInitialiser || matching.InPlace(field) is not { } kept)
            {
                continue;
            }

            var was = before.Assignments.FirstOrDefault(a => a.Field == kept && a.IsInitialiser);
            if ((was.Field == null || matching.OldText(old, was.Range) != matching.NewText(@new, range)) && !changes.Any(c => c.Kind == EditKind.FieldInitialiser && c.Member == field.Name && c.Type == @new.DeclaringType))
            {
                changes.Add(new Change { Kind = EditKind.FieldInitialiser, Type = @new.DeclaringType, Member = field.Name, Place = Places.Of(field) }
                    .Judge(Verdict.Live, "an object that is taken over keeps its value; new objects start with the new one"));
            }
        }

        // 2. What else it does: without assignments of fields that moved, came or went, is it the same?
        if (Remainder(old, before, f => IsUsed(f), Old) != Remainder(@new, after, f => matching.InPlace(f) != null, New))
        {
            Add(EditKind.Constructor, @new);
        }
        else if (Remainder(old, before, f => IsUsed(f), matching.OldText) != Remainder(@new, after, f => matching.InPlace(f) != null, matching.NewText))
        {
            Add(EditKind.MethodBody, @new).Judge(Verdict.Live, "only lambdas in it changed; where they are subscribed, the new ones are");
        }
    }

    private string Old(MethodDefinition method, (int, int)? range) => BodyText.Of(matching.Old, method, matching.OldToken, range).TextWithoutHandlers;

    private string New(MethodDefinition method, (int, int)? range) => BodyText.Of(matching.New, method, matching.NewToken, range).TextWithoutHandlers;

    private bool IsUsed(FieldDefinition old) =>
        matching.New.Type(old.DeclaringType)?.Fields.Any(f => matching.InPlace(f) == old) ?? false;

    private static string Remainder(MethodDefinition constructor, Initialisers parts, Func<FieldDefinition, bool> stays, Func<MethodDefinition, (int, int)?, string> text)
    {
        var assigned = parts.Assignments.ToDictionary(a => a.Range, a => a.Field);
        var kept = parts.Rest.Where(r => !assigned.TryGetValue(r, out var field) || stays(field));
        return string.Concat(kept.Select(r => text(constructor, r) + ";"));
    }

    private Change Add(EditKind kind, MethodDefinition method)
    {
        var change = new Change { Kind = kind, Type = method.DeclaringType, Member = Names.ForPeople(method), Place = Places.Of(method), Method = method };
        changes.Add(change);
        return change;
    }
}
