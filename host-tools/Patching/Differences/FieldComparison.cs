using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Matches the instance fields of a class in both builds, in this order: same name and type; a former name that was declared; same name and another
/// type; and, where exactly one field went and one of its type came, a rename that the bodies prove. What is left was added or removed.
/// </summary>
internal sealed class FieldComparison(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    public void Compare(TypeDefinition old, TypeDefinition @new)
    {
        var before = old.Fields.Where(f => !f.IsStatic).ToList();
        var after = @new.Fields.Where(f => !f.IsStatic).ToList();

        // 1. Names and types, and what the source says about former names.
        foreach (var field in after)
        {
            Match(field, before);
        }

        // 2. The rest.
        var gone = before.Where(f => !matching.IsTaken(f)).ToList();
        var fresh = after.Where(f => matching.InPlace(f) == null && matching.Move(f) == null).ToList();
        foreach (var field in fresh.ToList())
        {
            var candidates = gone.Where(g => Names.Of(g.FieldType) == Names.Of(field.FieldType)).ToList();
            if (candidates.Count == 1 && fresh.Count(f => Names.Of(f.FieldType) == Names.Of(field.FieldType)) == 1 && IsRename(candidates[0], field))
            {
                gone.Remove(candidates[0]);
                fresh.Remove(field);
            }
        }

        foreach (var field in gone.Where(g => !after.Any(f => f.Name == g.Name)))
        {
            Add(EditKind.FieldRemoved, field).Judge(Verdict.Live, "nobody uses the field any more; its value stays in the object");
        }

        foreach (var field in fresh.Where(f => !before.Any(b => b.Name == f.Name)))
        {
            JudgeAdded(field);
        }
    }

    private void Match(FieldDefinition field, List<FieldDefinition> before)
    {
        var named = FormerName.Of(field);
        var same = before.FirstOrDefault(f => f.Name == field.Name);
        var isSame = same != null && Names.Of(same.FieldType) == Names.Of(field.FieldType);
        var former = named == null ? null : before.FirstOrDefault(f => f.Name == named.Name);

        if (isSame && (former == null || former == same && named is { Multiply: 1, Divide: 1 }))
        {
            matching.SetInPlace(field, same!);
        }
        else if (former != null && Names.Of(former.FieldType) == Names.Of(field.FieldType) && named is { Multiply: 1, Divide: 1 })
        {
            matching.SetInPlace(field, former);
            Add(EditKind.FieldRenamed, field).Judge(Verdict.Live, $"was {former.Name}; the value stays where it is");
        }
        else if (former != null)
        {
            MatchConverted(field, former, named!);
        }
        else if (same != null)
        {
            MatchRetyped(field, same);
        }
    }

    private void MatchConverted(FieldDefinition field, FieldDefinition former, FormerName named)
    {
        var change = Add(former.Name == field.Name ? EditKind.FieldRetyped : EditKind.FieldRenamed, field);
        if (Conversions.IsNumber(former.FieldType) && Conversions.IsNumber(field.FieldType) || named is { Multiply: 1, Divide: 1 } && !field.FieldType.IsValueType)
        {
            matching.SetMove(new FieldMatch(former, field, named.Multiply, named.Divide));
            change.Judge(Verdict.Live, $"takes the value of {former.Name} ({former.FieldType.Name})" + Factor(named));
        }
        else
        {
            NeedsMigration(change, field, $"{former.FieldType.Name} {former.Name} cannot become {field.FieldType.Name} by multiplying");
        }
    }

    private void MatchRetyped(FieldDefinition field, FieldDefinition same)
    {
        var change = Add(EditKind.FieldRetyped, field);
        if (Conversions.IsLossless(same.FieldType, field.FieldType))
        {
            matching.SetMove(new FieldMatch(same, field, 1, 1));
            change.Judge(Verdict.Live, $"every {same.FieldType.Name} is a {field.FieldType.Name}");
        }
        else
        {
            NeedsMigration(change, field, $"was {same.FieldType.Name}, is {field.FieldType.Name}: not every value survives");
        }
    }

    /// <summary>
    /// Whether every body that used the one uses the other in the same way; then it is the same field under a new name. Where they use it otherwise, or came or
    /// went, somebody is asked: its value would be lost.
    /// </summary>
    private bool IsRename(FieldDefinition gone, FieldDefinition fresh)
    {
        var users = gone.DeclaringType.Methods.Where(m => Mentions(matching.Old, m, gone)).ToList();
        var usersNow = fresh.DeclaringType.Methods.Where(m => Mentions(matching.New, m, fresh)).ToList();
        var sameUsers = users.Select(Names.Signature).ToHashSet().SetEquals(usersNow.Select(Names.Signature));
        var kept = users.Where(m => !m.IsConstructor && matching.NewOf(m) != null).Select(Names.Signature).ToList();
        if (users.Count == 0 || !sameUsers && (kept.Count == 0 || !kept.All(usersNow.Select(Names.Signature).Contains)))
        {
            return false;
        }

        matching.SetInPlace(fresh, gone);
        if (sameUsers && users.All(m => matching.NewOf(m) is { } now && matching.OldText(m) == matching.NewText(now)))
        {
            Add(EditKind.FieldRenamed, fresh).Judge(Verdict.Live, $"was {gone.Name}: every method uses it as it used that one");
            return true;
        }

        matching.SetFresh(fresh);
        var change = Add(EditKind.FieldRenamed, fresh);
        change.IsOpen = !migrated.Contains(Names.Of(fresh.DeclaringType));
        change.Judge(Verdict.LiveWithMigration, $"looks like {gone.Name} under a new name, but methods that use it changed, too",
            $"if it is, write [FormerName(\"{gone.Name}\")] on {fresh.Name}; if not, write a migration that sets it");
        return true;
    }

    private static bool Mentions(Model model, MethodDefinition method, FieldDefinition field) =>
        !Names.IsCompilerMade(method)
        && BodyText.Of(model, method, Names.Of).Uses.Any(u => u.At.Operand is FieldReference reference && model.Field(reference) == field);

    private void JudgeAdded(FieldDefinition field)
    {
        var change = Add(EditKind.FieldAdded, field);
        var values = InitialValue.Of(field);
        if (values.IsMissing)
        {
            NeedsMigration(change, field, "new; its value comes from a constructor, which does not run for an object that is taken over");
        }
        else
        {
            change.Judge(Verdict.Live, values.Range == null ? "new; starts at its default" : "new; starts with what its initialiser says");
        }
    }

    private void NeedsMigration(Change change, FieldDefinition field, string reason)
    {
        if (migrated.Contains(Names.Of(field.DeclaringType)))
        {
            change.Judge(Verdict.LiveWithMigration, reason + "; the migration sets it");
            return;
        }

        change.IsOpen = true;
        change.Judge(Verdict.LiveWithMigration, reason, $"write a migration for {field.DeclaringType.Name} that sets {field.Name}");
    }

    private static string Factor(FormerName named) =>
        (named.Multiply == 1 ? "" : $" times {named.Multiply}") + (named.Divide == 1 ? "" : $" divided by {named.Divide}");

    private Change Add(EditKind kind, FieldDefinition field)
    {
        var change = new Change { Kind = kind, Type = field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
