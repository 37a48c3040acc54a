using System.Buffers.Binary;
using System.Collections.Immutable;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Reading;

/// <summary>
/// Decodes the body of a method: instructions with their short tokens expanded, then the handlers that stand at its end. A body ends where the
/// next one begins, so its bounds come from the whole method table. Token indices and branch targets are not checked here.
/// </summary>
public sealed class PeBodyReader
{
    private readonly PeImage _image;
    private readonly int[] _ends;

    public PeBodyReader(PeImage image)
    {
        _image = image;
        _ends = new int[image.MethodDefs.Length];
        var end = image.ByteCode.Length;
        for (var i = image.MethodDefs.Length - 1; i >= 0; i--)
        {
            _ends[i] = end;
            end = image.MethodDefs[i].HasBody ? image.MethodDefs[i].Rva : end;
        }
    }

    /// <summary>All bytes of the body, handlers included; empty for a method without one or with bounds outside the heap.</summary>
    public ReadOnlyMemory<byte> Bytes(int method)
    {
        var row = _image.MethodDefs[method];
        return row.HasBody && row.Rva <= _ends[method] && _ends[method] <= _image.ByteCode.Length ? _image.ByteCode[row.Rva.._ends[method]] : default;
    }

    /// <summary>Null with a problem when the body does not decode.</summary>
    public PeBody? Read(int method, out string? problem)
    {
        var bytes = Bytes(method).Span;
        var codeSize = bytes.Length;
        var handlers = ImmutableArray<PeHandler>.Empty;
        problem = null;
        if ((_image.MethodDefs[method].Flags & PeMethodFlags.HasExceptionHandlers) != 0)
        {
            var count = bytes.IsEmpty ? 0 : bytes[^1];
            codeSize = bytes.Length - 1 - (count * PeHandler.SizeBytes);
            if (count == 0 || codeSize < 0)
            {
                problem = $"{count} exception handlers in {bytes.Length} bytes";
                return null;
            }

            handlers = Handlers(bytes[codeSize..^1], count);
        }

        var instructions = ImmutableArray.CreateBuilder<PeInstruction>();
        var position = 0;
        while (position < codeSize)
        {
            if (Instruction(bytes[..codeSize], position, out var next) is not { } instruction)
            {
                problem = $"no instruction at IL_{position:x4} (byte 0x{bytes[position]:X2})";
                return null;
            }

            instructions.Add(instruction);
            position = next;
        }

        return new PeBody(instructions.ToImmutable(), handlers, codeSize);
    }

    private static ImmutableArray<PeHandler> Handlers(ReadOnlySpan<byte> bytes, int count)
    {
        var handlers = ImmutableArray.CreateBuilder<PeHandler>(count);
        var reader = new LittleEndianReader(bytes);
        for (var i = 0; i < count; i++)
        {
            var kind = (PeHandlerKind)reader.U16();
            var choice = reader.U16();
            var type = kind != PeHandlerKind.Catch ? default
                : (choice & PeImage.External) != 0 ? new PeToken(PeTable.TypeRef, choice & 0x7FFF)
                : new PeToken(PeTable.TypeDef, choice);
            handlers.Add(new PeHandler(
                kind, type, kind == PeHandlerKind.Filter ? choice : 0, reader.U16(), reader.U16(), reader.U16(), reader.U16()));
        }

        return handlers.MoveToImmutable();
    }

    private static PeInstruction? Instruction(ReadOnlySpan<byte> code, int offset, out int next)
    {
        next = offset;
        var first = code[next++];
        OpCode? found;
        if (first == PeOpCodes.Prefix)
        {
            found = next < code.Length ? PeOpCodes.FindPrefixed(code[next++]) : null;
        }
        else
        {
            found = PeOpCodes.Find(first);
        }

        if (found is not { } opCode || PeOpCodes.OperandSizeBytes(opCode) > code.Length - next)
        {
            return null;
        }

        var operand = code.Slice(next, PeOpCodes.OperandSizeBytes(opCode));
        next += operand.Length;
        if (opCode.OperandType == OperandType.InlineSwitch)
        {
            return Switch(code, offset, opCode, operand[0], ref next);
        }

        return Operand(offset, opCode, operand, next);
    }

    private static PeInstruction? Switch(ReadOnlySpan<byte> code, int offset, OpCode opCode, int count, ref int next)
    {
        if (count * 2 > code.Length - next)
        {
            return null;
        }

        var end = next + (count * 2);
        var targets = ImmutableArray.CreateBuilder<int>(count);
        for (var i = 0; i < count; i++)
        {
            targets.Add(end + BinaryPrimitives.ReadInt16LittleEndian(code[(next + (i * 2))..]));
        }

        next = end;
        return new PeInstruction(offset, opCode, 0, default, targets.MoveToImmutable());
    }

    private static PeInstruction? Operand(int offset, OpCode opCode, ReadOnlySpan<byte> operand, int next)
    {
        PeInstruction Number(long value) => new(offset, opCode, value, default, []);
        PeInstruction Token(PeTable table, int index) => new(offset, opCode, 0, new PeToken(table, index), []);
        PeInstruction Branch(int distance) => new(offset, opCode, 0, default, [next + distance]);
        var word = operand.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(operand) : (ushort)0;
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone: return Number(0);
            case OperandType.ShortInlineBrTarget: return Branch((sbyte)operand[0]);
            case OperandType.InlineBrTarget: return Branch((short)word);
            case OperandType.ShortInlineI: return Number(opCode.Code == Code.Ldc_I4_S ? (sbyte)operand[0] : operand[0]);
            case OperandType.ShortInlineVar or OperandType.ShortInlineArg: return Number(operand[0]);
            case OperandType.InlineVar or OperandType.InlineArg: return Number(word);
            case OperandType.InlineI: return Number(BinaryPrimitives.ReadInt32LittleEndian(operand));
            case OperandType.ShortInlineR: return Number(BinaryPrimitives.ReadUInt32LittleEndian(operand));
            case OperandType.InlineI8 or OperandType.InlineR: return Number(BinaryPrimitives.ReadInt64LittleEndian(operand));
            case OperandType.InlineString: return Token(PeTable.Strings, word);
            case OperandType.InlineField: return Token((word & 0x8000) != 0 ? PeTable.FieldRef : PeTable.FieldDef, word & 0x7FFF);
            case OperandType.InlineMethod: return Token((word & 0x8000) != 0 ? PeTable.MethodRef : PeTable.MethodDef, word & 0x7FFF);
            case OperandType.InlineType: return Token(TypeTable(word >> 14), word & 0x3FFF);
            case OperandType.InlineTok:
                var token = BinaryPrimitives.ReadUInt32LittleEndian(operand);
                return Token((PeTable)(token >> 24), (int)(token & 0x00FFFFFF));
            default: return null;
        }
    }

    private static PeTable TypeTable(int bits) => bits switch
    {
        0 => PeTable.TypeDef,
        1 => PeTable.TypeRef,
        2 => PeTable.TypeSpec,
        _ => PeTable.EndOfAssembly,
    };
}
