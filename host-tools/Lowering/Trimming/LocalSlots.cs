using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Locals that are never in use at the same time share a slot, and the slots that are used most come first: the first four are loaded and
/// stored by one byte. References share whatever they refer to; other types only with their like, as a store keeps the type of its slot.
/// </summary>
internal sealed class LocalSlots
{
    private const int ShortLocals = 4;

    private readonly MethodBody _body;
    private readonly Liveness _lives;
    private readonly HashSet<VariableDefinition> _addressed;

    private LocalSlots(MethodBody body)
    {
        _body = body;
        _lives = new Liveness(body);
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

        // Among those that are loaded by as many bytes, by type: then the locals of other methods are often the same, and are written once.
        var frequent = slots.OrderByDescending(slot => slot.Members.Sum(member => uses[member])).ToList();
        var ordered = ByType(frequent.Take(ShortLocals)).Concat(ByType(frequent.Skip(ShortLocals))).ToList();
        var slotOf = ordered.SelectMany(slot => slot.Members.Select(member => (member, slot.Local))).ToDictionary(p => p.member, p => p.Local);
        foreach (var instruction in _body.Instructions)
        {
            instruction.Operand = instruction.Operand is VariableDefinition variable ? slotOf[variable] : instruction.Operand;
        }

        _body.Variables.Clear();
        ordered.ForEach(slot => _body.Variables.Add(slot.Local));
    }

    private static IEnumerable<(VariableDefinition Local, List<VariableDefinition> Members)> ByType(
        IEnumerable<(VariableDefinition Local, List<VariableDefinition> Members)> slots) =>
        slots.OrderBy(slot => slot.Local.VariableType.FullName, StringComparer.Ordinal);

    private bool Fits(VariableDefinition variable, List<VariableDefinition> members, HashSet<(VariableDefinition, VariableDefinition)> conflicts) =>
        members.All(member => SlotType(member).FullName == SlotType(variable).FullName && !_addressed.Contains(member)
            && !conflicts.Contains((member, variable)) && !conflicts.Contains((variable, member)));

    private static bool IsStructure(VariableDefinition variable) => variable.VariableType.IsValueType && !variable.VariableType.IsPrimitive;

    private TypeReference SlotType(VariableDefinition variable) =>
        variable.VariableType.IsValueType || variable.VariableType.IsByReference || variable.VariableType.IsPinned || _addressed.Contains(variable)
            ? variable.VariableType.MetadataType == MetadataType.Boolean && !_addressed.Contains(variable) ? _body.Method.Module.TypeSystem.Int32 : variable.VariableType
            : _body.Method.Module.TypeSystem.Object;

    /// <summary>What is stored while another one is yet to be loaded.</summary>
    private HashSet<(VariableDefinition, VariableDefinition)> Conflicts()
    {
        var conflicts = new HashSet<(VariableDefinition, VariableDefinition)>();
        for (var i = 0; i < _body.Instructions.Count; i++)
        {
            if (_body.Instructions[i] is { OpCode.Code: Code.Stloc, Operand: VariableDefinition stored })
            {
                foreach (var other in _lives.After(i).Where(other => other != stored))
                {
                    conflicts.Add((stored, other));
                }
            }
        }

        // Read before it was written: it has its first value from the start, whatever else is stored meanwhile.
        foreach (var first in _lives.Before(0))
        {
            foreach (var other in _body.Variables)
            {
                conflicts.Add((first, other));
            }
        }

        return conflicts;
    }
}
