using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// A constructor with those of its class that it calls (<c>: this(...)</c>) written out in it, as what it does to an object. What it gives them stands where
/// they use it, when that is one instruction, or is used once and nothing comes in between; else a local holds it. The result belongs to no class: it is for reading
/// and copying only.
/// </summary>
internal sealed class WholeConstructor
{
    private const int MaxDepth = 8;
    private readonly MethodDefinition _whole;
    private readonly Dictionary<Instruction, Instruction> _first = [];
    private readonly List<(Instruction At, object Targets)> _branches = [];
    private readonly Dictionary<VariableDefinition, VariableDefinition> _locals = [];

    private WholeConstructor(MethodDefinition of)
    {
        _whole = new MethodDefinition(of.Name, of.Attributes, of.ReturnType) { DeclaringType = of.DeclaringType };
        of.Parameters.ToList().ForEach(p => _whole.Parameters.Add(new ParameterDefinition(p.Name, p.Attributes, p.ParameterType)));
        _whole.Body = new MethodBody(_whole) { InitLocals = true };
    }

    /// <summary>The constructor itself when it calls none of its class, or it is not plain to see what it gives it.</summary>
    public static MethodDefinition Of(Model model, MethodDefinition constructor, int depth = 0)
    {
        if (depth == MaxDepth || !new Initialisers(constructor).ChainsToOwn)
        {
            return constructor;
        }

        var code = constructor.Body.Instructions;
        var call = code.First(i => i.OpCode.Code == Code.Call && i.Operand is MethodReference { Name: ".ctor" } called && Names.Of(called.DeclaringType) == Names.Of(constructor.DeclaringType));
        var shape = new StackShape(constructor.Body);
        return model.Method((MethodReference)call.Operand) is { HasBody: true } other && shape.Operands(call) is { Count: > 0 } operands
            && code.Take(operands[0].From).All(i => i.OpCode.Code == Code.Nop) && Canonical.LoadsThis(constructor, code[operands[0].From])
                ? new WholeConstructor(constructor).Joined(constructor, code.IndexOf(call), [.. operands.Skip(1)], Of(model, other, depth + 1)) : constructor;
    }

    private MethodDefinition Joined(MethodDefinition outer, int call, List<(int From, int To)> given, MethodDefinition inner)
    {
        // 1. What is given and cannot stand where it is used.
        var loads = new Dictionary<int, (int From, int To)>();
        var held = new Dictionary<int, VariableDefinition>();
        for (var i = 0; i < given.Count; i++)
        {
            if (StandsWhereUsed(outer, given[i], inner, i + 1))
            {
                loads[i + 1] = given[i];
                continue;
            }

            held[i + 1] = new VariableDefinition(inner.Parameters[i].ParameterType);
            _whole.Body.Variables.Add(held[i + 1]);
            Append(outer, given[i]);
            var store = Instruction.Create(OpCodes.Stloc, held[i + 1]);
            _whole.Body.Instructions.Add(store);

            // Where the two ways of a choice meet.
            _first[outer.Body.Instructions[given[i].To]] = store;
        }

        // 2. The other constructor, then what follows its call.
        var after = outer.Body.Instructions[call + 1];
        foreach (var instruction in inner.Body.Instructions)
        {
            Append(outer, inner, instruction, loads, held, after);
        }

        Append(outer, (call + 1, outer.Body.Instructions.Count));
        Close(inner, after);
        Close(outer, null);
        for (var i = 0; i < _whole.Body.Instructions.Count; i++)
        {
            _whole.Body.Instructions[i].Offset = i;
        }

        return _whole;
    }

    /// <summary>Whether the value is the same at each use, and what makes it runs as often as before, and in the same order.</summary>
    private static bool StandsWhereUsed(MethodDefinition outer, (int From, int To) given, MethodDefinition inner, int argument)
    {
        var code = inner.Body.Instructions;
        if (code.Any(i => Canonical.Of(inner, i) is ("starg" or "ldarga", int at) && at == argument))
        {
            return false;
        }

        var made = outer.Body.Instructions.Skip(given.From).Take(given.To - given.From).Where(i => i.OpCode.Code != Code.Nop).ToList();
        if (made is [{ } only] && (Canonical.Of(outer, only).Name.StartsWith("ldc.", StringComparison.Ordinal) || only.OpCode.Code is Code.Ldstr or Code.Ldnull || Canonical.Of(outer, only).Name == "ldarg"))
        {
            return true;
        }

        var uses = code.Where(i => Canonical.Of(inner, i) is ("ldarg", int at) && at == argument).Select(code.IndexOf).ToList();
        return uses is [var use] && made.All(i => !StackShape.Targets(i).Any()) && new StackShape(inner.Body).Statements().Where(s => s.From <= use && use < s.To).ToList() is [var statement]
            && Enumerable.Range(statement.From, statement.To - statement.From).All(i => StackShape.Targets(code[i]).All(t => i > use && code.IndexOf(t) > use));
    }

