using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>How deep the evaluation stack is before each instruction; from that, statements and receivers of calls.</summary>
internal sealed class StackShape
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, int> _index = [];
    private readonly int[] _before;
    private readonly int[] _after;

    public StackShape(MethodBody body)
    {
        _body = body;
        var code = body.Instructions;
        for (var i = 0; i < code.Count; i++)
        {
            _index[code[i]] = i;
        }

        _before = new int[code.Count];
        _after = new int[code.Count];
        Array.Fill(_before, -1);
        foreach (var handler in body.ExceptionHandlers)
        {
            Mark(handler.HandlerStart, handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0);
            Mark(handler.FilterStart, 1);
        }

        var depth = 0;
        for (var i = 0; i < code.Count; i++)
        {
            depth = _before[i] < 0 ? Math.Max(depth, 0) : _before[i];
            _before[i] = depth;
            depth = Math.Max(0, depth - Pops(code[i], depth)) + Pushes(code[i]);
            _after[i] = depth;
            switch (code[i].Operand)
            {
                case Instruction target:
                    Mark(target, code[i].OpCode.Code is Code.Leave or Code.Leave_S ? 0 : depth);
                    break;
                case Instruction[] targets:
                    Array.ForEach(targets, t => Mark(t, depth));
                    break;
            }

            if (code[i].OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            {
                // What follows is reached from elsewhere, or starts with nothing.
                depth = 0;
            }
        }
    }

    /// <summary>Runs of instructions that begin and end with an empty stack and that no branch enters, or leaves but to what follows, in order.</summary>
    public List<(int From, int To)> Statements()
    {
        var found = new List<(int, int)>();
        var from = 0;
        for (var i = 0; i < _before.Length; i++)
        {
            if (_after[i] == 0 && (i + 1 == _before.Length || _before[i + 1] == 0) && IsClosed(from, i + 1))
            {
                found.Add((from, i + 1));
                from = i + 1;
            }
        }

        return found;
    }

    /// <summary>The instructions that make what a store takes: from the one that put its receiver there, or the value itself, up to the store.</summary>
    public (int From, int To)? Expression(Instruction store, int operandsAbove)
    {
        var first = First(store, operandsAbove);
        return first == null ? null : (_index[first], _index[store] + 1);
    }

    /// <summary>The instruction that left a call's receiver on the stack as the call finds it; null when it is not plain to see.</summary>
    public Instruction? Receiver(Instruction at, int argumentsAbove)
    {
        var slot = _before[_index[at]] - argumentsAbove - 1;
        for (var i = _index[at] - 1; i >= 0 && _after[i] > slot; i--)
        {
            if (_after[i] == slot + 1 && _before[i] - Pops(_body.Instructions[i], _before[i]) <= slot)
            {
                return IsEntered(i + 1, _index[at]) ? null : _body.Instructions[i];
            }
        }

        return null;
    }

    /// <summary>The instructions that make each of what a call takes, its receiver first; null when it is not plain to see.</summary>
    public List<(int From, int To)>? Operands(Instruction call)
    {
        var (code, to) = (_body.Instructions, _index[call]);
        var count = Pops(call, _before[to]);
        var first = Statements().Where(s => s.From <= to && to < s.To).Select(s => s.From).DefaultIfEmpty(to).First();
        var found = new List<(int, int)>();
        for (var slot = _before[to] - 1; found.Count < count; slot--)
        {
            // What comes before works on the slot below.
            var from = to;
            while (from > first && _before[from - 1] - Pops(code[from - 1], _before[from - 1]) >= slot)
            {
                from--;
            }

            if (from == to || _before[from] != slot || !IsClosed(from, to))
            {
                return null;
            }

            found.Insert(0, (from, to));
            to = from;
        }

        return found;
    }

    /// <summary>The first of the instructions that made what lies so deep on the stack; null when it is not plain to see.</summary>
    private Instruction? First(Instruction at, int operandsAbove)
    {
        var slot = _before[_index[at]] - operandsAbove - 1;
        for (var i = _index[at] - 1; i >= 0; i--)
        {
            if (_after[i] == slot + 1 && _before[i] <= slot)
            {
                return _body.Instructions[i];
            }

            if (_after[i] <= slot)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether a branch from elsewhere leads to one of these instructions.</summary>
    private bool IsEntered(int from, int to)
    {
        var code = _body.Instructions;
        for (var i = 0; i < code.Count; i++)
        {
            if ((i < from || i > to) && Targets(code[i]).Select(target => _index.GetValueOrDefault(target, -1)).Any(at => at >= from && at <= to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The instruction that takes what another one left on top of the stack; null when a branch comes before it.</summary>
    public Instruction? Consumer(Instruction of)
    {
        var code = _body.Instructions;
        var slot = _after[_index[of]];
        for (var i = _index[of] + 1; i < code.Count; i++)
        {
            if (code[i].OpCode.Code == Code.Dup && _before[i] == slot || code[i].OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch)
            {
                return null;
            }

            if (_before[i] - Pops(code[i], _before[i]) < slot)
            {
                return code[i];
            }
        }

        return null;
    }

    /// <summary>The place among what the consumer takes, from 0, of what an instruction left on top of the stack.</summary>
    public int Position(Instruction consumer, Instruction of) => _after[_index[of]] - 1 - (_before[_index[consumer]] - Pops(consumer, _before[_index[consumer]]));

    private bool IsClosed(int from, int to)
    {
        var code = _body.Instructions;
        for (var i = 0; i < code.Count; i++)
        {
            var inside = i >= from && i < to;
            foreach (var target in Targets(code[i]))
            {
                var at = _index.GetValueOrDefault(target, -1);

                // The first instruction of a statement may be arrived at, and the one after its last; its inside may not.
                if (inside ? at < from || at > to : at > from && at < to)
                {
                    return false;
                }
            }
        }

        return true;
    }

    public static IEnumerable<Instruction> Targets(Instruction branch) => branch.Operand is Instruction one ? [one] : branch.Operand as Instruction[] ?? [];

    private void Mark(Instruction? target, int depth)
    {
        if (target != null && _index.TryGetValue(target, out var i) && _before[i] < 0)
        {
            _before[i] = depth;
        }
    }

    private int Pops(Instruction instruction, int depth)
    {
        if (instruction.Operand is IMethodSignature called && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            return called.Parameters.Count + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0) + (instruction.OpCode.Code == Code.Calli ? 1 : 0);
        }

        return instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
                or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.PopAll => depth,
            StackBehaviour.Varpop => _body.Method.ReturnType.FullName == "System.Void" ? 0 : 1,
            _ => 3,
        };
    }

    private static int Pushes(Instruction instruction)
    {
        if (instruction.Operand is IMethodSignature called && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            return instruction.OpCode.Code == Code.Newobj || called.ReturnType.FullName != "System.Void" ? 1 : 0;
        }

        return instruction.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Push0 => 0,
            StackBehaviour.Push1_push1 => 2,
            _ => 1,
        };
    }
}
