using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Copies a body of the new build into the patch, with every operand as the patch names it. Where a member exists in the extending class only and the
/// object is not plainly <c>this</c>, a cast comes first: an object of the old class then ends in an exception, not in memory that is not its own.
/// </summary>
internal sealed class BodyCopy(Emission emission)
{
    public void Copy(MethodDefinition from, MethodDefinition to, Extension? home)
    {
        to.Body.InitLocals = from.Body.InitLocals;
        Append(from, (0, from.Body.Instructions.Count), to, home);
        to.Body.OptimizeMacros();
    }

    /// <summary>Appends a run of instructions that no branch enters, or leaves but to what follows.</summary>
    /// <param name="loadThis">Loads the object when the target is not its method; then no argument may be used but those that are loaded otherwise.</param>
    /// <param name="loadArgument">Loads what an argument was; null: as an argument of the target.</param>
    public void Append(MethodDefinition from, (int From, int To) range, MethodDefinition to, Extension? home, Func<Instruction>? loadThis = null, Func<int, Instruction[]>? loadArgument = null)
    {
        var source = from.Body;
        var target = to.Body;
        var shape = new StackShape(source);
        var locals = source.Variables.ToDictionary(v => v, _ => (VariableDefinition?)null);
        var first = new Dictionary<Instruction, Instruction>();
        var branches = new List<(Instruction At, object Targets)>();

        VariableDefinition Local(VariableDefinition local)
        {
            if (locals[local] is not { } copy)
            {
                locals[local] = copy = new VariableDefinition(emission.Types.Map(local.VariableType, home));
                target.Variables.Add(copy);
            }

            return copy;
        }

        for (var i = range.From; i < range.To; i++)
        {
            var instruction = source.Instructions[i];
            var start = target.Instructions.Count;
            if (loadThis != null && Canonical.LoadsThis(from, instruction))
            {
                target.Instructions.Add(loadThis());
            }
            else if (loadArgument != null && Canonical.Of(from, instruction) is ("ldarg", int argument))
            {
                Array.ForEach(loadArgument(argument), target.Instructions.Add);
            }
            else
            {
                Append(from, instruction, to, home, shape, Local, branches);
            }

            first[instruction] = target.Instructions[start];
        }

        if (loadThis != null && range.To < source.Instructions.Count && branches.Any(b => b.Targets is Instruction[] many ? many.Contains(source.Instructions[range.To]) : b.Targets == source.Instructions[range.To]))
        {
            target.Instructions.Add(first[source.Instructions[range.To]] = Instruction.Create(OpCodes.Nop));
        }

        Instruction? At(Instruction? i) => i == null ? null : first.GetValueOrDefault(i);
        foreach (var (at, targets) in branches)
        {
            at.Operand = targets is Instruction one ? At(one) : ((Instruction[])targets).Select(t => At(t)!).ToArray();
        }

        foreach (var handler in loadThis == null ? source.ExceptionHandlers : [])
        {
            target.ExceptionHandlers.Add(new ExceptionHandler(handler.HandlerType)
            {
                TryStart = At(handler.TryStart),
                TryEnd = At(handler.TryEnd),
                HandlerStart = At(handler.HandlerStart),
                HandlerEnd = At(handler.HandlerEnd),
                FilterStart = At(handler.FilterStart),
                CatchType = handler.CatchType == null ? null : emission.Types.Map(handler.CatchType, home),
            });
        }
    }

    private void Append(MethodDefinition from, Instruction instruction, MethodDefinition to, Extension? home, StackShape shape,
        Func<VariableDefinition, VariableDefinition> local, List<(Instruction, object)> branches)
    {
        var code = to.Body.Instructions;
        var (name, operand) = Canonical.Of(from, instruction);
        switch (name)
        {
            case "ldarg" or "ldarga" or "starg":
                code.Add(Argument(name, (int)operand!, to));
                return;
            case "ldloc" or "stloc" or "ldloca":
                code.Add(Instruction.Create(name == "ldloc" ? OpCodes.Ldloc : name == "stloc" ? OpCodes.Stloc : OpCodes.Ldloca, local((VariableDefinition)operand!)));
                return;
        }

        switch (instruction.Operand)
        {
            case Instruction or Instruction[]:
                // Long, because what lies between may grow; made short again at the end.
                var branch = Instruction.Create(OpCodes.Nop);
                branch.OpCode = Long(instruction.OpCode);
                branch.Operand = null!;
                branches.Add((branch, instruction.Operand));
                code.Add(branch);
                return;
            case TypeReference type:
                code.Add(Instruction.Create(instruction.OpCode, emission.Types.Map(type, home)));
                return;
            case FieldReference field:
                Access(from, instruction, field, to, home, shape);
                return;
            case MethodReference method:
                Call(from, instruction, method, to, home, shape);
                return;
            case CallSite:
                emission.Module.Refuse(RefusalCode.FunctionPointer, $"{from.FullName} calls through a function pointer; nanoFramework has none");
                code.Add(Instruction.Create(OpCodes.Nop));
                return;
            default:
                var same = Instruction.Create(OpCodes.Nop);
                same.OpCode = instruction.OpCode;
                same.Operand = instruction.Operand;
                code.Add(same);
                return;
        }
    }

