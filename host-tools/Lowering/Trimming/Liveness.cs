using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>Which locals are still to be read, before and behind each instruction of a body in its long form.</summary>
internal sealed class Liveness
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, int> _indices;
    private readonly HashSet<VariableDefinition>[] _before;

    public Liveness(MethodBody body)
    {
        _body = body;
        _indices = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(p => p.instruction, p => p.index);
        _before = [.. body.Instructions.Select(_ => new HashSet<VariableDefinition>())];
        Follow();
    }

    public IReadOnlySet<VariableDefinition> Before(int index) => _before[index];

    public HashSet<VariableDefinition> After(int index)
    {
        var instruction = _body.Instructions[index];
        var live = new HashSet<VariableDefinition>();
        foreach (var target in CodeText.TargetsOf(instruction))
        {
            live.UnionWith(_before[_indices[target]]);
        }

        // Behind a finally block any of the ways may go on that led into it.
        if (instruction.OpCode.Code == Code.Endfinally)
        {
            foreach (var leave in _body.Instructions.Where(each => each.OpCode.Code is Code.Leave or Code.Leave_S))
            {
                live.UnionWith(_before[_indices[(Instruction)leave.Operand]]);
            }
        }

        // Behind a filter its handler, or whatever else may catch.
        if (instruction.OpCode.Code == Code.Endfilter)
        {
            foreach (var handler in _body.ExceptionHandlers)
            {
                live.UnionWith(_before[_indices[handler.HandlerStart]]);
            }
        }

        if (!CodeText.EndsPath(instruction) && index + 1 < _before.Length)
        {
            live.UnionWith(_before[index + 1]);
        }

        return live;
    }

    private void Follow()
    {
        bool changed;
        do
        {
            changed = false;
            for (var i = _body.Instructions.Count - 1; i >= 0; i--)
            {
                var live = After(i);
                var instruction = _body.Instructions[i];
                if (instruction.OpCode.Code == Code.Stloc)
                {
                    live.Remove((VariableDefinition)instruction.Operand);
                }
                else if (instruction.Operand is VariableDefinition variable)
                {
                    live.Add(variable);
                }

                // Whatever a handler reads is in use anywhere in its region.
                foreach (var handler in _body.ExceptionHandlers.Where(handler => IsIn(i, handler)))
                {
                    live.UnionWith(_before[_indices[handler.HandlerStart]]);
                    live.UnionWith(handler.FilterStart == null ? [] : _before[_indices[handler.FilterStart]]);
                }

                changed |= !live.SetEquals(_before[i]);
                _before[i] = live;
            }
        }
        while (changed);
    }

    private bool IsIn(int index, ExceptionHandler handler) =>
        index >= _indices[handler.TryStart] && index < (handler.FilterStart != null ? _indices[handler.FilterStart] : _indices[handler.HandlerStart]);
}
