using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Number fields that several things are packed into, where what packs and what unpacks changed together: a value of before is then read by the new order
/// of bits or bytes. It is packed by a store, or by a constructor that keeps what it is given.
/// </summary>
internal static class Packings
{
    private const int UnpackedAtLeast = 2;

    public static IEnumerable<Finding> Of(Matching matching)
    {
        foreach (var type in matching.New.Types.Values.Where(t => !t.IsEnum && !t.IsInterface))
        {
            foreach (var field in type.Fields.Where(f => !f.IsStatic && !f.HasConstant && Conversions.IsNumber(f.FieldType) && IsKept(matching.Old.Type(type), f)))
            {
                var packing = Changed(matching, type, field, Packs).FirstOrDefault();
                if (packing != null && Changed(matching, type, field, Unpacks).Count(m => m != packing) >= UnpackedAtLeast)
                {
                    yield return new Finding(FindingId.Meaning, $"what packs {type.Name}.{field.Name} and what unpacks it changed together: do its bits still mean the same?",
                        "if not, give it a new name and write a migration that turns them round", Places.Of(packing));
                }
            }
        }
    }

    private static bool IsKept(TypeDefinition? old, FieldDefinition field) =>
        old != null && old.Fields.Any(f => !f.IsStatic && f.Name == field.Name && Names.Of(f.FieldType) == Names.Of(field.FieldType));

    /// <summary>Methods in both builds whose statements of that kind are others now.</summary>
    private static IEnumerable<MethodDefinition> Changed(Matching matching, TypeDefinition type, FieldDefinition field, Func<Instruction[], FieldDefinition, bool> isOne) =>
        from method in type.Methods
        where method is { HasBody: true, IsConstructor: false }
        let old = matching.OldOf(method)
        where old is { HasBody: true }
        let before = Statements(matching.Old, old, field, isOne)
        let after = Statements(matching.New, method, field, isOne)
        where before.Count > 0 && after.Count > 0 && !before.SequenceEqual(after, StringComparer.Ordinal)
        select method;

    private static List<string> Statements(Model model, MethodDefinition method, FieldDefinition field, Func<Instruction[], FieldDefinition, bool> isOne) =>
    [
        .. from range in new StackShape(method.Body).Statements()
           where isOne([.. method.Body.Instructions.Skip(range.From).Take(range.To - range.From)], field)
           select BodyText.Of(model, method, Names.Of, range).Text,
    ];

    private static bool Packs(Instruction[] statement, FieldDefinition field) => statement.Any(i =>
        i.OpCode.Code == Code.Stfld && IsIt(i, field)
        || i.OpCode.Code is Code.Newobj or Code.Call && i.Operand is MethodReference { Name: ".ctor" } called && IsOf(called, field)
            && field.DeclaringType.Methods.Any(m => m is { IsConstructor: true, IsStatic: false, HasBody: true } && Names.Signature(m) == Names.Signature(called) && Keeps(m, field)));

    private static bool Unpacks(Instruction[] statement, FieldDefinition field) => statement.Any(i => i.OpCode.Code == Code.Ldfld && IsIt(i, field))
        && statement.Any(i => i.OpCode.Code is Code.Shr or Code.Shr_Un or Code.Shl or Code.And or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un
            or Code.Conv_U1 or Code.Conv_I1 or Code.Conv_U2 or Code.Conv_I2);

    private static bool Keeps(MethodDefinition constructor, FieldDefinition field) => constructor.Body.Instructions.Any(i =>
        i.OpCode.Code == Code.Stfld && IsIt(i, field) && i.Previous != null && Canonical.Of(constructor, i.Previous) is ("ldarg", > 0));

    private static bool IsIt(Instruction instruction, FieldDefinition field) =>
        instruction.Operand is FieldReference reference && reference.Name == field.Name && IsOf(reference, field);

    private static bool IsOf(MemberReference member, FieldDefinition field) => Names.Of(member.DeclaringType) == Names.Of(field.DeclaringType);
}
