using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Matches the instance fields of a class in both builds, in this order: same name and type, be it a field's in one build and a property's in the other; a former name that was
/// declared; same name and another type; a rename that the bodies prove. One that only looks like it is asked about; what is left was added or removed.
/// </summary>
internal sealed class FieldComparison(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    public void Compare(TypeDefinition old, TypeDefinition @new)
    {
        var before = Levels(matching.Old, old, @new).SelectMany(t => t.Fields).Where(f => !f.IsStatic).ToList();
        var after = @new.Fields.Where(f => !f.IsStatic).ToList();
        var asked = new HashSet<FieldDefinition>();

        // 1. Names and types, and what the source says about former names.
        foreach (var field in after)
        {
            Match(field, before);
        }

        // A base class that came brings fields, too; what the release has under their names goes along.
        var brought = Levels(matching.New, @new, @new).Skip(1).SelectMany(t => t.Fields).Where(f => !f.IsStatic && !matching.IsReplaced(f.DeclaringType)).ToList();
        foreach (var field in brought)
        {
            MatchBrought(field, before);
        }

        // 2. Renames: those that the bodies prove, then those that somebody is asked about.
        var gone = before.Where(f => !matching.IsTaken(f)).ToList();
        var fresh = after.Where(f => matching.InPlace(f) == null && matching.Move(f) == null && Namesake(f, before) == null).ToList();
        var renames = new FieldRenames(matching);
        foreach (var (was, field) in renames.Prove(gone, fresh))
        {
            gone.Remove(was);
            fresh.Remove(field);
            Add(EditKind.FieldRenamed, field).Judge(Verdict.Live, $"was {was.Name}: every statement uses it as it used that one");
        }

        foreach (var field in fresh.ToList())
        {
            var candidates = renames.Candidates(field, gone.Where(g => !after.Any(f => Namesake(f, [g]) != null)));
            if (candidates.Count > 0)
            {
                fresh.Remove(field);
                asked.UnionWith(candidates);
                Ask(field, candidates);
            }
        }

        foreach (var field in fresh.ToList())
        {
            var inside = renames.Moved(field, gone);
            if (inside.Count > 0)
            {
                fresh.Remove(field);
                asked.UnionWith(inside);
                NeedsMigration(Add(EditKind.FieldAdded, field), field, RefusalCode.FieldMaybeRenamed, $"new; its class has {string.Join(", ", inside.Select(f => f.Name))}, which this one had: their values would be lost");
            }
        }

        gone.RemoveAll(asked.Contains);

        // 3. What is left came or went.
        foreach (var field in gone.Where(g => !after.Any(f => Namesake(f, [g]) != null)))
        {
            var up = brought.FirstOrDefault(f => f.Name == field.Name);
            Add(EditKind.FieldRemoved, field).Judge(Verdict.Live, up == null ? "nobody uses the field any more; its value stays in the object" : $"is in {Names.Unmarked(up.DeclaringType.Name)} now, with its value");
        }

        fresh.Concat(brought.Where(f => matching.Move(f) == null && !before.Any(b => b.Name == f.Name))).ToList().ForEach(f => JudgeAdded(f, @new));
    }

    /// <summary>One of the same name and type needs no word: state goes by both.</summary>
    private void MatchBrought(FieldDefinition field, List<FieldDefinition> before)
    {
        var was = before.FirstOrDefault(b => !matching.IsTaken(b) && MovedFields.IsCalled(b, field));
        if (was != null && (was.Name != field.Name || Names.Of(was.FieldType) != Names.Of(field.FieldType)))
        {
            new MovedFields(matching, changes, migrated).Lead([was], field, null);
        }
    }

    /// <summary>A class whose base class changed has its state from all that the release's was made of.</summary>
    private IEnumerable<TypeDefinition> Levels(Model model, TypeDefinition type, TypeDefinition @new) => matching.IsReplaced(@new) ? model.Line(type) : [type];

    /// <summary>The field of the same name, or the one that a property of the same name gives.</summary>
    private static FieldDefinition? Namesake(FieldDefinition field, IReadOnlyList<FieldDefinition> before) =>
        before.FirstOrDefault(b => b.Name == field.Name) ?? (before.Where(b => Accessors.IsBehind(b, field)).ToList() is [var only] ? only : null);

    private void Match(FieldDefinition field, List<FieldDefinition> before)
    {
        var named = FormerName.Of(field);
        var same = Namesake(field, before);
        var isSame = same != null && matching.IsSameForPeople(same.FieldType, field.FieldType);
        var former = named == null ? null : before.FirstOrDefault(f => f.Name == named.Name);

        if (isSame && (former == null || former == same && named is { Multiply: 1, Divide: 1 }))
        {
            MatchSame(field, same!);
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

    /// <summary>Nobody edited the field; but where its type was replaced, its value is another one.</summary>
    private void MatchSame(FieldDefinition field, FieldDefinition same)
    {
        if (same.Name != field.Name)
        {
            Add(EditKind.FieldRenamed, field).Judge(Verdict.Live, Accessors.Reason(same));
        }

        if (Names.Of(field.FieldType) == Names.Of(same.FieldType))
        {
            matching.SetInPlace(field, same);
        }
        else
        {
            var isByCode = IsByCode(field.FieldType) || IsByCode(same.FieldType);
            matching.SetMove(new FieldMatch(same, field, 1, 1) { IsOfReplacedType = true, IsByCode = isByCode });
            if (isByCode ? !ValueWriter.CanConvert(matching, same.FieldType, field.FieldType) : !IsOfObjects(field.FieldType))
            {
                Add(EditKind.FieldRetyped, field).Judge(Verdict.AtReboot, RefusalCode.FieldOfReplacedType, $"what it holds is of the release's {same.FieldType.Name}, and there is no way from that to the new one",
                    "let the board take the patch at its next reboot, or give the new type another name and write a migration");
            }
        }
    }

    /// <summary>Objects are taken over one by one; arrays of them, and subscriptions, are bound to the type they were made with.</summary>
    private bool IsOfObjects(TypeReference type) => matching.New.Type(type) is { } definition && TypeShape.Kind(definition) == "a class" && TypeShape.Kind(matching.OldOf(definition)!) == "a class";

    private static bool IsByCode(TypeReference type) => type.IsValueType || type is ArrayType;

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
            NeedsMigration(change, field, RefusalCode.FieldNotConverted, $"{former.FieldType.Name} {former.Name} cannot become {field.FieldType.Name} by multiplying");
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
            change.Former = same.Name;
            NeedsMigration(change, field, RefusalCode.FieldNotConverted, $"was {same.FieldType.Name}, is {field.FieldType.Name}: not every value survives");
        }
    }

    /// <summary>A field that may be one that went: its value would be lost, so nothing is guessed.</summary>
    private void Ask(FieldDefinition field, List<FieldDefinition> candidates)
    {
        var change = Add(EditKind.FieldRenamed, field);
        change.IsOpen = !migrated.Contains(Names.Of(field.DeclaringType));
        var names = string.Join(" or ", candidates.Select(c => Names.Of(c.FieldType) == Names.Of(field.FieldType) ? c.Name : $"{c.FieldType.Name} {c.Name}"));
        change.Judge(Verdict.LiveWithMigration, RefusalCode.FieldMaybeRenamed, $"looks like {names} under a new name, but methods that use it changed, too",
            $"if it is, write [FormerName(\"{candidates[0].Name}\")] on {field.Name}; if not, write a migration that sets it");
    }

    private void JudgeAdded(FieldDefinition field, TypeDefinition type)
    {
        var change = Add(EditKind.FieldAdded, field, type);
        var values = InitialValue.Of(field);
        if (values.IsMissing)
        {
            NeedsMigration(change, field, RefusalCode.FieldFromConstructor, "new; its value comes from a constructor, which does not run for an object that is taken over");
        }
        else
        {
            change.Judge(Verdict.Live, values.Range == null ? "new; starts at its default" : "new; starts with what its initialiser says");
        }
    }

    private void NeedsMigration(Change change, FieldDefinition field, string code, string reason)
    {
        if (migrated.Contains(Names.Of(change.Type)))
        {
            change.Judge(Verdict.LiveWithMigration, reason + "; the migration sets it");
            return;
        }

        change.IsOpen = true;
        change.Judge(Verdict.LiveWithMigration, code, reason, $"write a migration for {Names.Unmarked(change.Type.Name)} that sets {field.Name}");
    }

    private static string Factor(FormerName named) =>
        (named.Multiply == 1 ? "" : $" times {named.Multiply}") + (named.Divide == 1 ? "" : $" divided by {named.Divide}");

    private Change Add(EditKind kind, FieldDefinition field, TypeDefinition? type = null)
    {
        var change = new Change { Kind = kind, Type = type ?? field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
