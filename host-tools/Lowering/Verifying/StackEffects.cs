using System.Collections.Immutable;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using static NanoLive.Lowering.Verifying.StackKind;

namespace NanoLive.Lowering.Verifying;

/// <summary>What each instruction takes from the stack and leaves there, for one method.</summary>
internal sealed class StackEffects
{
    private readonly PeImage _image;
    private readonly ImmutableArray<StackKind> _arguments;
    private readonly ImmutableArray<StackKind> _locals;
    private readonly StackKind? _returns;
    private List<StackKind> _stack = [];
    private string? _complaint;

    public StackEffects(PeImage image, int method)
    {
        _image = image;
        var row = image.MethodDefs[method];
        var signatureReader = new PeSignatureReader(image, row.Signature);
        var localsReader = new PeSignatureReader(image, row.LocalsSignature);
        var signature = signatureReader.Method();
        _locals = row.Locals == 0 ? [] : [.. localsReader.Locals(row.Locals).Select(Kind)];
        Problem = signatureReader.Problem ?? (row.Locals == 0 ? null : localsReader.Problem);
        _arguments = signature == null ? [] : [.. signature.HasThis ? [Any] : ImmutableArray<StackKind>.Empty, .. signature.Parameters.Select(Kind)];
        _returns = signature == null || signature.Returns.Element == PeElement.Void ? null : Kind(signature.Returns);
    }

    /// <summary>Null, or why the method cannot be looked at.</summary>
    public string? Problem { get; }

    public static StackKind Kind(PeType type) => type.Element switch
    {
        >= PeElement.Boolean and <= PeElement.U4 => I4,
        PeElement.R4 or PeElement.R8 => Float,
        PeElement.I8 or PeElement.U8 => I8,
        PeElement.ValueType or PeElement.TypeParameter or PeElement.MethodTypeParameter => Any,
        PeElement.ByRef => Address,
        _ => Reference,
    };

    /// <summary>Changes the stack; null, or what is wrong with it.</summary>
    public string? Apply(PeInstruction instruction, List<StackKind> stack)
    {
        _stack = stack;
        _complaint = null;
        switch (instruction.OpCode.OperandType)
        {
            case OperandType.InlineMethod:
                Member(instruction);
                break;
            case OperandType.InlineField:
                Field(instruction);
                break;
            default:
                if (Variables.Of(instruction) is { } variable)
                {
                    Variable(instruction.OpCode.Code, variable.IsArgument ? _arguments[variable.Index] : _locals[variable.Index]);
                }
                else
                {
                    Simple(instruction.OpCode);
                }

                break;
        }

        return _complaint;
    }

    private void Variable(Code code, StackKind kind)
    {
        switch (code)
        {
            case Code.Ldarga_S or Code.Ldarga or Code.Ldloca_S or Code.Ldloca:
                Push(Address);
                break;
            case >= Code.Stloc_0 and <= Code.Stloc_3 or Code.Stloc_S or Code.Stloc or Code.Starg_S or Code.Starg:
                Pop(kind);
                break;
            default:
                Push(kind);
                break;
        }
    }

    private void Field(PeInstruction instruction)
    {
        var token = instruction.Token;
        var offset = token.Table == PeTable.FieldDef ? _image.FieldDefs[token.Index].Signature : _image.FieldRefs[token.Index].Signature;
        var kind = new PeSignatureReader(_image, offset).Field() is { } type ? Kind(type) : Any;
        switch (instruction.OpCode.Code)
        {
            case Code.Ldsfld: Push(kind); break;
            case Code.Ldsflda: Push(Address); break;
            case Code.Stsfld: Pop(kind); break;
            case Code.Ldfld: PopObject(); Push(kind); break;
            case Code.Ldflda: PopObject(); Push(Address); break;
            case Code.Stfld: Pop(kind); PopObject(); break;
        }
    }

    private void Member(PeInstruction instruction)
    {
        var token = instruction.Token;
        var offset = token.Table == PeTable.MethodDef ? _image.MethodDefs[token.Index].Signature : _image.MethodRefs[token.Index].Signature;
        if (new PeSignatureReader(_image, offset).Method() is not { } signature)
        {
            return;
        }

        switch (instruction.OpCode.Code)
        {
            case Code.Ldftn:
                Push(Any);
                return;
            case Code.Ldvirtftn:
                PopObject();
                Push(Any);
                return;
        }

        for (var i = signature.Parameters.Length - 1; i >= 0; i--)
        {
            Pop(Kind(signature.Parameters[i]));
        }

        if (instruction.OpCode.Code == Code.Newobj)
        {
            Push(Any);
            return;
        }

        if (signature.HasThis)
        {
            PopObject();
        }

        if (signature.Returns.Element != PeElement.Void)
        {
            Push(Kind(signature.Returns));
        }
    }

