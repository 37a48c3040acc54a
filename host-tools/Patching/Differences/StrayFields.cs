using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// State that a class lost and another one has now, or the same one in a static field: a class was split, two became one, an object became a singleton. What moves between objects no
/// rule can tell, so somebody is asked. It goes by type and name, or by the class of an object; each has to be the only one that went and the only one that came.
/// </summary>
internal sealed class StrayFields(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    private readonly FieldRenames _renames = new(matching);

    public void Ask()
    {
        var gone = matching.Old.Types.Values.Where(t => !t.IsValueType).SelectMany(t => t.Fields).Where(f => !f.HasConstant && IsState(f) && !matching.IsTaken(f)).ToList();
        var fresh = matching.New.Types.Values.Where(t => !t.IsEnum).SelectMany(t => t.Fields).Where(f => !f.HasConstant && matching.InPlace(f) == null && matching.Move(f) == null).ToList();
        foreach (var was in gone)
        {
            var now = Only(gone, fresh, was, FieldRenames.IsNamesake) ?? (_renames.IsOfObjects(was) ? Only(gone, fresh, was, IsOfOneClass) : null);
            if (now != null && (was.IsStatic != now.IsStatic || matching.OldOf(now.DeclaringType) != was.DeclaringType) && Added(now) is { } change)
            {
                Judge(change, was, now);
            }
        }
    }

    private bool IsState(FieldDefinition field) => field.IsStatic ? StaticComparison.IsState(matching, matching.OldWriters, field) : _renames.IsState(field) || _renames.IsOfObjects(field);

    private static bool IsOfOneClass(FieldDefinition old, FieldDefinition @new) => Names.Of(old.FieldType) == Names.Of(@new.FieldType);

    private static FieldDefinition? Only(List<FieldDefinition> gone, List<FieldDefinition> fresh, FieldDefinition was, Func<FieldDefinition, FieldDefinition, bool> isLike) =>
        gone.Count(o => isLike(o, was)) == 1 && fresh.Where(f => isLike(was, f)).ToList() is [var only] ? only : null;

    /// <summary>The edit that brings the field to what goes on: its own, that of the field that holds such an object, or that of its class; null when none does, or it is asked about already.</summary>
    private Change? Added(FieldDefinition field) => matching.Old.Type(field.DeclaringType) != null ? Live(c => c.Type == field.DeclaringType && c.Member == field.Name)
        : field.IsStatic ? Live(c => c.Type == field.DeclaringType)
        : Live(c => c.Type.Fields.FirstOrDefault(f => !f.IsStatic && f.Name == c.Member) is { } holder && matching.New.Type(holder.FieldType) == field.DeclaringType);

    private Change? Live(Func<Change, bool> isIt) => changes.FirstOrDefault(c => c is { Kind: EditKind.FieldAdded or EditKind.StaticField or EditKind.ClassAdded or EditKind.BaseOrInterfaces, Verdict: Verdict.Live } && isIt(c));

    private void Judge(Change change, FieldDefinition was, FieldDefinition now)
    {
        var isItself = change.Type == now.DeclaringType;
        var reason = $"{(isItself && change.Member == now.Name ? "new; it looks like" : $"{now.Name} of {Names.Unmarked(now.DeclaringType.Name)} is new, and looks like")} {Names.Unmarked(was.DeclaringType.Name)}.{was.Name}, whose value would be lost";
        if (now.IsStatic)
        {
            change.Judge(Verdict.AtReboot, RefusalCode.StaticLost, reason, "keep it where it was, or let the board take the patch at its next reboot, when static fields begin anew");
            return;
        }

        var isMigrated = migrated.Contains(Names.Of(change.Type));
        change.IsOpen = !isMigrated;
        change.Judge(Verdict.LiveWithMigration, isMigrated ? "" : RefusalCode.FieldMaybeRenamed, reason + (isMigrated ? "; the migration sets it" : ""),
            isMigrated ? "" : $"write a migration for {Names.Unmarked(change.Type.Name)} that sets {change.Member}");
    }
}
