using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// State that a class lost and another one has now, under the same name: a class was split, or two became one. What moves between objects no rule can tell, so somebody is asked. It
/// has to be the only such field that went and the only one that came.
/// </summary>
internal sealed class StrayFields(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    public void Ask()
    {
        var renames = new FieldRenames(matching);
        var gone = matching.Old.Types.Values.Where(t => !t.IsValueType).SelectMany(t => t.Fields).Where(f => !f.IsStatic && !f.HasConstant && renames.IsState(f) && !matching.IsTaken(f)).ToList();
        var fresh = matching.New.Types.Values.Where(t => !t.IsEnum).SelectMany(t => t.Fields).Where(f => !f.IsStatic && !f.HasConstant && matching.InPlace(f) == null && matching.Move(f) == null).ToList();
        foreach (var was in gone.Where(g => gone.Count(o => FieldRenames.IsNamesake(o, g)) == 1))
        {
            if (fresh.Where(f => FieldRenames.IsNamesake(was, f)).ToList() is [var now] && matching.OldOf(now.DeclaringType) != was.DeclaringType && Added(now) is { } change)
            {
                Judge(change, was, now);
            }
        }
    }

    /// <summary>The edit that brings the field to objects that go on: its own, or that of the field that holds such an object; null when none does, or it is asked about already.</summary>
    private Change? Added(FieldDefinition field) => matching.OldOf(field.DeclaringType) != null ? Live(c => c.Type == field.DeclaringType && c.Member == field.Name)
        : Live(c => c.Type.Fields.FirstOrDefault(f => !f.IsStatic && f.Name == c.Member) is { } holder && matching.New.Type(holder.FieldType) == field.DeclaringType);

    private Change? Live(Func<Change, bool> isIt) => changes.FirstOrDefault(c => c is { Kind: EditKind.FieldAdded, Verdict: Verdict.Live } && isIt(c));

    private void Judge(Change change, FieldDefinition was, FieldDefinition now)
    {
        var reason = $"new; {(change.Member == now.Name ? "it looks like" : $"its class has {now.Name}, which looks like")} {Names.Unmarked(was.DeclaringType.Name)}.{was.Name}, whose value would be lost";
        var isMigrated = migrated.Contains(Names.Of(change.Type));
        change.IsOpen = !isMigrated;
        change.Judge(Verdict.LiveWithMigration, isMigrated ? "" : RefusalCode.FieldMaybeRenamed, reason + (isMigrated ? "; the migration sets it" : ""),
            isMigrated ? "" : $"write a migration for {Names.Unmarked(change.Type.Name)} that sets {change.Member}");
    }
}
