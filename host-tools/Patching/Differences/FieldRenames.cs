using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Finds out which fields that came are fields that went, under another name. Statements that are alike but for these fields vote; a pair is proven
/// when all its votes agree and the statements that use the one are exactly those that used the other. What only looks like it is a candidate: somebody is asked.
/// </summary>
internal sealed class FieldRenames(Matching matching)
{
    /// <summary>Pairs that the bodies prove. They are matched from then on.</summary>
    public List<(FieldDefinition Old, FieldDefinition New)> Prove(IReadOnlyList<FieldDefinition> gone, IReadOnlyList<FieldDefinition> fresh)
    {
        var pairs = Agreed(gone, fresh);
        pairs.ForEach(p => matching.SetInPlace(p.New, p.Old));
        for (var dropped = true; dropped;)
        {
            // A body can use several of them: one that fails takes its proof from others.
            var failed = pairs.Where(p => !IsProven(p.Old, p.New)).ToList();
            failed.ForEach(p => matching.SetFresh(p.New));
            dropped = pairs.RemoveAll(failed.Contains) > 0;
        }

        return pairs;
    }

    /// <summary>Fields that went whose remaining users all use this one now; their values would be lost if they are the same.</summary>
    public List<FieldDefinition> Candidates(FieldDefinition fresh, IEnumerable<FieldDefinition> gone) =>
        [.. gone.Where(g => IsLike(g, fresh) && (IsState(g) || IsOfObjects(g) || InitialValue.Of(g).IsMissing) && (Survives(g, fresh) || Accessors.MayBeBehind(g, fresh)))];

    /// <summary>Fields that went and that what this one holds, of a type that is new, has by the same name: their values would be lost if they are the same.</summary>
    public List<FieldDefinition> Moved(FieldDefinition fresh, IEnumerable<FieldDefinition> gone) =>
        matching.New.Type(fresh.FieldType) is { } type && matching.OldOf(type) == null
            ? [.. gone.Where(g => IsState(g) && type.Fields.Any(f => !f.IsStatic && IsNamesake(g, f)))] : [];

    /// <summary>Whether a field has a value, or an array, that running code made.</summary>
    public bool IsState(FieldDefinition gone) => matching.OldWriters.IsWritten(gone) || gone.FieldType is ArrayType;

    /// <summary>Whether a field holds an object of the build's own that can have changed.</summary>
    public bool IsOfObjects(FieldDefinition gone) => matching.Old.Type(gone.FieldType) is { IsValueType: false } && StaticComparison.IsState(matching, matching.OldWriters, gone);

    /// <summary>Whether two fields of different classes have one type, and one name but for how private ones are spelled.</summary>
    public static bool IsNamesake(FieldDefinition old, FieldDefinition @new) => Bare(old) == Bare(@new) && Names.Of(old.FieldType) == Names.Of(@new.FieldType);

    /// <summary>A field's name, or its property's, without what a rule of spelling puts before it.</summary>
    public static string Bare(FieldDefinition field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
        return name[(name.StartsWith("s_", StringComparison.Ordinal) || name.StartsWith("m_", StringComparison.Ordinal) ? 2 : 0)..].TrimStart('_').ToUpperInvariant();
    }

    /// <summary>Whether a value of the one can have become one of the other, or an element of it; a field that nothing sets but its initialiser took nobody's place unless it is of the same kind.</summary>
    private bool IsLike(FieldDefinition gone, FieldDefinition fresh) => IsSameKind(gone.FieldType, fresh.FieldType) || IsRelated(gone.FieldType, fresh.FieldType)
        || (matching.NewWriters.IsWritten(fresh) || fresh.FieldType is ArrayType)
            && (IsOneValue(matching.Old, gone.FieldType) && IsOneValue(matching.New, fresh.FieldType) || IsElement(gone.FieldType, fresh.FieldType) || IsElement(fresh.FieldType, gone.FieldType));

    private static bool IsSameKind(TypeReference gone, TypeReference fresh) =>
        Names.Of(gone) == Names.Of(fresh) || Conversions.IsNumber(gone) && Conversions.IsNumber(fresh) || gone is ArrayType && fresh is ArrayType;

    /// <summary>Whether one of two classes derives from the other; nothing makes an object of the one an object of the other.</summary>
    private bool IsRelated(TypeReference gone, TypeReference fresh) => matching.Old.Type(gone) is { IsValueType: false } old && matching.NewOf(old) is { } was
        && matching.New.Type(fresh) is { IsValueType: false } now && (matching.New.Line(now).Contains(was) || matching.New.Line(was).Contains(now));

    private static bool IsOneValue(Model model, TypeReference type) => Conversions.IsNumber(type) || type.MetadataType == MetadataType.Boolean || model.Type(type) is { IsEnum: true };

    private static bool IsElement(TypeReference type, TypeReference array) => array is ArrayType of && Names.Of(of.ElementType) == Names.Of(type);

