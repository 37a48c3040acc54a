using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Locals that are never in use at the same time share a slot, and the slots that are used most come first: the first four are loaded and
/// stored by one byte. References share whatever they refer to; other types only with their like, as a store keeps the type of its slot.
/// </summary>
internal sealed class LocalSlots
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, int> _indices;
    private readonly HashSet<VariableDefinition>[] _live;
    private readonly HashSet<VariableDefinition> _addressed;

    private LocalSlots(MethodBody body)
    {
        _body = body;
        _indices = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(p => p.instruction, p => p.index);
        _live = [.. body.Instructions.Select(_ => new HashSet<VariableDefinition>())];
        _addressed = [.. body.Instructions.Where(i => i.OpCode.Code == Code.Ldloca).Select(i => (VariableDefinition)i.Operand)];
    }

    public static void Run(MethodBody body)
    {
        if (body.HasVariables)
        {
            new LocalSlots(body).Run();
        }
    }

    private void Run()
    {
        FollowLives();
        var uses = _body.Instructions.Where(instruction => instruction.Operand is VariableDefinition)
            .GroupBy(instruction => (VariableDefinition)instruction.Operand).ToDictionary(group => group.Key, group => group.Count());
        var conflicts = Conflicts();
        var slots = new List<(VariableDefinition Local, List<VariableDefinition> Members)>();
        foreach (var variable in _body.Variables.Where(uses.ContainsKey).OrderByDescending(variable => uses[variable]).ThenBy(variable => variable.Index))
        {
            var slot = _addressed.Contains(variable) || IsStructure(variable) ? default : slots.FirstOrDefault(slot => Fits(variable, slot.Members, conflicts));
            if (slot.Local == null)
            {
                slot = (new VariableDefinition(SlotType(variable)), []);
                slots.Add(slot);
            }

            slot.Members.Add(variable);
        }

        var ordered = slots.OrderByDescending(slot => slot.Members.Sum(member => uses[member])).ToList();
        var slotOf = ordered.SelectMany(slot => slot.Members.Select(member => (member, slot.Local))).ToDictionary(p => p.member, p => p.Local);
        foreach (var instruction in _body.Instructions)
        {
            instruction.Operand = instruction.Operand is VariableDefinition variable ? slotOf[variable] : instruction.Operand;
        }

        _body.Variables.Clear();
        ordered.ForEach(slot => _body.Variables.Add(slot.Local));
    }

    private bool Fits(VariableDefinition variable, List<VariableDefinition> members, HashSet<(VariableDefinition, VariableDefinition)> conflicts) =>
        members.All(member => SlotType(member).FullName == SlotType(variable).FullName && !_addressed.Contains(member)
            && !conflicts.Contains((member, variable)) && !conflicts.Contains((variable, member)));

    private static bool IsStructure(VariableDefinition variable) => variable.VariableType.IsValueType && !variable.VariableType.IsPrimitive;

    private TypeReference SlotType(VariableDefinition variable) =>
        variable.VariableType.IsValueType || variable.VariableType.IsByReference || variable.VariableType.IsPinned || _addressed.Contains(variable)
            ? variable.VariableType
            : _body.Method.Module.TypeSystem.Object;

    /// <summary>What is stored while another one is yet to be loaded.</summary>
    private HashSet<(VariableDefinition, VariableDefinition)> Conflicts()
    {
        var conflicts = new HashSet<(VariableDefinition, VariableDefinition)>();
        for (var i = 0; i < _body.Instructions.Count; i++)
        {
            if (_body.Instructions[i] is { OpCode.Code: Code.Stloc, Operand: VariableDefinition stored })
            {
                foreach (var other in LiveAfter(i).Where(other => other != stored))
                {
                    conflicts.Add((stored, other));
                }
            }
        }

        // Read before it was written: it has its first value from the start, whatever else is stored meanwhile.
        foreach (var first in _live[0])
        {
            foreach (var other in _body.Variables)
            {
                conflicts.Add((first, other));
            }
        }

        return conflicts;
    }

    private void FollowLives()
    {
        bool changed;
        do
        {
            changed = false;
            for (var i = _body.Instructions.Count - 1; i >= 0; i--)
            {
                var live = LiveAfter(i);
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
                    live.UnionWith(_live[_indices[handler.HandlerStart]]);
                    live.UnionWith(handler.FilterStart == null ? [] : _live[_indices[handler.FilterStart]]);
                }

                changed |= !live.SetEquals(_live[i]);
                _live[i] = live;
            }
        }
        while (changed);
    }

    private HashSet<VariableDefinition> LiveAfter(int index)
    {
        var instruction = _body.Instructions[index];
        var live = new HashSet<VariableDefinition>();
        foreach (var target in CodeText.TargetsOf(instruction))
        {
            live.UnionWith(_live[_indices[target]]);
        }

        // Behind a finally block any of the ways may go on that led into it.
        if (instruction.OpCode.Code == Code.Endfinally)
        {
            foreach (var leave in _body.Instructions.Where(each => each.OpCode.Code is Code.Leave or Code.Leave_S))
            {
                live.UnionWith(_live[_indices[(Instruction)leave.Operand]]);
            }
        }

        if (!CodeText.EndsPath(instruction) && index + 1 < _live.Length)
        {
            live.UnionWith(_live[index + 1]);
        }

        return live;
    }

    private bool IsIn(int index, ExceptionHandler handler) =>
        index >= _indices[handler.TryStart] && index < (handler.FilterStart != null ? _indices[handler.FilterStart] : _indices[handler.HandlerStart]);
}