    private void Simple(OpCode opCode)
    {
        switch (opCode.Code)
        {
            case Code.Dup:
                var top = Pop(Any);
                Push(top);
                Push(top);
                return;
            case Code.Ret:
                if (_returns is { } kind)
                {
                    Pop(kind);
                }

                Empty();
                return;
            case Code.Leave or Code.Leave_S or Code.Endfinally:
                _stack.Clear();
                return;
            case Code.Endfilter:
                Pop(I4);
                Empty();
                return;
            case Code.Ldtoken or Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any:
                TakeAll(opCode.StackBehaviourPop);
                Push(Any);
                return;
            case Code.Neg or Code.Not:
                Push(PopNumber());
                return;
            case Code.Shl or Code.Shr or Code.Shr_Un:
                Pop(I4);
                Push(PopNumber());
                return;
            case Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S:
                Pop(Any);
                return;
            case Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un or Code.And or Code.Or or Code.Xor
                or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un:
                var right = PopNumber();
                var left = PopNumber();
                Push(left == Any ? right : right == Any || left == right ? left : Complain($"{left} with {right}"));
                return;
            case Code.Isinst or Code.Castclass:
                Pop(Reference);
                Push(Reference);
                return;
            case Code.Unbox or Code.Ldelema:
                TakeAll(opCode.StackBehaviourPop);
                Push(Address);
                return;
            case >= Code.Ldind_I1 and <= Code.Stind_R8 or Code.Stind_I:
                Indirect(opCode);
                return;
            default:
                TakeAll(opCode.StackBehaviourPop);
                GiveAll(opCode.StackBehaviourPush);
                return;
        }
    }

    private void Indirect(OpCode opCode)
    {
        if (opCode.StackBehaviourPush == StackBehaviour.Push0)
        {
            Pop(opCode.Code == Code.Stind_Ref ? Reference : Any);
        }

        Pop(Address);
        GiveAll(opCode.StackBehaviourPush);
    }

    private void TakeAll(StackBehaviour behaviour)
    {
        StackKind[] kinds = behaviour switch
        {
            StackBehaviour.Pop0 => [],
            StackBehaviour.Pop1 => [Any],
            StackBehaviour.Popi => [Any],
            StackBehaviour.Popref => [Reference],
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 => [Any, Any],
            StackBehaviour.Popref_pop1 => [Reference, Any],
            StackBehaviour.Popref_popi => [Reference, I4],
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi => [Reference, I4, Any],
            StackBehaviour.Popref_popi_popi8 => [Reference, I4, I8],
            StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 => [Reference, I4, Float],
            StackBehaviour.Popref_popi_popref => [Reference, I4, Reference],
            _ => [],
        };
        for (var i = kinds.Length - 1; i >= 0; i--)
        {
            Pop(kinds[i]);
        }
    }

    private void GiveAll(StackBehaviour behaviour)
    {
        switch (behaviour)
        {
            case StackBehaviour.Pushi: Push(I4); break;
            case StackBehaviour.Pushi8: Push(I8); break;
            case StackBehaviour.Pushr4 or StackBehaviour.Pushr8: Push(Float); break;
            case StackBehaviour.Pushref: Push(Reference); break;
            case StackBehaviour.Push1: Push(Any); break;
        }
    }

    private void Push(StackKind kind) => _stack.Add(kind);

    private StackKind Pop(StackKind expected)
    {
        if (_stack.Count == 0)
        {
            return Complain("nothing is on the stack");
        }

        var kind = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        if (kind != expected && kind != Any && expected != Any)
        {
            Complain($"{kind} where {expected} must be");
        }

        return kind;
    }

    private void PopObject()
    {
        if (Pop(Any) is I4 or I8 or Float)
        {
            Complain("a number where an object or its address must be");
        }
    }

    private StackKind PopNumber()
    {
        var kind = Pop(Any);
        return kind is Reference or Address ? Complain($"{kind} where a number must be") : kind;
    }

    private void Empty()
    {
        if (_stack.Count > 0)
        {
            Complain($"{_stack.Count} values are left on the stack");
        }
    }

    private StackKind Complain(string complaint)
    {
        _complaint ??= complaint;
        return Any;
    }
}
