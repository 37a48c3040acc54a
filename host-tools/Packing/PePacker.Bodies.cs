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
        if (Earlier(method) is { } earlier && !IsUnchanged(body, old, source))
        {
            Add(4, earlier);
            return;
        }

        Add(source >= 0 ? 0 : 2);
        Edit(body, bytes, old, source, method);
    }

    /// <summary>A method of the patch that was told before and has the same code.</summary>
    private int? Earlier(int method)
    {
        var code = _patch.Bodies.Bytes(method);
        for (var row = 0; row < method; row++)
        {
            if (code.Span.SequenceEqual(_patch.Bodies.Bytes(row).Span))
            {
                return row;
            }
        }

        return null;
    }

    private bool IsUnchanged(PeBody now, PeBody? old, int source) =>
        old != null && old.Instructions.Length == now.Instructions.Length
        && Enumerable.Range(0, now.Instructions.Length).All(i => Likeness(old.Instructions[i], source, now.Instructions[i]) == SameInstruction);

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
        var place = new OldPlace(old);
        for (var n = 0; n < news.Length; n++)
        {
            var next = kept[n];
            if (next > place.Cursor)
            {
                Skip(place, next, news[n].Offset);
            }

            place.Became(news[n].Offset);
            if (next >= 0)
            {
                Add(true);
                Operand(news[n], bytes, olds[next], source);
                place.Cursor++;
            }
            else
            {
                Insert(news[n], bytes, isAtEnd: place.Cursor == olds.Length);
            }
        }

        if (place.Cursor < olds.Length)
        {
            Skip(place, olds.Length, body.CodeSizeBytes);
        }

        place.Became(body.CodeSizeBytes);
        Add(true);
        Branches([.. news.Select((instruction, n) => (instruction, kept[n] >= 0 ? olds[kept[n]] : (PeInstruction?)null)).Where(pair => pair.instruction.Targets.Length > 0)], place.Moved);
        Handlers(body, old, source, place.Moved, method);
    }

    private void Skip(OldPlace place, int to, int offset)
    {
        place.Became(offset);
        Add(false, false, to - place.Cursor - 1);
        while (place.Cursor < to)
        {
            place.Became(offset);
            place.Cursor++;
        }
    }

    private void Insert(PeInstruction instruction, ReadOnlyMemory<byte> code, bool isAtEnd)
    {
        Add(isAtEnd ? [false] : [false, true]);
        var at = instruction.Offset;
        Add((int)code.Span[at]);
        if (code.Span[at] == PeOpCodes.Prefix)
        {
            Add((int)code.Span[at + 1]);
        }

        Operand(instruction, code, null, -1);
    }

    /// <summary>How far the old body was gone through, and where its instructions went.</summary>
    private sealed class OldPlace(PeBody? old)
    {
        public int Cursor { get; set; }

        /// <summary>By old offset.</summary>
        public int[] Moved { get; } = new int[(old?.CodeSizeBytes ?? 0) + 1];

        public void Became(int offset) => Moved[Cursor < (old?.Instructions.Length ?? 0) ? old!.Instructions[Cursor].Offset : Moved.Length - 1] = offset;
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
            || (now.Table == PeTable.TypeDef && old.Table == PeTable.TypeDef && _typeSources[now.Index] == PeDraft.Sibling(source, PeDraft.Definition, old.Index))
            || (source >> 18 == 0 && old.Table == PeTable.TypeDef && (old.Index == 0 ? now == new PeToken(PeTable.TypeDef, _type) : _typeSources[_type] >= 0 && _patch.Key(now) == KeyOf(_typeSources[_type], PeTable.TypeDef, PeTable.TypeRef)));
    }
}
