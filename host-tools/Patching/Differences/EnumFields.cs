using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Fields that stay where they are and hold members of an enum that have other numbers now, by themselves, in arrays or in structs. An object that is taken over
/// gets the new numbers; a static field has no object, so it is another field from then on; a member that is gone is asked about.
/// </summary>
internal sealed class EnumFields(Matching matching, List<Change> changes, IReadOnlySet<string> migrated)
{
    private const int MaxDepth = 8;

    /// <summary>After all fields are matched, before their start values are compared.</summary>
    public void Compare(TypeDefinition @new)
    {
        foreach (var field in @new.Fields.Where(f => !f.HasConstant && (f.IsStatic || !@new.IsValueType) && (matching.InPlace(f) ?? matching.Move(f)?.Old) != null))
        {
            var enums = In(matching, field.FieldType).Distinct().ToList();
            if (enums.Count == 0)
            {
                continue;
            }

            if (field.IsStatic)
            {
                JudgeStatic(field, enums[0].Type);
                continue;
            }

            if (matching.InPlace(field) != null)
            {
                matching.SetRenumbered(field);
            }

            foreach (var (type, numbers) in enums.Where(e => e.Numbers.Gone.Count > 0))
            {
                Ask(field, type, numbers);
            }

            if (field.FieldType is ArrayType && Shared(field) is { } giver)
            {
                Add(field).Judge(Verdict.AtReboot, RefusalCode.EnumArrayShared, $"its elements are of {enums[0].Type.Name}, whose numbers are others now, and {giver} hands the array on: a converted one would be another array",
                    "let the board take the patch at its next reboot, or hand on a copy");
            }
        }
    }

    /// <summary>Enums with other numbers that a value of the type has in it.</summary>
    public static IEnumerable<(TypeDefinition Type, EnumNumbers Numbers)> In(Matching matching, TypeReference type, int depth = 0)
    {
        var definition = matching.New.Type(type);
        return definition == null || depth > MaxDepth ? [] : definition.IsEnum ? matching.Numbers(definition) is { } numbers ? [(definition, numbers)] : []
            : definition.IsValueType ? definition.Fields.Where(f => !f.IsStatic).SelectMany(f => In(matching, f.FieldType, depth + 1)) : [];
    }

    private void JudgeStatic(FieldDefinition field, TypeDefinition type)
    {
        var isState = matching.NewWriters.IsWritten(field) || matching.OldWriters.IsWritten(matching.InPlace(field)!)
            || field.FieldType is ArrayType && (matching.NewWriters.IsChanging(field) || matching.OldWriters.IsChanging(matching.InPlace(field)!));
        if (isState)
        {
            matching.SetFresh(field);
            Add(field).Judge(Verdict.AtReboot, RefusalCode.EnumInStatic, $"it holds a number of {type.Name}, whose members have others now, and nothing converts static fields",
                "let the board take the patch at its next reboot, or hold it in a field of an object of the table");
        }
    }

    private void Ask(FieldDefinition field, TypeDefinition type, EnumNumbers numbers)
    {
        var change = Add(field);
        var isMigrated = migrated.Contains(Names.Of(field.DeclaringType));
        change.IsOpen = !isMigrated;
        change.Judge(Verdict.LiveWithMigration, RefusalCode.EnumMemberGone, $"can have {string.Join(" or ", numbers.Gone)} of {type.Name}, which is gone" + (isMigrated ? "; the migration decides" : ""),
            isMigrated ? "" : $"write a migration for {field.DeclaringType.Name} that says what becomes of it, or keep the member");
    }

    /// <summary>A method that gives the array away; null when all that it is used for is its elements.</summary>
    private string? Shared(FieldDefinition field) =>
        (from method in field.DeclaringType.Methods.Concat(field.DeclaringType.NestedTypes.SelectMany(n => n.Methods))
         where method.HasBody
         let shape = new StackShape(method.Body)
         from load in method.Body.Instructions
         where load.OpCode.Code == Code.Ldfld && load.Operand is FieldReference reference && matching.New.Field(reference) == field && IsGiven(method, shape, load)
         select $"{method.DeclaringType.Name}.{method.Name}").FirstOrDefault();

    private static bool IsGiven(MethodDefinition method, StackShape shape, Instruction load)
    {
        var consumer = shape.Consumer(load);
        return consumer != null && Canonical.Of(method, consumer) is ("stloc", VariableDefinition local)
            ? method.Body.Instructions.Any(i => Canonical.Of(method, i) is ("ldloc", VariableDefinition used) && used == local && IsGivenAtOnce(shape.Consumer(i)))
            : IsGivenAtOnce(consumer);
    }

    private static bool IsGivenAtOnce(Instruction? consumer) => consumer == null || consumer.OpCode.Code is Code.Ret or Code.Stfld or Code.Stsfld or Code.Newobj or Code.Stelem_Ref or Code.Stloc
        || consumer.OpCode.FlowControl == FlowControl.Call && !BoardLibraries.IsOne(Names.AssemblyOf(((MethodReference)consumer.Operand).DeclaringType));

    private Change Add(FieldDefinition field)
    {
        var change = new Change { Kind = EditKind.Enum, Type = field.DeclaringType, Member = field.Name, Place = Places.Of(field) };
        changes.Add(change);
        return change;
    }
}
