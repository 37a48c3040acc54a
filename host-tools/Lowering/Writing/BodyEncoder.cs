using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Method bodies: ECMA-335 opcodes with tokens and long branches of 16 bits, switches with a count of 8 and distances of 16; then the handlers
/// and their count. A string operand is a handle until <see cref="Relocate"/>.
/// </summary>
internal sealed class BodyEncoder(ReferenceTables references, StringHeap strings, Diagnostics diagnostics)
{
    private readonly LittleEndianWriter _code = new();
    private readonly List<int> _stringOperands = [];

    public int Length => _code.Length;

    /// <summary>The body's offset; 0xFFFF for a method without one.</summary>
    public ushort Encode(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return PeImage.None;
        }

        var start = _code.Length;
        var offsets = Offsets(method.Body, out var size);
        if (size > short.MaxValue || start + size >= PeImage.None)
        {
            diagnostics.Error(
                LoweringCode.BodyTooLarge, method.FullName, $"{size} bytes of code at {start}; a body may have {short.MaxValue}, an assembly {PeImage.None}.");
            return PeImage.None;
        }

        foreach (var instruction in method.Body.Instructions)
        {
            Encode(method, instruction, offsets);
        }

        foreach (var handler in method.Body.ExceptionHandlers.OrderBy(handler => offsets[handler.HandlerStart]))
        {
            Encode(handler, offsets, size);
        }

        if (method.Body.HasExceptionHandlers)
        {
            _code.U8((byte)method.Body.ExceptionHandlers.Count);
        }

        return (ushort)start;
    }

    public byte[] Relocate()
    {
        foreach (var position in _stringOperands)
        {
            _code.PatchU16(position, strings.Id(_code.PeekU16(position)));
        }

        return _code.ToArray();
    }

    private static Dictionary<Instruction, int> Offsets(MethodBody body, out int size)
    {
        var offsets = new Dictionary<Instruction, int>();
        size = 0;
        foreach (var instruction in body.Instructions)
        {
            offsets[instruction] = size;
            size += SizeBytes(instruction);
        }

        return offsets;
    }

    private static int SizeBytes(Instruction instruction)
    {
        var targets = instruction.Operand is Instruction[] cases ? cases.Length * 2 : 0;
        return instruction.OpCode.Size + PeOpCodes.OperandSizeBytes(instruction.OpCode) + targets;
    }

    private void Encode(MethodDefinition method, Instruction instruction, Dictionary<Instruction, int> offsets)
    {
        var opCode = instruction.OpCode;
        var next = offsets[instruction] + SizeBytes(instruction);
        if (opCode.Size == 2)
        {
            _code.U8(opCode.Op1);
        }

        _code.U8(opCode.Op2);
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget:
                _code.U8((byte)checked((sbyte)(offsets[(Instruction)instruction.Operand] - next)));
                break;
            case OperandType.InlineBrTarget:
                Distance(offsets[(Instruction)instruction.Operand] - next);
                break;
            case OperandType.InlineSwitch:
                var cases = (Instruction[])instruction.Operand;
                _code.U8((byte)cases.Length);
                foreach (var target in cases)
                {
                    Distance(offsets[target] - next);
                }

                break;
            case OperandType.InlineString:
                _stringOperands.Add(_code.Length);
                _code.U16(strings.Handle((string)instruction.Operand));
                break;
            case OperandType.InlineField:
                Token(references.Field((FieldReference)instruction.Operand), PeTable.FieldRef, 0x8000);
                break;
            case OperandType.InlineMethod:
                Token(references.Method((MethodReference)instruction.Operand), PeTable.MethodRef, 0x8000);
                break;
            case OperandType.InlineType:
                var type = instruction.OpCode.Code is Code.Newarr or Code.Ldelema ? references.Elements((TypeReference)instruction.Operand) : references.Type((TypeReference)instruction.Operand);
                _code.U16((ushort)(type.Index | (type.Table switch { PeTable.TypeDef => 0, PeTable.TypeRef => 0x4000, _ => 0x8000 })));
                break;
            case OperandType.InlineTok:
                var token = Token(instruction.Operand);
                _code.U32(((uint)token.Table << 24) | (uint)token.Index);
                break;
            default:
                Number(method, instruction);
                break;
        }
    }

    private void Number(MethodDefinition method, Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case sbyte value: _code.U8((byte)value); break;
            case byte value: _code.U8(value); break;
            case int value: _code.U32((uint)value); break;
            case long value: _code.U64((ulong)value); break;
            case float value: _code.U32(BitConverter.SingleToUInt32Bits(value)); break;
            case double value: _code.U64(BitConverter.DoubleToUInt64Bits(value)); break;
            case VariableDefinition variable: Index(instruction, variable.Index); break;
            case ParameterDefinition parameter when parameter == method.Body.ThisParameter: Index(instruction, 0); break;
            case ParameterDefinition parameter: Index(instruction, parameter.Index + (method.HasThis ? 1 : 0)); break;
            default: throw new InvalidOperationException($"{instruction} in {method.FullName}");
        }
    }

    private void Index(Instruction instruction, int index)
    {
        if (PeOpCodes.OperandSizeBytes(instruction.OpCode) == 1)
        {
            _code.U8((byte)index);
        }
        else
        {
            _code.U16((ushort)index);
        }
    }

    private void Encode(ExceptionHandler handler, Dictionary<Instruction, int> offsets, int size)
    {
        var (kind, choice) = handler.HandlerType switch
        {
            ExceptionHandlerType.Catch => (PeHandlerKind.Catch, Catch(handler.CatchType)),
            ExceptionHandlerType.Filter => (PeHandlerKind.Filter, offsets[handler.FilterStart]),
            _ => (PeHandlerKind.Finally, 0),
        };
        _code.U16((ushort)kind);
        _code.U16((ushort)choice);
        _code.U16((ushort)offsets[handler.TryStart]);
        _code.U16((ushort)(handler.TryEnd == null ? size : offsets[handler.TryEnd]));
        _code.U16((ushort)offsets[handler.HandlerStart]);
        _code.U16((ushort)(handler.HandlerEnd == null ? size : offsets[handler.HandlerEnd]));
    }

    private int Catch(TypeReference type)
    {
        var token = references.Type(type);
        return token.Index | (token.Table == PeTable.TypeRef ? PeImage.External : 0);
    }

    private PeToken Token(object operand) => operand switch
    {
        FieldReference field => references.Field(field),
        MethodReference method => references.Method(method),
        _ => references.Type((TypeReference)operand),
    };

    private void Token(PeToken token, PeTable external, int mark) => _code.U16((ushort)(token.Index | (token.Table == external ? mark : 0)));

    private void Distance(int distance) => _code.U16((ushort)checked((short)distance));
}
