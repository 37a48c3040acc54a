using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What becomes of a field that stays when its start value changed. A value that nothing but a constant in a constructor ever sets is configuration:
/// an object that is taken over gets the new one. A value that anything else can set is state: it is kept, and reported. An array is state when its elements
/// can be stored into; one that grew is a new array with the old elements in it.
/// </summary>
internal sealed class InitialiserComparison(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    public void Compare(TypeDefinition old, TypeDefinition @new)
    {
        foreach (var field in @new.Fields.Where(f => matching.InPlace(f) is { IsStatic: false }))
        {
            var kept = matching.InPlace(field)!;
            var (before, after) = (InitialValue.Of(kept), InitialValue.Of(field));
            if (before.IsMissing || after.IsMissing)
            {
                CompareLoosely(kept, field);
            }
            else if (Text(before, matching.OldText) != Text(after, matching.NewText) && !IsSameMember(field, before, after))
            {
                Judge(kept, field, before, after);
            }
        }
    }

    private static string Text(InitialValue value, Func<MethodDefinition, (int, int)?, string> text) => value.Range == null ? "" : text(value.Constructor!, value.Range);

    /// <summary>The same member of an enum, which has another number now.</summary>
    private bool IsSameMember(FieldDefinition field, InitialValue before, InitialValue after) =>
        matching.IsRenumbered(field) && matching.New.Type(field.FieldType) is { IsEnum: true } type && field.FieldType is not TypeSpecification
        && Number(before) is { } was && Number(after) is { } now && matching.Numbers(type)!.Map(was) == now;

    private static long? Number(InitialValue value)
    {
        if (value.Range is not var (from, to))
        {
            return 0;
        }

        var code = value.Constructor!.Body.Instructions.Skip(from).Take(to - from).Where(i => i.OpCode.Code != Code.Nop).Select(i => Canonical.Of(value.Constructor, i)).ToList();
        return code.Count != 3 ? null : code[1] is ("ldc.i4", int number) ? number : code[1] is ("ldc.i8", long wide) ? wide : null;
    }

    /// <summary>Constructors set it from what they are given: whatever its initialiser says, an object keeps what it was given.</summary>
    private void CompareLoosely(FieldDefinition kept, FieldDefinition field)
    {
        string All(FieldDefinition of, Func<MethodDefinition, (int, int)?, string> text) => string.Concat(
            from constructor in of.DeclaringType.Methods.Where(m => m is { IsConstructor: true, IsStatic: false })
            from assignment in new Initialisers(constructor).Assignments
            where assignment.Field == of && assignment.IsInitialiser
            select text(constructor, assignment.Range));
        if (All(kept, matching.OldText) != All(field, matching.NewText))
        {
            Keep(field, "constructors set it, too");
        }
    }

    private void Judge(FieldDefinition kept, FieldDefinition field, InitialValue before, InitialValue after)
    {
        if (matching.OldWriters.IsWritten(kept) || matching.NewWriters.IsWritten(field))
        {
            Keep(field, "other code sets it, too");
        }
        else if (field.FieldType is ArrayType && (matching.OldWriters.IsChanging(kept) || matching.NewWriters.IsChanging(field)))
        {
            JudgeArray(field, Length(before), Length(after));
        }
        else if (field.FieldType is ArrayType || field.FieldType.IsValueType || field.FieldType.MetadataType == MetadataType.String || after.Range == null || IsCode(before) && IsCode(after))
        {
            Begin(field, "nothing but its initialiser ever sets it: an object that is taken over gets the new value");
        }
        else
        {
            Keep(field, "an object has state of its own");
        }
    }

    private static bool IsCode(InitialValue value) => value.Range is { } range && new Initialisers(value.Constructor!).IsCode(range);

    private void JudgeArray(FieldDefinition field, int? before, int? after)
    {
        if (before == after && before != null)
        {
            Keep(field, "its elements are state");
        }
        else if (before < after)
        {
            Begin(field, $"has {after} elements instead of {before}: an object that is taken over gets a new array with the old elements at its beginning");
        }
        else
        {
            var change = Add(field);
            change.IsOpen = !migrated.Contains(Names.Of(field.DeclaringType));
            change.Judge(Verdict.LiveWithMigration, RefusalCode.ArrayLength, before == null || after == null ? "an array of another length, which its code can have filled" : $"has {after} elements instead of {before}, and its code can have filled them all",
                $"write a migration for {field.DeclaringType.Name} that sets {field.Name}");
        }
    }

    /// <summary>The length of an array that an initialiser makes, when it is plain to see.</summary>
    private static int? Length(InitialValue value)
    {
        if (value.Range is not var (from, to))
        {
            return null;
        }

        var code = value.Constructor!.Body.Instructions.Skip(from).Take(to - from).ToList();
        var made = code.FindIndex(i => i.OpCode.Code == Code.Newarr);
        return made > 0 && Canonical.Of(value.Constructor, code[made - 1]) is ("ldc.i4", int length) && code.Count(i => i.OpCode.Code == Code.Newarr) == 1 ? length : null;
    }

    private void Keep(FieldDefinition field, string reason) =>
        Add(field).JudgeKept($"an object that is taken over keeps its value, for {reason}; new objects start with the new one");

    private void Begin(FieldDefinition field, string reason)
    {
        matching.SetAnew(field);
        Add(field).Judge(Verdict.Live, reason);
    }

    private Change Add(FieldDefinition field)
    {
        var change = new Change { Kind = EditKind.FieldInitialiser, Type = field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
