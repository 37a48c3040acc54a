using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// A call and what its callee's body looks like in its place. An argument that is one load of something that cannot change until it is used is
/// read where the callee reads its parameter; every other one goes into a local.
/// </summary>
internal sealed class CallSite
{
    private readonly MethodBody _caller;
    private readonly MethodBody _callee;
    private readonly int _index;
    private readonly Instruction?[] _loads;

    private CallSite(MethodBody caller, MethodBody callee, int index, Instruction?[] loads)
    {
        _caller = caller;
        _callee = callee;
        _index = index;
        _loads = loads;
    }

    /// <summary>Null when the callee cannot stand there.</summary>
    public static CallSite? Find(MethodBody caller, Instruction call, MethodBody callee)
    {
        var index = caller.Instructions.IndexOf(call);
        var loads = Loads(caller, callee, index);
        var site = new CallSite(caller, callee, index, loads);
        return (call.OpCode.Code == Code.Callvirt && !site.FailsWithoutObject()) || (HasLoop(callee) && !site.IsAlone()) ? null : site;
    }

    // Jumps back with something on the stack are no valid IL.
    private static bool HasLoop(MethodBody body)
    {
        var met = new HashSet<Instruction>();
        return body.Instructions.Any(instruction => met.Add(instruction) && CodeText.TargetsOf(instruction).Any(met.Contains));
    }

    /// <summary>Whether there is nothing on the stack but the arguments.</summary>
    private bool IsAlone() => StackUse.Depths(_caller).TryGetValue(_caller.Instructions[_index], out var depth) && depth == _loads.Length;

    /// <summary>Bytes that the caller grows by; less than 0 when it shrinks.</summary>
    public int Growth()
    {
        var growth = -ShortForms.SizeBytes(_caller.Instructions[_index]);
        growth += _callee.Instructions.Sum(ShortForms.SizeBytes) - 1 + _callee.Instructions.Count(instruction => instruction.OpCode.Code == Code.Ret) - 1;
        for (var i = 0; i < _loads.Length; i++)
        {
            var parameter = Parameter(_callee, i);
            var uses = _callee.Instructions.Count(instruction => instruction.Operand == parameter);
            growth += _loads[i] is { } load ? (uses * (ShortForms.SizeBytes(load) - 1)) - ShortForms.SizeBytes(load) : 1 + uses / 2;
        }

        return growth - Fused();
    }

    /// <summary>What is saved when the callee ends with a comparison and the caller goes on with a branch on it: the branch compares.</summary>
    private int Fused()
    {
        var compares = _callee.Instructions.Count > 2 && (_callee.Instructions[^2].OpCode.Code is Code.Ceq or Code.Cgt or Code.Clt or Code.Cgt_Un or Code.Clt_Un);
        var branches = _index + 1 < _caller.Instructions.Count && (_caller.Instructions[_index + 1].OpCode.Code is Code.Brtrue or Code.Brfalse);
        return !compares || !branches ? 0 : _callee.Instructions[^3] is { OpCode.Code: Code.Ldc_I4, Operand: 0 } or { OpCode.Code: Code.Ldnull } ? 3 : 2;
    }

    /// <summary>Puts the callee's instructions in the place of the call.</summary>
    public void Expand()
    {
        var copies = _callee.Instructions.ToDictionary(instruction => instruction, _ => Instruction.Create(OpCodes.Nop));
        var locals = _callee.Variables.ToDictionary(variable => variable, variable => Local(variable.VariableType));
        var call = _caller.Instructions[_index];
        var end = Instruction.Create(OpCodes.Nop);
        var inserted = new List<Instruction>();

        // Arguments that stand on the stack, the last one first; those that are loads are taken away where they were loaded.
        var spilled = new VariableDefinition?[_loads.Length];
        for (var i = _loads.Length - 1; i >= 0; i--)
        {
            if (_loads[i] == null)
            {
                spilled[i] = Local(ParameterType(i));
                inserted.Add(Instruction.Create(OpCodes.Stloc, spilled[i]!));
            }
        }

        var replacements = _loads.Select((load, i) => load == null ? null : Copy(load)).ToArray();
        foreach (var load in _loads.OfType<Instruction>())
        {
            CodeText.TakeOut(load);
        }

        var first = call.OpCode.Code == Code.Callvirt ? FirstCall() : null;
        foreach (var original in _callee.Instructions)
        {
            var copy = copies[original];
            Fill(copy, original, copies, locals);
            var index = ParameterIndex(original.Operand);
            if (index >= 0)
            {
                Substitute(copy, replacements[index], spilled[index]);
            }

            if (copy.OpCode.Code == Code.Ret)
            {
                CodeText.Become(copy, OpCodes.Br, end);
            }

            if (original == first && copy.Operand is not MethodDefinition { IsConstructor: true })
            {
                copy.OpCode = OpCodes.Callvirt;
            }

            inserted.Add(copy);
        }

        inserted.Add(end);

        // Whoever jumps to the call jumps to what replaces it.
        CodeText.TakeOut(call);
        var instructions = _caller.Instructions.ToList();
        instructions.InsertRange(_index + 1, inserted);
        CodeText.Replace(_caller, instructions);
        CodeText.Sweep(_caller);
    }

    private static void Substitute(Instruction copy, Instruction? replacement, VariableDefinition? local)
    {
        if (local == null)
        {
            CodeText.Become(copy, replacement!.OpCode, replacement.Operand);
            return;
        }

        var code = copy.OpCode.Code switch { Code.Ldarg => OpCodes.Ldloc, Code.Starg => OpCodes.Stloc, _ => OpCodes.Ldloca };
        CodeText.Become(copy, code, local);
    }

