using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Static fields and what static constructors put into them. The release's run when its assembly is loaded, before a patch can do anything: a field that
/// is read only and starts with something else is therefore another field, and who reads it is carried.
/// </summary>
internal sealed class StaticComparison(Matching matching, List<Change> changes)
{
    public void Match(TypeDefinition old, TypeDefinition @new)
    {
        foreach (var field in @new.Fields.Where(f => f.IsStatic && !f.HasConstant))
        {
            var same = old.Fields.FirstOrDefault(f => f.IsStatic && !f.HasConstant && f.Name == field.Name) ?? old.Fields.FirstOrDefault(f => Accessors.IsBehind(f, field));
            if (same != null && Names.Of(same.FieldType) == Names.Of(field.FieldType))
            {
                matching.SetInPlace(field, same);
                if (same.Name != field.Name)
                {
                    Add(EditKind.FieldRenamed, @new, field.Name).Judge(Verdict.Live, Accessors.Reason(same));
                }
            }
            else if (same != null && matching.IsSameForPeople(same.FieldType, field.FieldType))
            {
                Add(EditKind.StaticField, @new, field.Name).Judge(Verdict.AtReboot, RefusalCode.StaticOfReplacedType, $"it holds what was made of the release's {same.FieldType.Name}, which is another type now",
                    "let the board take the patch at its next reboot, or hold it in a field of an object of the table");
            }
        }
    }

    /// <summary>Fields under a new name that every body uses as it used the old one.</summary>
    public void MatchRenamed(TypeDefinition old, TypeDefinition @new)
    {
        var gone = old.Fields.Where(f => f.IsStatic && !f.HasConstant && !matching.IsTaken(f)).ToList();
        var fresh = @new.Fields.Where(f => f.IsStatic && !f.HasConstant && matching.InPlace(f) == null).ToList();
        foreach (var (was, now) in new FieldRenames(matching).Prove(gone, fresh))
        {
            Add(EditKind.FieldRenamed, @new, now.Name).Judge(Verdict.Live, $"was {was.Name}: every method uses it as it used that one");
        }
    }

    /// <summary>Returns true when a field turned out to be another one, which can make others other, too.</summary>
    public bool CompareInitialisers(TypeDefinition old, TypeDefinition @new)
    {
        var changed = false;
        var before = Texts(StaticConstructor(old), matching.OldText);
        var after = Texts(StaticConstructor(@new), matching.NewText);
        foreach (var field in @new.Fields.Where(f => matching.InPlace(f) is { IsStatic: true }))
        {
            if (before.GetValueOrDefault(matching.InPlace(field)!.Name, "") == after.GetValueOrDefault(field.Name, ""))
            {
                continue;
            }

            if (field.IsInitOnly || !matching.NewWriters.IsWritten(field) && !matching.OldWriters.IsWritten(matching.InPlace(field)!) && !IsChanging(field))
            {
                matching.SetFresh(field);
                changed = true;
                Add(EditKind.StaticData, @new, field.Name).Judge(Verdict.Live, "the patch brings its own, and those who read it");
            }
            else if (!changes.Any(c => c.Kind == EditKind.StaticData && c.Type == @new && c.Member == field.Name))
            {
                Add(EditKind.StaticData, @new, field.Name).JudgeKept("keeps its value, which the release's start value and the running code made");
            }
        }

        return changed;
    }

    public void CompareRest(TypeDefinition old, TypeDefinition @new)
    {
        foreach (var field in @new.Fields.Where(f => f.IsStatic && !f.HasConstant && matching.InPlace(f) == null))
        {
            if (!changes.Any(c => c.Kind is EditKind.StaticData or EditKind.StaticField && c.Type == @new && c.Member == field.Name))
            {
                Add(EditKind.StaticField, @new, field.Name).Judge(Verdict.Live, "new; set when the patch is loaded");
            }
        }

        foreach (var field in old.Fields.Where(f => f.IsStatic && !f.HasConstant && !matching.IsTaken(f) && !@new.Fields.Any(n => n.IsStatic && n.Name == f.Name)))
        {
            Add(EditKind.StaticField, @new, field.Name).Judge(Verdict.Live, "removed; nobody uses it any more");
        }

        if (Rest(StaticConstructor(old), matching.OldText) != Rest(StaticConstructor(@new), matching.NewText))
        {
            Add(EditKind.StaticData, @new, ".cctor").Judge(Verdict.Reflash, RefusalCode.StaticConstructor, "the static constructor does more than set fields, and the release's has run already",
                "set each static field by an initialiser of its own");
        }
    }

    public static MethodDefinition? StaticConstructor(TypeDefinition type) => type.Methods.FirstOrDefault(m => m is { IsConstructor: true, IsStatic: true, HasBody: true });

    private static Dictionary<string, string> Texts(MethodDefinition? constructor, Func<MethodDefinition, (int, int)?, string> text)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, range, _) in constructor == null ? [] : new Initialisers(constructor).Assignments)
        {
            texts[field.Name] = texts.GetValueOrDefault(field.Name, "") + text(constructor!, range);
        }

        return texts;
    }

    private static string Rest(MethodDefinition? constructor, Func<MethodDefinition, (int, int)?, string> text)
    {
        if (constructor == null)
        {
            return "ret\n";
        }

        var parts = new Initialisers(constructor);
        var assigned = parts.Assignments.Select(a => a.Range).ToHashSet();
        return string.Concat(parts.Rest.Where(r => !assigned.Contains(r)).Select(r => text(constructor, r)));
    }

    private bool IsChanging(FieldDefinition field) => field.FieldType is ArrayType
        ? matching.NewWriters.IsChanging(field) || matching.OldWriters.IsChanging(matching.InPlace(field)!)
        : !field.FieldType.IsValueType && field.FieldType.MetadataType != MetadataType.String;

    private Change Add(EditKind kind, TypeDefinition type, string member)
    {
        var field = type.Fields.FirstOrDefault(f => f.Name == member);
        var change = new Change { Kind = kind, Type = type, Member = member, Place = field == null ? Places.Of(type) : Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
