using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Fields that hold anything, or collections of it, and from which the new code takes objects of another type than the release puts in: what lies in them at the swap would throw. Only
/// where all is plain to see that the release puts in; a value that is asked for its type first does no harm.
/// </summary>
internal sealed class Contents(Matching matching)
{
    private static readonly string[] s_putting = ["Add", "Insert", "set_Item", "Push", "Enqueue"];
    private static readonly string[] s_taking = ["get_Item", "Pop", "Peek", "Dequeue"];

    public IEnumerable<Outlived> All()
    {
        foreach (var field in matching.New.Types.Values.Where(t => !t.IsValueType).SelectMany(t => t.Fields).Where(f => Holds(f.FieldType)))
        {
            if (matching.InPlace(field) is { } old && matching.NewOf(old.DeclaringType) is { } type && Put(old) is { Count: > 0 } put && Other(field, put) is var (method, cast))
            {
                var taken = Names.Unmarked(((TypeReference)cast.Operand).Name);
                yield return new Outlived(type, RefusalCode.ContentsOther, "the migration has to convert what is in it", new Finding(FindingId.ContentsOther,
                    $"{Names.Unmarked(method.DeclaringType.Name)}.{Names.Unmarked(method.Name)} takes a {taken} out of {field.Name}, and the release puts {string.Join(" and ", put.Select(t => t.Name).Distinct())} there",
                    $"ask with is {taken}, let a migration convert what is in it, or let the board take the patch at its next reboot", Places.Of(method, cast)));
            }
        }
    }

    private static bool Holds(TypeReference type) => type.MetadataType == MetadataType.Object || type is ArrayType { ElementType.MetadataType: MetadataType.Object }
        || type.Namespace == "System.Collections" && !type.IsValueType;

    /// <summary>What the release's code puts into a field, or into the collection there; null when it is not plain to see.</summary>
    private List<TypeReference>? Put(FieldDefinition field)
    {
        var put = new List<TypeReference>();
        foreach (var (method, shape, use) in Uses(matching.Old, field))
        {
            if (use.OpCode.Code is Code.Stfld or Code.Stsfld)
            {
                var made = shape.Receiver(use, 0);
                if (field.FieldType.MetadataType == MetadataType.Object ? !IsKnown(method, made, put) : !IsEmpty(made))
                {
                    return null;
                }
            }
            else if (field.FieldType.MetadataType != MetadataType.Object)
            {
                // Whoever else has the collection may put anything into it.
                if (shape.Consumer(use) is not { } user || !IsAsked(shape, user, use) || IsPutting(user) && !IsKnown(method, shape.Receiver(user, 0), put))
                {
                    return null;
                }
            }
        }

        return put;
    }

    private static bool IsEmpty(Instruction? made) => made?.OpCode.Code == Code.Newarr && made.Next.OpCode.Code != Code.Dup || made?.OpCode.Code == Code.Ldnull
        || made is { OpCode.Code: Code.Newobj, Operand: MethodReference constructor } && constructor.Parameters.All(p => p.ParameterType.IsPrimitive);

    /// <summary>Whether an instruction asks the collection itself for something, or looks at an element of the array.</summary>
    private static bool IsAsked(StackShape shape, Instruction user, Instruction collection) => shape.Position(user, collection) == 0
        && (user.OpCode.Code is Code.Ldlen or Code.Ldelem_Ref or Code.Ldelem_Any or Code.Stelem_Ref or Code.Stelem_Any or Code.Brtrue or Code.Brfalse or Code.Brtrue_S or Code.Brfalse_S
            || user is { OpCode.Code: Code.Callvirt, Operand: MethodReference { DeclaringType.Namespace: "System.Collections" } });

    private static bool IsPutting(Instruction user) => user.OpCode.Code is Code.Stelem_Ref or Code.Stelem_Any || user.Operand is MethodReference { HasParameters: true } called && s_putting.Contains(called.Name);

    private static bool IsKnown(MethodDefinition method, Instruction? made, List<TypeReference> put)
    {
        var type = made?.OpCode.Code switch
        {
            null => null,
            Code.Ldnull => method.Module.TypeSystem.Void,
            Code.Box => (TypeReference)made.Operand,
            Code.Ldstr => method.Module.TypeSystem.String,
            _ => HeldElsewhere.DeclaredType(method, made),
        };
        if (type is { MetadataType: not MetadataType.Void })
        {
            put.Add(type);
        }

        return type is { MetadataType: not MetadataType.Object };
    }

    /// <summary>Code of the new build that takes something out that nothing of what was put in can be.</summary>
    private (MethodDefinition Method, Instruction Cast)? Other(FieldDefinition field, List<TypeReference> put)
    {
        foreach (var (method, shape, use) in Uses(matching.New, field).Where(u => u.Use.OpCode.Code is Code.Ldfld or Code.Ldsfld))
        {
            var taken = field.FieldType.MetadataType == MetadataType.Object ? use
                : shape.Consumer(use) is { } user && shape.Position(user, use) == 0 && (user.OpCode.Code is Code.Ldelem_Ref or Code.Ldelem_Any || user.Operand is MethodReference called && s_taking.Contains(called.Name)) ? user : null;
            if (taken != null && shape.Consumer(taken) is { OpCode.Code: Code.Castclass or Code.Unbox or Code.Unbox_Any } cast && put.All(p => !CanBe(p, (TypeReference)cast.Operand)) && !IsTested(method, (TypeReference)cast.Operand))
            {
                return (method, cast);
            }
        }

        return null;
    }

    private static bool IsTested(MethodDefinition method, TypeReference type) =>
        method.Body.Instructions.Any(i => i.OpCode.Code == Code.Isinst && Names.Of((TypeReference)i.Operand) == Names.Of(type) || i.Operand is MethodReference { Name: "GetType" });

    /// <summary>Whether an object of a declared type of the release may pass for one of the new build.</summary>
    private bool CanBe(TypeReference put, TypeReference taken)
    {
        var (old, @new) = (matching.Old.Type(put), matching.New.Type(taken));
        if (put.IsValueType || taken.IsValueType)
        {
            return taken is { IsValueType: false } && (@new == null ? taken.MetadataType != MetadataType.String : @new.IsInterface)
                || put is { IsValueType: false } && (old == null ? put.MetadataType != MetadataType.String : old.IsInterface)
                || matching.IsSameForPeople(Number(old, put), Number(@new, taken));
        }

        return put.MetadataType == MetadataType.String || taken.MetadataType == MetadataType.String ? (put.MetadataType == taken.MetadataType || (old ?? @new) == null)
            : old == null || @new == null || old.IsInterface || @new.IsInterface || matching.NewOf(old) is not { } now
                || matching.New.Line(now).Contains(@new) || matching.New.Line(@new).Contains(now);
    }

    /// <summary>An enum's number for an enum.</summary>
    private static TypeReference Number(TypeDefinition? type, TypeReference reference) => type is { IsEnum: true } ? type.GetEnumUnderlyingType() : reference;

    private static IEnumerable<(MethodDefinition Method, StackShape Shape, Instruction Use)> Uses(Model model, FieldDefinition field)
    {
        foreach (var method in model.Bodies)
        {
            StackShape? shape = null;
            foreach (var use in method.Body.Instructions.Where(i => i.Operand is FieldReference used && used.Name == field.Name && model.Field(used) == field))
            {
                yield return (method, shape ??= new StackShape(method.Body), use);
            }
        }
    }
}