    private bool Survives(FieldDefinition gone, FieldDefinition fresh)
    {
        var users = Users(matching.Old, gone, fresh);
        var now = Users(matching.New, fresh, gone).Select(Names.Signature).ToHashSet(StringComparer.Ordinal);
        var kept = users.Where(m => !m.IsConstructor && matching.NewOf(m) != null).ToList();
        return users.Count > 0 && (kept.Count > 0 ? kept.All(m => now.Contains(Names.Signature(m))) : now.SetEquals(users.Select(Names.Signature)));
    }

    private bool IsProven(FieldDefinition gone, FieldDefinition fresh)
    {
        var users = Users(matching.Old, gone, fresh);
        var now = Users(matching.New, fresh, gone).Select(Names.Signature);
        return users.Count > 0 && users.Select(Names.Signature).ToHashSet(StringComparer.Ordinal).SetEquals(now)
            && users.All(m => matching.NewOf(m) is { } same && Uses(matching.Old, m, matching.OldToken, gone).SequenceEqual(Uses(matching.New, same, matching.NewTokenForPeople, fresh), StringComparer.Ordinal));
    }

    /// <summary>The statements of a body that use a field; all of it when lambdas or handlers make it hard to tell.</summary>
    private static IEnumerable<string> Uses(Model model, MethodDefinition method, Func<FieldReference, string> token, FieldDefinition field)
    {
        var whole = BodyText.Of(model, method, token);
        return whole.Made.Count > 0 || method.Body.HasExceptionHandlers ? [whole.Text]
            : Statements(model, method, token, []).Select(s => s.Text).Where(t => t.Contains(' ' + token(field) + ':', StringComparison.Ordinal));
    }

    // Accessors that only one build has are that property's name, no use of the field.
    private static List<MethodDefinition> Users(Model model, FieldDefinition field, FieldDefinition other) => [.. field.DeclaringType.Methods.Where(m => !Names.IsCompilerMade(m) && !(Accessors.IsAutomatic(m, field) && other.DeclaringType.Methods.All(o => Names.Signature(o) != Names.Signature(m)))
        && BodyText.Of(model, m, Names.Of).Uses.Any(u => u.At.Operand is FieldReference reference && model.Field(reference) == field))];

    private List<(FieldDefinition Old, FieldDefinition New)> Agreed(IReadOnlyList<FieldDefinition> gone, IReadOnlyList<FieldDefinition> fresh)
    {
        var votes = new HashSet<(FieldDefinition Old, FieldDefinition New)>();
        foreach (var method in gone.Count == 0 || fresh.Count == 0 ? [] : gone[0].DeclaringType.Methods.Where(m => !Names.IsCompilerMade(m) && m.HasBody).ToList())
        {
            if (matching.NewOf(method) is { HasBody: true } now)
            {
                votes.UnionWith(Votes(Statements(matching.Old, method, matching.OldToken, gone), Statements(matching.New, now, matching.NewTokenForPeople, fresh)));
            }
        }

        return [.. votes.Where(v => Names.Of(v.Old.FieldType) == Names.Of(v.New.FieldType) && votes.Count(o => o.Old == v.Old) == 1 && votes.Count(o => o.New == v.New) == 1)];
    }

    private static IEnumerable<(FieldDefinition, FieldDefinition)> Votes(List<(string Text, List<FieldDefinition> Holes)> before, List<(string Text, List<FieldDefinition> Holes)> after)
    {
        // The whole body if it is alike; otherwise each statement that there is one of.
        var isSame = before.Select(s => s.Text).SequenceEqual(after.Select(s => s.Text), StringComparer.Ordinal);
        IEnumerable<((string Text, List<FieldDefinition> Holes) First, (string Text, List<FieldDefinition> Holes) Second)> pairs = isSame ? before.Zip(after)
            : from b in before
              join a in after on b.Text equals a.Text
              where before.Count(s => s.Text == b.Text) == 1 && after.Count(s => s.Text == b.Text) == 1
              select (First: b, Second: a);
        return pairs.Where(p => p.First.Holes.Count == p.Second.Holes.Count).SelectMany(p => p.First.Holes.Zip(p.Second.Holes));
    }

    /// <summary>The statements of a body, with the same word for every field in question, and which fields the word stands for.</summary>
    private static List<(string Text, List<FieldDefinition> Holes)> Statements(Model model, MethodDefinition method, Func<FieldReference, string> token, IReadOnlyList<FieldDefinition> fields)
    {
        var statements = new List<(string, List<FieldDefinition>)>();
        foreach (var range in new StackShape(method.Body).Statements())
        {
            var holes = new List<FieldDefinition>();
            string Token(FieldReference reference)
            {
                if (model.Field(reference) is not { } field || !fields.Contains(field))
                {
                    return token(reference);
                }

                holes.Add(field);
                return "field";
            }

            statements.Add((BodyText.Of(model, method, Token, range).Text, holes));
        }

        return statements;
    }
}
