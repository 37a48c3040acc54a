using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Fields that went from a class to its base class, or from there to it. One that went down is used where it lies; one that went up lies in all objects of the base class,
/// so its value is moved in those that had it.
/// </summary>
internal static class MovedFields
{
    public static void Match(Matching matching, IReadOnlyList<(TypeDefinition Old, TypeDefinition New)> pairs, List<Change> changes)
    {
        foreach (var (old, @new) in pairs.Where(p => !p.New.IsValueType && !matching.IsReplaced(p.New)))
        {
            foreach (var field in @new.Fields.Where(f => !f.IsStatic && !f.HasConstant && old.Fields.All(o => o.Name != f.Name)))
            {
                if (matching.Old.Line(old).Skip(1).SelectMany(t => t.Fields).FirstOrDefault(f => IsGoneAs(matching, f, field)) is { } above)
                {
                    matching.SetInPlace(field, above);
                    Add(changes, field).Judge(Verdict.Live, $"was in {above.DeclaringType.Name}; the value stays where it is");
                    continue;
                }

                var below = pairs.Where(p => p.Old != old && matching.Old.Line(p.Old).Contains(old)).SelectMany(p => p.Old.Fields).Where(f => IsGoneAs(matching, f, field)).ToList();
                if (below.Count > 0)
                {
                    below.ForEach(f => matching.SetMove(new FieldMatch(f, field, 1, 1)));
                    Add(changes, field).Judge(Verdict.Live, $"was in {string.Join(" and ", below.Select(f => f.DeclaringType.Name))}, whose objects keep its value");
                }
            }
        }
    }

    /// <summary>The field is in the release, and nothing of its name is left in that class.</summary>
    private static bool IsGoneAs(Matching matching, FieldDefinition old, FieldDefinition field) =>
        !old.IsStatic && old.Name == field.Name && Names.Of(old.FieldType) == Names.Of(field.FieldType)
        && matching.NewOf(old.DeclaringType) is { } now && !matching.IsReplaced(now) && now.Fields.All(f => f.Name != old.Name);

    private static Change Add(List<Change> changes, FieldDefinition field)
    {
        var change = new Change { Kind = EditKind.FieldAdded, Type = field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
