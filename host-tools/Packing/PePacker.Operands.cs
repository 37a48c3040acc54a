using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

// What stands behind an opcode, and where branches and handlers lead.
internal sealed partial class PePacker
{
    private void Operand(PeInstruction instruction, ReadOnlyMemory<byte> code, PeInstruction? old, int source)
    {
        var at = instruction.Offset + (instruction.OpCode.Size == 1 ? 1 : 2);
        var size = PeOpCodes.OperandSizeBytes(instruction.OpCode);
        switch (instruction.OpCode.OperandType)
        {
            case OperandType.InlineNone or OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget:
                return;
            case OperandType.InlineSwitch:
                Add(instruction.Targets.Length);
                return;
            case OperandType.InlineString:
                Text(old == null ? -1 : source, old?.Token.Index ?? 0, (ushort)instruction.Token.Index);
                return;
            case OperandType.InlineTok:
                Add((int)instruction.Token.Table);
                Token(instruction.Token, old?.Token.Table == instruction.Token.Table ? Entity(old?.Token, source) : -1);
                return;
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType:
                Token(instruction.Token, Entity(old?.Token, source));
                return;
        }

        var bytes = code.Slice(at, size);
        if (old is { } kept)
        {
            var isSame = kept.Value == instruction.Value;
            Add(isSame);
            if (isSame)
            {
                return;
            }
        }

        Add([.. bytes.ToArray().Select(value => (Symbol)(int)value)]);
    }

    private void Token(PeToken token, int entity)
    {
        if (token.Table is PeTable.TypeDef or PeTable.TypeRef or PeTable.TypeSpec)
        {
            TypeToken(token, entity);
        }
        else
        {
            MemberToken(token, entity);
        }
    }

    private static int Entity(PeToken? token, int source) => token is not { } known ? -1 : PeDraft.Sibling(source, known.Table switch
    {
        PeTable.TypeDef or PeTable.FieldDef or PeTable.MethodDef => PeDraft.Definition,
        PeTable.TypeSpec => PeDraft.Specification,
        _ => PeDraft.Reference,
    }, known.Index);

    private void Branches(List<(PeInstruction New, PeInstruction? Old)> branches, int[] moved)
    {
        foreach (var (now, old) in branches)
        {
            var end = EndOf(now);
            for (var i = 0; i < now.Targets.Length; i++)
            {
                var isKnown = old != null && i < old.Value.Targets.Length && old.Value.Targets[i] >= 0 && old.Value.Targets[i] < moved.Length;
                Add(Folded(now.Targets[i] - (isKnown ? moved[old!.Value.Targets[i]] : end)));
            }
        }
    }

    private static int EndOf(PeInstruction instruction)
    {
        var at = instruction.Offset + (instruction.OpCode.Size == 1 ? 1 : 2) + PeOpCodes.OperandSizeBytes(instruction.OpCode);
        return instruction.OpCode.OperandType == OperandType.InlineSwitch ? at + (2 * instruction.Targets.Length) : at;
    }

    private void Handlers(PeBody body, PeBody? old, int source, int[] moved, int method)
    {
        if (((uint)_patch.Image.MethodDefs[method].Flags & 0x40000000) == 0)
        {
            return;
        }

        Add(body.Handlers.Length);
        for (var i = 0; i < body.Handlers.Length; i++)
        {
            var now = body.Handlers[i];
            PeHandler? before = old != null && i < old.Handlers.Length ? old.Handlers[i] : null;
            Add((int)now.Kind);
            if (now.Kind == PeHandlerKind.Catch)
            {
                TypeToken(now.CatchType, before is { Kind: PeHandlerKind.Catch } ? Entity(before.Value.CatchType, source) : -1);
            }
            else
            {
                Add(now.Kind == PeHandlerKind.Filter ? [Folded(now.FilterStart - Moved(before == null ? 0 : Choice(before.Value)))] : []);
            }

            Add(Folded(now.TryStart - Moved(before?.TryStart ?? 0)), Folded(now.TryEnd - Moved(before?.TryEnd ?? 0)),
                Folded(now.HandlerStart - Moved(before?.HandlerStart ?? 0)), Folded(now.HandlerEnd - Moved(before?.HandlerEnd ?? 0)));
        }

        int Moved(int offset) => offset < moved.Length ? moved[offset] : 0;
    }

    /// <summary>What a handler has where a filter's start would stand, whichever it is: the unpacker takes it for one.</summary>
    private static int Choice(PeHandler handler) => handler.Kind switch
    {
        PeHandlerKind.Filter => handler.FilterStart,
        PeHandlerKind.Catch => handler.CatchType.Table == PeTable.TypeRef ? 0x8000 | handler.CatchType.Index : handler.CatchType.Index,
        _ => 0,
    };

    private static int Folded(int difference) => difference < 0 ? (-difference * 2) - 1 : difference * 2;
}
