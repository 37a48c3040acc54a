using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Fields that went from a class to its base class, or from there to it, be it under another name that was declared, as a property's or as a wider one. One that went down is
/// used where it lies; one that went up lies in all objects of the base class, so its value is moved in those that had it.
/// </summary>
internal sealed class MovedFields(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    public void Match(IReadOnlyList<(TypeDefinition Old, TypeDefinition New)> pairs)
    {
        foreach (var (old, @new) in pairs.Where(p => !p.New.IsValueType && !matching.IsReplaced(p.New)))
        {
            foreach (var field in @new.Fields.Where(f => !f.IsStatic && !f.HasConstant && old.Fields.All(o => !IsCalled(o, f))))
            {
                if (matching.Old.Line(old).Skip(1).SelectMany(t => t.Fields).FirstOrDefault(f => IsGoneAs(f, field)) is { } above)
                {
                    Lead([above], field, above.DeclaringType.Name);
                    continue;
                }

                var below = pairs.Where(p => p.Old != old && matching.Old.Line(p.Old).Contains(old)).SelectMany(p => p.Old.Fields).Where(f => IsGoneAs(f, field)).ToList();
                if (below.Count > 0)
                {
                    Lead(below, field, null);
                }
            }
        }
    }

    /// <summary>Says where a field that lies on another level has its value from.</summary>
    /// <param name="from">Fields of the release.</param>
    /// <param name="field">What they are now.</param>
    /// <param name="above">The base class that it went down from; null when it went up.</param>
    public void Lead(List<FieldDefinition> from, FieldDefinition field, string? above)
    {
        var change = new Change { Kind = EditKind.FieldAdded, Type = field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        var (multiply, divide) = FormerName.Of(field) is { } named ? (named.Multiply, named.Divide) : (1, 1);
        var isPlain = multiply == 1 && divide == 1;
        if (above != null && isPlain && Names.Of(from[0].FieldType) == Names.Of(field.FieldType))
        {
            matching.SetInPlace(field, from[0]);
            change.Judge(Verdict.Live, $"was in {above}; the value stays where it is");
        }
        else if (from.All(f => isPlain ? Names.Of(f.FieldType) == Names.Of(field.FieldType) || Conversions.IsLossless(f.FieldType, field.FieldType) : Conversions.IsNumber(f.FieldType) && Conversions.IsNumber(field.FieldType)))
        {
            var isByCode = EnumFields.In(matching, field.FieldType).Any();
            from.ForEach(f => matching.SetMove(new FieldMatch(f, field, multiply, divide) { IsByCode = isByCode }));
            change.Judge(Verdict.Live, above == null ? $"was in {string.Join(" and ", from.Select(f => f.DeclaringType.Name))}, whose objects keep its value" : $"takes the value that was in {above}");
        }
        else
        {
            var isMigrated = from.Select(f => f.DeclaringType).Append(field.DeclaringType).Any(t => migrated.Contains(Names.Of(t)));
            change.IsOpen = !isMigrated;
            change.Judge(Verdict.LiveWithMigration, RefusalCode.FieldNotConverted, $"was {from[0].FieldType.Name} {from[0].DeclaringType.Name}.{from[0].Name}: not every value survives" + (isMigrated ? "; the migration decides" : ""),
                isMigrated ? "" : $"write a migration for {Names.Unmarked(field.DeclaringType.Name)} that sets {field.Name}");
        }
    }

    /// <summary>The field is in the release, and nothing that it is called is left in that class.</summary>
    private bool IsGoneAs(FieldDefinition old, FieldDefinition field) =>
        !old.IsStatic && !old.HasConstant && IsCalled(old, field)
        && matching.NewOf(old.DeclaringType) is { } now && !matching.IsReplaced(now) && now.Fields.All(f => !IsCalled(old, f));

    /// <summary>Whether a field of the new build says, by whatever name, that it is that one of the release.</summary>
    public static bool IsCalled(FieldDefinition old, FieldDefinition field) => old.Name == field.Name || FormerName.Of(field)?.Name == old.Name || Accessors.IsBehind(old, field);
}
