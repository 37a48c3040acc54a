using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>How many values an instruction takes from the stack and puts there.</summary>
internal static class StackUse
{
    /// <summary>-1 for what empties the stack.</summary>
    public static int Pops(Instruction instruction, MethodDefinition method) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8 or StackBehaviour.Popref_popi_popr4
            or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
        StackBehaviour.PopAll => -1,
        _ => instruction.Operand is MethodReference callee ? Arguments(callee, instruction.OpCode) : Returned(method),
    };

    public static int Pushes(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => instruction.Operand is MethodReference callee && callee.ReturnType.MetadataType != MetadataType.Void ? 1 : 0,
        _ => 1,
    };

    /// <summary>How many values lie on the stack before each instruction; those that nothing reaches are missing.</summary>
    public static IReadOnlyDictionary<Instruction, int> Depths(MethodBody body)
    {
        var depths = new Dictionary<Instruction, int>();
        var pending = new Stack<(int Index, int Depth)>([(0, 0)]);
        var indices = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(p => p.instruction, p => p.index);
        foreach (var handler in body.ExceptionHandlers)
        {
            pending.Push((indices[handler.HandlerStart], handler.CatchType == null && handler.FilterStart == null ? 0 : 1));
            if (handler.FilterStart != null)
            {
                pending.Push((indices[handler.FilterStart], 1));
            }
        }

        while (pending.TryPop(out var entry))
        {
            var depth = entry.Depth;
            for (var i = entry.Index; i < body.Instructions.Count && depths.TryAdd(body.Instructions[i], depth); i++)
            {
                var instruction = body.Instructions[i];
                var pops = Pops(instruction, body.Method);
                depth = pops < 0 ? 0 : depth - pops + Pushes(instruction);
                foreach (var target in CodeText.TargetsOf(instruction))
                {
                    pending.Push((indices[target], depth));
                }

                if (CodeText.EndsPath(instruction))
                {
                    break;
                }
            }
        }

        return depths;
    }

    /// <summary>Where the value begins that is complete before <paramref name="end"/>; -1 when that is not in one straight piece.</summary>
    public static int StartOf(MethodBody body, int end, HashSet<Instruction> targets)
    {
        var needed = 1;
        for (var i = end - 1; i >= 0; i--)
        {
            var instruction = body.Instructions[i];
            var pops = Pops(instruction, body.Method);
            if (pops < 0 || instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                return -1;
            }

            var pushes = Pushes(instruction);
            if (pushes > needed)
            {
                return -1;
            }

            needed += pops - pushes;
            if (needed == 0)
            {
                return i;
            }

            if (targets.Contains(instruction))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The one instruction that loads what lies below the arguments of a call; null when that is more than one.</summary>
    public static Instruction? ObjectOf(MethodBody body, Instruction call)
    {
        var targets = CodeText.Targets(body);
        var end = body.Instructions.IndexOf(call);
        for (var i = ((MethodReference)call.Operand).Parameters.Count; ; i--)
        {
            var start = targets.Contains(body.Instructions[end]) ? -1 : StartOf(body, end, targets);
            if (start < 0 || i == 0)
            {
                return start >= 0 && end - start == 1 ? body.Instructions[start] : null;
            }

            end = start;
        }
    }

    public static int Arguments(MethodReference callee, OpCode code) => callee.Parameters.Count + (callee.HasThis && code.Code != Code.Newobj ? 1 : 0);

    private static int Returned(MethodDefinition method) => method.ReturnType.MetadataType == MetadataType.Void ? 0 : 1;
}
