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
    private EvaluationStack _stack = new([]);

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
        _stack = new EvaluationStack(stack);
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

        return _stack.Complaint;
    }

    private void Variable(Code code, StackKind kind)
    {
        switch (code)
        {
            case Code.Ldarga_S or Code.Ldarga or Code.Ldloca_S or Code.Ldloca:
                _stack.Push(Address);
                break;
            case >= Code.Stloc_0 and <= Code.Stloc_3 or Code.Stloc_S or Code.Stloc or Code.Starg_S or Code.Starg:
                _stack.Pop(kind);
                break;
            default:
                _stack.Push(kind);
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
            case Code.Ldsfld: _stack.Push(kind); break;
            case Code.Ldsflda: _stack.Push(Address); break;
            case Code.Stsfld: _stack.Pop(kind); break;
            case Code.Ldfld: _stack.PopObject(); _stack.Push(kind); break;
            case Code.Ldflda: _stack.PopObject(); _stack.Push(Address); break;
            case Code.Stfld: _stack.Pop(kind); _stack.PopObject(); break;
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
                _stack.Push(Any);
                return;
            case Code.Ldvirtftn:
                _stack.PopObject();
                _stack.Push(Any);
                return;
        }

        for (var i = signature.Parameters.Length - 1; i >= 0; i--)
        {
            _stack.Pop(Kind(signature.Parameters[i]));
        }

        if (instruction.OpCode.Code == Code.Newobj)
        {
            _stack.Push(Any);
            return;
        }

        if (signature.HasThis)
        {
            _stack.PopObject();
        }

        if (signature.Returns.Element != PeElement.Void)
        {
            _stack.Push(Kind(signature.Returns));
        }
    }

    private void Simple(OpCode opCode)
    {
        switch (opCode.Code)
        {
            case Code.Dup:
                var top = _stack.Pop(Any);
                _stack.Push(top);
                _stack.Push(top);
                return;
            case Code.Ret:
                if (_returns is { } kind)
                {
                    _stack.Pop(kind);
                }

                _stack.Empty();
                return;
            case Code.Leave or Code.Leave_S or Code.Endfinally:
                _stack.Clear();
                return;
            case Code.Endfilter:
                _stack.Pop(I4);
                _stack.Empty();
                return;
            case Code.Ldtoken or Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any:
                _stack.Take(opCode.StackBehaviourPop);
                _stack.Push(Any);
                return;
            case Code.Neg or Code.Not:
                _stack.Push(_stack.PopNumber());
                return;
            case Code.Shl or Code.Shr or Code.Shr_Un:
                _stack.Pop(I4);
                _stack.Push(_stack.PopNumber());
                return;
            case Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S:
                _stack.Pop(Any);
                return;
            case Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un or Code.And or Code.Or or Code.Xor
                or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un:
                var right = _stack.PopNumber();
                var left = _stack.PopNumber();
                _stack.Push(left == Any ? right : right == Any || left == right ? left : _stack.Complain($"{left} with {right}"));
                return;
            case Code.Isinst or Code.Castclass:
                _stack.Pop(Reference);
                _stack.Push(Reference);
                return;
            case Code.Unbox or Code.Ldelema:
                _stack.Take(opCode.StackBehaviourPop);
                _stack.Push(Address);
                return;
            case Code.Conv_I or Code.Conv_U:
                // Of an address it changes nothing: how unsafe code takes a value's bits for another type's.
                _stack.Push(_stack.Pop(Any) == Address ? Address : I4);
                return;
            case >= Code.Ldind_I1 and <= Code.Stind_R8 or Code.Stind_I:
                Indirect(opCode);
                return;
            default:
                _stack.Take(opCode.StackBehaviourPop);
                _stack.Give(opCode.StackBehaviourPush);
                return;
        }
    }

    private void Indirect(OpCode opCode)
    {
        if (opCode.StackBehaviourPush == StackBehaviour.Push0)
        {
            _stack.Pop(opCode.Code == Code.Stind_Ref ? Reference : Any);
        }

        _stack.Pop(Address);
        _stack.Give(opCode.StackBehaviourPush);
    }
}
