using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

internal sealed partial class PePacker
{
    private const int SameInstruction = 12;

    private void Body(int method)
    {
        var row = _patch.Image.MethodDefs[method];
        if (!row.HasBody)
        {
            return;
        }

        var body = Read(_patch, method);
        var bytes = _patch.Bodies.Bytes(method);
        var source = _methodSources[method];
        if (source >= 0 && IsForward(body, row.Arguments, source))
        {
            Add(1);
            return;
        }

        var old = source >= 0 && _bases[source >> 18]!.Image.MethodDefs[source & 0xFFFF].HasBody ? Read(_bases[source >> 18]!, source & 0xFFFF) : null;
        Add(source >= 0 ? 0 : 2);
        Edit(body, bytes, old, source, method);
    }

    /// <summary>The method of a base image whose body is most like this one's; -1: none is like it at all.</summary>
    private int MostLike(int method)
    {
        if (!_patch.Image.MethodDefs[method].HasBody)
        {
            return -1;
        }

        var now = Read(_patch, method).Instructions;
        var (best, bestScore) = (-1, now.Length * SameInstruction / 2);
        for (var image = 0; image < _bases.Length; image++)
        {
            for (var row = 0; row < (_bases[image]?.Image.MethodDefs.Length ?? 0); row++)
            {
                var entity = PeDraft.Entity(image, PeDraft.Definition, row);
                var old = _bases[image]!.Image.MethodDefs[row].HasBody ? Read(_bases[image]!, row).Instructions : [];
                var score = BodyAlignment.Score(old.Length, now.Length, (o, n) => Likeness(old[o], entity, now[n])) - (old.Length / 4);
                (best, bestScore) = score > bestScore ? (entity, score) : (best, bestScore);
            }
        }

        return best;
    }

    private static PeBody Read(NamedImage image, int method) =>
        image.Bodies.Read(method, out var problem) ?? throw new NotSupportedException(problem);

    private bool IsForward(PeBody body, int arguments, int source)
    {
        var code = body.Instructions;
        if (code.Length != arguments + 2 || body.Handlers.Length > 0 || code[^1].OpCode.Code != Code.Ret || code[^2].OpCode.Code != Code.Call
            || code[^2].Token.Table != PeTable.MethodRef || _patch.Key(code[^2].Token) != KeyOf(source, PeTable.MethodDef, PeTable.MethodRef))
        {
            return false;
        }

        return Enumerable.Range(0, arguments).All(i => i < 4
            ? code[i].OpCode.Code == Code.Ldarg_0 + i
            : code[i].OpCode.Code == Code.Ldarg_S && code[i].Value == i);
    }

    private void Edit(PeBody body, ReadOnlyMemory<byte> bytes, PeBody? old, int source, int method)
    {
        var olds = old?.Instructions ?? [];
        var news = body.Instructions;
        var kept = BodyAlignment.Of(olds.Length, news.Length, (o, n) => Likeness(olds[o], source, news[n]));
        var moved = new int[(old?.CodeSizeBytes ?? 0) + 1];
        var branches = new List<(PeInstruction New, PeInstruction? Old)>();
        var cursor = 0;
        for (var n = 0; n < news.Length; n++)
        {
            var next = kept[n];
            if (next > cursor)
            {
                Skip(next - cursor, news[n].Offset);
            }

            Move(news[n].Offset);
            if (next >= 0)
            {
                Add(true);
                Operand(news[n], bytes, olds[next], source);
                cursor++;
            }
            else
            {
                Insert(news[n], bytes);
            }

            if (news[n].Targets.Length > 0)
            {
                branches.Add((news[n], next >= 0 ? olds[next] : null));
            }
        }

        if (cursor < olds.Length)
        {
            Skip(olds.Length - cursor, body.CodeSizeBytes);
        }

        Move(body.CodeSizeBytes);
        Add(true);
        Branches(branches, moved);
        Handlers(body, old, source, moved, method);

        void Move(int offset) => moved[cursor < olds.Length ? olds[cursor].Offset : moved.Length - 1] = offset;

        void Skip(int count, int offset)
        {
            Move(offset);
            Add(false, false, count - 1);
            for (var i = 0; i < count; i++)
            {
                Move(offset);
                cursor++;
            }
        }

        void Insert(PeInstruction instruction, ReadOnlyMemory<byte> code)
        {
            if (cursor < olds.Length)
            {
                Add(false, true);
            }
            else
            {
                Add(false);
            }

            var at = instruction.Offset;
            Add((int)code.Span[at]);
            if (code.Span[at] == PeOpCodes.Prefix)
            {
                Add((int)code.Span[at + 1]);
            }

            Operand(instruction, code, null, -1);
        }
    }

    // How many bits it saves to keep an instruction, about.
    private int Likeness(PeInstruction old, int source, PeInstruction now)
    {
        if (old.OpCode.Code != now.OpCode.Code)
        {
            return 0;
        }

        var isSame = old.Token.Table == PeTable.Strings || now.Token.Table == PeTable.Strings
            ? old.Token.Table == now.Token.Table && _bases[source >> 18]!.Text((ushort)old.Token.Index) == _patch.Text((ushort)now.Token.Index)
            : now.Token == default && old.Token == default ? old.Value == now.Value
            : Same(old.Token, source, now.Token);
        return isSame ? SameInstruction : now.Targets.Length > 0 ? 10 : 5;
    }

    private bool Same(PeToken old, int source, PeToken now)
    {
        var named = _bases[source >> 18]!;
        return _patch.Key(now) == named.Key(old)
            || (now.Table == PeTable.MethodDef && old.Table == PeTable.MethodDef && _methodSources[now.Index] == PeDraft.Sibling(source, PeDraft.Definition, old.Index))
            || (now.Table == PeTable.TypeDef && old.Table == PeTable.TypeDef && _typeSources[now.Index] == PeDraft.Sibling(source, PeDraft.Definition, old.Index));
    }

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
                var raw = before == null ? 0 : before.Value.Kind == PeHandlerKind.Filter ? before.Value.FilterStart : -1;
                Add(now.Kind == PeHandlerKind.Filter ? [Folded(now.FilterStart - (before == null ? Moved(0) : raw >= 0 ? Moved(raw) : throw new NotSupportedException("a filter where another handler was")))] : []);
            }

            Add(Folded(now.TryStart - Moved(before?.TryStart ?? 0)), Folded(now.TryEnd - Moved(before?.TryEnd ?? 0)),
                Folded(now.HandlerStart - Moved(before?.HandlerStart ?? 0)), Folded(now.HandlerEnd - Moved(before?.HandlerEnd ?? 0)));
        }

        int Moved(int offset) => offset < moved.Length ? moved[offset] : 0;
    }

    private static int Folded(int difference) => difference < 0 ? (-difference * 2) - 1 : difference * 2;
}