    private static void Fill(Instruction copy, Instruction original, Dictionary<Instruction, Instruction> copies, Dictionary<VariableDefinition, VariableDefinition> locals) =>
        CodeText.Become(copy, original.OpCode, original.Operand switch
        {
            Instruction target => copies[target],
            Instruction[] cases => cases.Select(target => copies[target]).ToArray(),
            VariableDefinition variable => locals[variable],
            _ => original.Operand,
        });

    private static Instruction Copy(Instruction load)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        CodeText.Become(copy, load.OpCode, load.Operand);
        return copy;
    }

    private VariableDefinition Local(TypeReference type)
    {
        var local = new VariableDefinition(type);
        _caller.Variables.Add(local);
        return local;
    }

    private TypeReference ParameterType(int index)
    {
        var method = _callee.Method;
        return !method.HasThis ? method.Parameters[index].ParameterType : index == 0 ? method.DeclaringType : method.Parameters[index - 1].ParameterType;
    }

    private static object Parameter(MethodBody callee, int index) =>
        !callee.Method.HasThis ? callee.Method.Parameters[index] : index == 0 ? callee.ThisParameter : callee.Method.Parameters[index - 1];

    private int ParameterIndex(object? operand) => operand is not ParameterDefinition parameter ? -1
        : parameter == _callee.ThisParameter ? 0 : parameter.Index + (_callee.Method.HasThis ? 1 : 0);

    /// <summary>Whether the body, like the call, throws before it does anything when there is no object.</summary>
    private bool FailsWithoutObject()
    {
        if (_loads[0] is { } load && CodeText.LoadsThis(load, _caller))
        {
            return true;
        }

        // Straight on from the start, loads only, until a field of the object is read.
        var instructions = _callee.Instructions;
        if (FirstCall() != null)
        {
            return true;
        }

        for (var i = 0; i + 1 < instructions.Count; i++)
        {
            if (CodeText.LoadsThis(instructions[i], _callee) && instructions[i + 1].OpCode.Code == Code.Ldfld)
            {
                return true;
            }

            var isWrite = CodeText.LoadsThis(instructions[i], _callee) && i + 2 < instructions.Count
                && CodeText.IsLoad(instructions[i + 1], out _) && instructions[i + 2].OpCode.Code == Code.Stfld;
            if (isWrite)
            {
                return true;
            }

            if (instructions[i].OpCode.Code is not (Code.Ldarg or Code.Ldloc or Code.Ldc_I4 or Code.Ldnull or Code.Ldstr))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>A call on the object that the body begins with, its arguments loads: as a virtual call it throws when there is no object.</summary>
    private Instruction? FirstCall()
    {
        var instructions = _callee.Instructions;
        var loads = instructions.TakeWhile(each => each.OpCode.Code is Code.Ldarg or Code.Ldloc or Code.Ldc_I4 or Code.Ldnull or Code.Ldstr).Count();
        return loads > 0 && CodeText.LoadsThis(instructions[0], _callee) && (instructions[loads].OpCode.Code is Code.Call or Code.Callvirt)
            && instructions[loads].Operand is MethodReference { HasThis: true } first && first.Parameters.Count == loads - 1
            ? instructions[loads]
            : null;
    }

    /// <summary>For each argument the one instruction that loads it, when it may as well be loaded later; else null.</summary>
    private static Instruction?[] Loads(MethodBody caller, MethodBody callee, int call)
    {
        var count = StackUse.Arguments(callee.Method, caller.Instructions[call].OpCode);
        var loads = new Instruction?[count];
        var targets = CodeText.Targets(caller);
        if (targets.Contains(caller.Instructions[call]))
        {
            return loads;
        }

        var end = call;
        for (var i = count - 1; i >= 0; i--)
        {
            var start = StackUse.StartOf(caller, end, targets);
            if (start < 0)
            {
                break;
            }

            var load = caller.Instructions[start];
            var parameter = Parameter(callee, i);
            var keeps = callee.Instructions.All(instruction => instruction.Operand != parameter || instruction.OpCode.Code == Code.Ldarg);
            var uses = callee.Instructions.Count(instruction => instruction.Operand == parameter);
            if (end - start == 1 && keeps && IsConstantUntil(caller, load, end, call) && (uses < 2 || ShortForms.SizeBytes(load) < 3))
            {
                loads[i] = load;
            }

            if (targets.Contains(load))
            {
                break;
            }

            end = start;
        }

        return loads;
    }

    private static bool IsConstantUntil(MethodBody body, Instruction load, int from, int to)
    {
        switch (load.OpCode.Code)
        {
            case Code.Ldc_I4 or Code.Ldnull or Code.Ldstr:
                return true;
            case Code.Ldarg:
                return body.Instructions.All(instruction => instruction.Operand != load.Operand || instruction.OpCode.Code == Code.Ldarg);
            case Code.Ldloc:
                // A local of the caller: the callee's code cannot write it unless its address was taken.
                return body.Instructions.All(instruction => instruction.Operand != load.Operand || instruction.OpCode.Code != Code.Ldloca)
                    && Enumerable.Range(from, to - from).All(i => body.Instructions[i].Operand != load.Operand || body.Instructions[i].OpCode.Code == Code.Ldloc);
            default:
                return false;
        }
    }
}
