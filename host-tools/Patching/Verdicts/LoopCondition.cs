using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>A field that a loop looks at to see whether it goes on. <see cref="EndsWhen"/>: which value of a flag ends it; null when it is no flag, or not plain to see.</summary>
internal sealed record LoopCondition(FieldDefinition Field, bool? EndsWhen)
{
    private const int Reach = 10;

    public static List<LoopCondition> Of(Model model, MethodDefinition run)
    {
        var found = new List<LoopCondition>();
        var code = run.Body.Instructions;
        var loops = code.Where(i => i.Operand is Instruction target && target.Offset <= i.Offset).Select(i => (From: ((Instruction)i.Operand).Offset, To: i.Offset)).ToList();
        foreach (var load in code.Where(i => i.OpCode.Code is Code.Ldfld or Code.Call or Code.Callvirt))
        {
            if (Read(model, load) is { } field && Decides(load, out var negated) is { } branch && loops.Where(l => load.Offset >= l.From && load.Offset <= l.To).Select(l => Leaves(branch, l)).FirstOrDefault(l => l != null) is { } leaves)
            {
                var isTrue = branch.OpCode.Code is Code.Brtrue or Code.Brtrue_S;
                found.Add(new LoopCondition(field, field.FieldType.MetadataType == MetadataType.Boolean ? leaves == isTrue != negated : null));
            }
        }

        return found;
    }

    /// <summary>The field itself, or the one that a property of the object gives.</summary>
    private static FieldDefinition? Read(Model model, Instruction load) => load.Operand switch
    {
        FieldReference reference when load.OpCode.Code == Code.Ldfld => model.Field(reference),
        MethodReference { Parameters.Count: 0 } getter when model.Method(getter) is { HasBody: true, IsGetter: true, IsStatic: false } own
            => own.Body.Instructions.Where(i => i.OpCode.Code == Code.Ldfld).Select(i => model.Field((FieldReference)i.Operand)).FirstOrDefault(),
        _ => null,
    };

    /// <summary>The branch that what was loaded decides, by itself or by what it is asked for.</summary>
    private static Instruction? Decides(Instruction load, out bool negated)
    {
        negated = false;
        var at = load.Next;
        for (var steps = 0; at != null && steps < Reach; steps++, at = at.Next)
        {
            if (at.OpCode.Code is Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S)
            {
                return at;
            }

            if (at.OpCode.Code == Code.Ldc_I4_0 && at.Next?.OpCode.Code == Code.Ceq)
            {
                negated = !negated;
                at = at.Next;
            }
            else if (!IsPassing(at))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsPassing(Instruction at) => at.OpCode.Code is Code.Nop or Code.Volatile
        || at.OpCode.Code.ToString() is var name && (name.StartsWith("Stloc", StringComparison.Ordinal) || name.StartsWith("Ldloc", StringComparison.Ordinal))
        || at.Operand is MethodReference { HasThis: true, Parameters.Count: 0, ReturnType.FullName: not "System.Void" };

    /// <summary>True: it leaves the loop when it is taken. False: when it is not. Null: it decides something else.</summary>
    private static bool? Leaves(Instruction branch, (int From, int To) loop)
    {
        bool IsOut(Instruction? to) => to == null || to.Offset < loop.From || to.Offset > loop.To;
        var taken = (Instruction)branch.Operand;
        var isLast = branch.Offset == loop.To;
        var next = branch.Next;
        while (next is { OpCode.Code: Code.Nop })
        {
            next = next.Next;
        }

        return IsOut(taken) && !isLast ? true
            : isLast ? false
            : next is { OpCode.Code: Code.Ret } || next is { OpCode.Code: Code.Br or Code.Br_S or Code.Leave or Code.Leave_S, Operand: Instruction to } && IsOut(to) ? false
            : null;
    }
}