    private void Append(MethodDefinition from, (int From, int To) range)
    {
        for (var i = range.From; i < range.To; i++)
        {
            Append(from, from, from.Body.Instructions[i], [], [], null);
        }
    }

    /// <param name="outer">The constructor that gives something.</param>
    /// <param name="from">Whose instruction it is.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="loads">What stands for an argument.</param>
    /// <param name="held">Where an argument lies.</param>
    /// <param name="after">What follows when it returns; null: it does return.</param>
    private void Append(MethodDefinition outer, MethodDefinition from, Instruction instruction, Dictionary<int, (int From, int To)> loads, Dictionary<int, VariableDefinition> held, Instruction? after)
    {
        var code = _whole.Body.Instructions;
        var start = code.Count;
        var (name, operand) = Canonical.Of(from, instruction);
        if (name == "ldarg" && loads.TryGetValue((int)operand!, out var given))
        {
            Append(outer, given);
        }
        else if (name is "ldarg" or "ldarga" or "starg" && held.TryGetValue((int)operand!, out var local))
        {
            code.Add(Instruction.Create(name == "ldarg" ? OpCodes.Ldloc : name == "ldarga" ? OpCodes.Ldloca : OpCodes.Stloc, local));
        }
        else if (name == "ret" && after != null)
        {
            // The last one only goes on.
            if (instruction.Next != null)
            {
                Branch(OpCodes.Br, after);
            }
        }
        else if (name != "nop")
        {
            Copy(instruction, name, operand);
        }

        if (code.Count > start)
        {
            _first.TryAdd(instruction, code[start]);
            Mark(from, instruction, code[start]);
        }
    }

    private void Copy(Instruction instruction, string name, object? operand)
    {
        var code = _whole.Body.Instructions;
        switch (operand)
        {
            case VariableDefinition local:
                code.Add(Instruction.Create(name == "ldloc" ? OpCodes.Ldloc : name == "stloc" ? OpCodes.Stloc : OpCodes.Ldloca, Local(local)));
                return;
            case int argument when name is "ldarg" or "ldarga" or "starg":
                code.Add(argument == 0 && name == "ldarg" ? Instruction.Create(OpCodes.Ldarg_0)
                    : Instruction.Create(name == "ldarg" ? OpCodes.Ldarg : name == "ldarga" ? OpCodes.Ldarga : OpCodes.Starg, argument == 0 ? _whole.Body.ThisParameter : _whole.Parameters[argument - 1]));
                return;
            case Instruction or Instruction[]:
                Branch(instruction.OpCode, operand);
                return;
            default:
                var same = Instruction.Create(OpCodes.Nop);
                (same.OpCode, same.Operand) = (instruction.OpCode, instruction.Operand);
                code.Add(same);
                return;
        }
    }

    private VariableDefinition Local(VariableDefinition of)
    {
        if (!_locals.TryGetValue(of, out var local))
        {
            _locals[of] = local = new VariableDefinition(of.VariableType);
            _whole.Body.Variables.Add(local);
        }

        return local;
    }

    private void Branch(OpCode code, object targets)
    {
        var branch = Instruction.Create(OpCodes.Nop);
        branch.OpCode = code;
        _branches.Add((branch, targets));
        _whole.Body.Instructions.Add(branch);
    }

    /// <summary>Its place in the sources.</summary>
    private void Mark(MethodDefinition from, Instruction instruction, Instruction copy)
    {
        if (Places.PointOf(from, instruction) is { } point)
        {
            _whole.DebugInformation.SequencePoints.Add(new SequencePoint(copy, point.Document) { StartLine = point.StartLine, EndLine = point.EndLine });
        }
    }

    /// <summary>Gives the branches and handlers of one of the two their targets.</summary>
    private void Close(MethodDefinition of, Instruction? after)
    {
        Instruction At(Instruction target)
        {
            var at = target;
            while (!_first.ContainsKey(at) && at.Next != null)
            {
                at = at.Next;
            }

            return _first.TryGetValue(at, out var first) ? first : At(after!);
        }

        Instruction? End(Instruction? target) => target == null ? after == null ? null : At(after) : At(target);
        foreach (var (branch, targets) in _branches.Where(b => b.At.Operand == null && (b.Targets is Instruction[] many ? many.All(Belongs) : Belongs((Instruction)b.Targets))))
        {
            branch.Operand = targets is Instruction one ? At(one) : ((Instruction[])targets).Select(At).ToArray();
        }

        bool Belongs(Instruction target) => of.Body.Instructions.Contains(target);
        foreach (var handler in of.Body.ExceptionHandlers)
        {
            _whole.Body.ExceptionHandlers.Add(new ExceptionHandler(handler.HandlerType)
            {
                TryStart = At(handler.TryStart),
                TryEnd = End(handler.TryEnd),
                HandlerStart = At(handler.HandlerStart),
                HandlerEnd = End(handler.HandlerEnd),
                FilterStart = handler.FilterStart == null ? null : At(handler.FilterStart),
                CatchType = handler.CatchType,
            });
        }
    }
}
