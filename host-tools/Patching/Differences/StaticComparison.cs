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
            var former = FormerName.Of(field)?.Name;
            var same = old.Fields.FirstOrDefault(f => f.IsStatic && !f.HasConstant && f.Name == (former ?? field.Name)) ?? old.Fields.FirstOrDefault(f => Accessors.IsBehind(f, field));
            if (same != null && Names.Of(same.FieldType) == Names.Of(field.FieldType))
            {
                matching.SetInPlace(field, same);
                if (same.Name != field.Name)
                {
                    Add(EditKind.FieldRenamed, @new, field.Name).Judge(Verdict.Live, former == null ? Accessors.Reason(same) : $"was {former}; the value stays where it is");
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

    /// <summary>State that is in another class now, under its name, spelled by whatever rule: the only such field that went and the only one that came.</summary>
    public void MatchMoved()
    {
        var gone = matching.Old.Types.Values.SelectMany(Gone).Where(IsState).ToList();
        var fresh = matching.New.Types.Values.SelectMany(Fresh).ToList();
        foreach (var was in gone)
        {
            bool IsLike(FieldDefinition field) => FieldRenames.Bare(field) == FieldRenames.Bare(was) && Names.Of(field.FieldType) == Names.Of(was.FieldType);
            if (gone.Count(IsLike) == 1 && fresh.Where(IsLike).ToList() is [var now])
            {
                matching.SetInPlace(now, was);
                Add(EditKind.StaticField, now.DeclaringType, now.Name).Judge(Verdict.Live, $"was in {was.DeclaringType.Name}; the value stays where it is");
            }
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

            if (!IsState(matching.InPlace(field)!) && !IsState(field))
            {
                matching.SetFresh(field);
                changed = true;
                Add(EditKind.StaticData, @new, field.Name).Judge(Verdict.Live, "the patch brings its own, and those who read it");
            }
            else if (!changes.Any(c => c.Kind == EditKind.StaticData && c.Type == @new && c.Member == field.Name))
            {
                Add(EditKind.StaticData, @new, field.Name).JudgeKept("keeps its value, which running code made; when a board starts, the release's static constructor runs before the patch and sets the old one");
            }
        }

        return changed;
    }

    public void CompareRest(TypeDefinition old, TypeDefinition @new)
    {
        foreach (var field in Fresh(@new).Where(f => !changes.Any(c => c.Kind is EditKind.StaticData or EditKind.StaticField && c.Type == @new && c.Member == f.Name)))
        {
            if (Former(old, field) is { } former)
            {
                Add(EditKind.StaticField, @new, field.Name).Judge(Verdict.AtReboot, RefusalCode.StaticLost, former,
                    $"keep name and type, mark what was only renamed with [FormerName], or let the board take the patch at its next reboot, when static fields begin anew");
            }
            else
            {
                Add(EditKind.StaticField, @new, field.Name).Judge(Verdict.Live, "new; set when the patch is loaded");
            }
        }

        foreach (var field in Gone(old).Where(f => !@new.Fields.Any(n => n.IsStatic && n.Name == f.Name)))
        {
            var change = Add(EditKind.StaticField, @new, field.Name);
            if (IsState(field) && @new.Fields.Any(f => !f.IsStatic && f.Name == field.Name))
            {
                change.Judge(Verdict.AtReboot, RefusalCode.StaticLost, "is a field of each object now, and its value would be lost", "keep it static, or let the board take the patch at its next reboot, when static fields begin anew");
            }
            else
            {
                change.Judge(Verdict.Live, "removed; nobody uses it any more");
            }
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

    private IEnumerable<FieldDefinition> Gone(TypeDefinition old) => old.Fields.Where(f => f.IsStatic && !f.HasConstant && !matching.IsTaken(f));

    private IEnumerable<FieldDefinition> Fresh(TypeDefinition @new) => @new.Fields.Where(f => f.IsStatic && !f.HasConstant && matching.InPlace(f) == null);

    /// <summary>Whether a field, or what it refers to, can have another value than its class's static constructor gave it.</summary>
    private bool IsState(FieldDefinition field) => IsState(matching, matching.Old.Type(field.DeclaringType) == field.DeclaringType ? matching.OldWriters : matching.NewWriters, field);

    /// <summary>The same for a field of the build that the writers are of.</summary>
    public static bool IsState(Matching matching, FieldWriters writers, FieldDefinition field) => writers.IsWritten(field)
        || (field.FieldType is ArrayType ? writers.IsChanging(field) : !field.FieldType.IsValueType && field.FieldType.MetadataType != MetadataType.String && !IsCode(field) && !IsFixed(matching, field.FieldType));

    /// <summary>Whether objects of a class are for ever what their constructors made them.</summary>
    private static bool IsFixed(Matching matching, TypeReference type)
    {
        bool IsFixed(Model model, FieldWriters writers) => model.Type(type) is { IsInterface: false } definition && Names.Of(model.Line(definition).Last().BaseType) == "[mscorlib]System.Object"
            && model.Line(definition).SelectMany(t => t.Fields).All(f => f.IsStatic || !writers.IsWritten(f) && (f.FieldType.IsValueType || f.FieldType.MetadataType == MetadataType.String));
        return IsFixed(matching.Old, matching.OldWriters) && IsFixed(matching.New, matching.NewWriters);
    }

    private static bool IsCode(FieldDefinition field) => StaticConstructor(field.DeclaringType) is { } constructor && new Initialisers(constructor) is var parts
        && parts.Assignments.Where(a => a.Field == field).ToList() is { Count: > 0 } own && own.All(a => parts.IsCode(a.Range));

    /// <summary>Whose value a field that came would lose, and why; null when it is nobody's.</summary>
    private string? Former(TypeDefinition old, FieldDefinition field)
    {
        var same = old.Fields.FirstOrDefault(f => !f.HasConstant && f.Name == field.Name);
        if (same is { IsStatic: false } && matching.OldWriters.IsWritten(same))
        {
            return "was a field of each object, whose value would be lost";
        }

        if (same is { IsStatic: true } && IsState(same) && Names.Of(same.FieldType) != Names.Of(field.FieldType))
        {
            return $"was {same.FieldType.Name}, is {field.FieldType.Name}, and nothing converts static fields: its value would be lost";
        }

        var gone = new FieldRenames(matching).Candidates(field, Gone(old).Where(IsState)).Select(f => f.Name).ToList();
        return gone.Count == 0 ? null : $"looks like {string.Join(" or ", gone)} under a new name, whose value would be lost";
    }

    private Change Add(EditKind kind, TypeDefinition type, string member)
    {
        var field = type.Fields.FirstOrDefault(f => f.Name == member);
        var change = new Change { Kind = kind, Type = type, Member = member, Place = field == null ? Places.Of(type) : Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