    private void Access(MethodDefinition from, Instruction instruction, FieldReference field, MethodDefinition to, Extension? home, StackShape shape)
    {
        var isSet = instruction.OpCode.Code == Code.Stfld;
        var self = Self(from, instruction, home, shape, isSet ? 1 : 0);
        if (emission.Fields.Shared(field, self) is { } shared)
        {
            if (instruction.OpCode.Code == Code.Ldflda)
            {
                emission.Module.Refuse(RefusalCode.SharedAddress, $"{field.FullName} is new, others derive from its class, and code outside of it takes its address; read and write it there");
            }

            var (accessor, receiver) = emission.Shared.Field(shared, isSet);
            Cast(self, to, receiver, [.. accessor.Parameters.Select(p => p.ParameterType)]);
            to.Body.Instructions.Add(Instruction.Create(OpCodes.Callvirt, accessor));
            return;
        }

        var (mapped, holder) = emission.Fields.Map(field, home, self);
        Cast(self, to, holder, isSet ? [mapped.FieldType] : []);
        to.Body.Instructions.Add(Instruction.Create(instruction.OpCode, mapped));
    }

    private void Call(MethodDefinition from, Instruction instruction, MethodReference method, MethodDefinition to, Extension? home, StackShape shape)
    {
        var code = instruction.OpCode;
        var isCall = code.FlowControl == FlowControl.Call;
        var self = Self(from, instruction, home, shape, method.Parameters.Count);
        var (mapped, receiver) = emission.Methods.Map(method, code, home, self);
        if (method.HasThis && !mapped.HasThis && mapped is MethodDefinition)
        {
            // A method of a struct; what lies on the stack is the same.
            to.Body.Instructions.Add(Instruction.Create(OpCodes.Call, mapped));
            return;
        }

        if (isCall)
        {
            Cast(self, to, receiver, [.. mapped.Parameters.Select(p => p.ParameterType)]);
        }

        if (code.Code == Code.Call && mapped is MethodDefinition { DeclaringType.IsInterface: true })
        {
            code = OpCodes.Callvirt;
        }

        // A copy that is not virtual has its address taken directly; the object that would have been asked lies doubled on the stack.
        if (code.Code == Code.Ldvirtftn && mapped is MethodDefinition { IsVirtual: false })
        {
            to.Body.Instructions.Add(Instruction.Create(OpCodes.Pop));
            code = OpCodes.Ldftn;
        }

        to.Body.Instructions.Add(Instruction.Create(code, mapped));
    }

    /// <summary>The extension of the object that an instruction is about, when that is plainly the one whose code it is; else null.</summary>
    private Extension? Self(MethodDefinition from, Instruction instruction, Extension? home, StackShape shape, int operandsAbove)
    {
        var loads = instruction.OpCode.Code switch
        {
            Code.Ldftn => instruction.Previous,
            Code.Ldvirtftn => instruction.Previous?.Previous,
            Code.Newobj => null,
            _ => shape.Receiver(instruction, operandsAbove),
        };
        var isThis = Canonical.LoadsThis(from, loads) && !from.Body.Instructions.Any(i => Canonical.Of(from, i) is ("starg" or "ldarga", 0));
        return isThis ? home ?? emission.Under(from.DeclaringType) : null;
    }

    private static void Cast(Extension? self, MethodDefinition to, TypeReference? wanted, List<TypeReference> above)
    {
        if (wanted == null || self?.Patch == wanted)
        {
            return;
        }

        var code = to.Body.Instructions;
        var kept = above.Select(t => new VariableDefinition(t)).ToList();
        kept.ForEach(to.Body.Variables.Add);
        foreach (var local in Enumerable.Reverse(kept))
        {
            code.Add(Instruction.Create(OpCodes.Stloc, local));
        }

        code.Add(Instruction.Create(OpCodes.Castclass, wanted));
        kept.ForEach(local => code.Add(Instruction.Create(OpCodes.Ldloc, local)));
    }

    private static Instruction Argument(string name, int index, MethodDefinition to)
    {
        var code = name == "ldarg" ? OpCodes.Ldarg : name == "ldarga" ? OpCodes.Ldarga : OpCodes.Starg;
        return Instruction.Create(code, index == 0 && to.HasThis ? to.Body.ThisParameter : to.Parameters[index - (to.HasThis ? 1 : 0)]);
    }

    private static OpCode Long(OpCode code) => code.Code switch
    {
        Code.Br_S => OpCodes.Br,
        Code.Brfalse_S => OpCodes.Brfalse,
        Code.Brtrue_S => OpCodes.Brtrue,
        Code.Beq_S => OpCodes.Beq,
        Code.Bge_S => OpCodes.Bge,
        Code.Bgt_S => OpCodes.Bgt,
        Code.Ble_S => OpCodes.Ble,
        Code.Blt_S => OpCodes.Blt,
        Code.Bne_Un_S => OpCodes.Bne_Un,
        Code.Bge_Un_S => OpCodes.Bge_Un,
        Code.Bgt_Un_S => OpCodes.Bgt_Un,
        Code.Ble_Un_S => OpCodes.Ble_Un,
        Code.Blt_Un_S => OpCodes.Blt_Un,
        Code.Leave_S => OpCodes.Leave,
        _ => code,
    };
}
