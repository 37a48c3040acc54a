using System.Collections.Immutable;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Reading;

/// <summary>
/// Signatures as the firmware parses them. Invariants: nothing outside the heap is read, types nest at most <see cref="MaxDepth"/> deep, and
/// every failure is a text with the offset. Token indices are checked against the image's tables.
/// </summary>
public ref struct PeSignatureReader
{
    /// <summary>Deeper arrays of arrays than anybody writes.</summary>
    public const int MaxDepth = 16;

    private const byte FieldConvention = 0x06;
    private const byte HasThis = 0x20;

    private readonly PeImage _image;
    private readonly ReadOnlySpan<byte> _heap;
    private int _position;

    public PeSignatureReader(PeImage image, int offset)
    {
        _image = image;
        _heap = image.Signatures.Span;
        _position = offset;
        Start = offset;
    }

    public int Start { get; }

    /// <summary>Where the last reading ended.</summary>
    public readonly int Position => _position;

    /// <summary>Whether a type parameter was met.</summary>
    public bool SawGeneric { get; private set; }

    /// <summary>Null while nothing failed.</summary>
    public string? Problem { get; private set; }

    public PeMethodSignature? Method()
    {
        if (!Byte(out var convention) || !Byte(out var count))
        {
            return null;
        }

        if ((convention & ~HasThis) != 0)
        {
            return Fail<PeMethodSignature>($"calling convention 0x{convention:X2}");
        }

        if (Type(allowVoid: true, allowByRef: true) is not { } returns)
        {
            return null;
        }

        var parameters = ImmutableArray.CreateBuilder<PeType>(count);
        for (var i = 0; i < count; i++)
        {
            if (Type(allowVoid: false, allowByRef: true) is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
        }

        return new PeMethodSignature((convention & HasThis) != 0, returns, parameters.MoveToImmutable());
    }

    public PeType? Field()
    {
        if (!Byte(out var convention))
        {
            return null;
        }

        return convention == FieldConvention
            ? Type(allowVoid: false, allowByRef: false)
            : Fail<PeType>($"0x{convention:X2} where a field's signature begins with 0x06");
    }

    public ImmutableArray<PeType> Locals(int count)
    {
        var locals = ImmutableArray.CreateBuilder<PeType>(count);
        for (var i = 0; i < count; i++)
        {
            if (Type(allowVoid: false, allowByRef: true) is not { } local)
            {
                return [];
            }

            locals.Add(local);
        }

        return locals.MoveToImmutable();
    }

    public ImmutableArray<PeToken> Interfaces()
    {
        if (!Byte(out var count))
        {
            return [];
        }

        var interfaces = ImmutableArray.CreateBuilder<PeToken>(count);
        for (var i = 0; i < count; i++)
        {
            if (!Token(out var token))
            {
                return [];
            }

            interfaces.Add(token);
        }

        return interfaces.MoveToImmutable();
    }

    /// <summary>The type of a TypeSpec.</summary>
    public PeType? TypeSpec() => Type(allowVoid: false, allowByRef: false);

    /// <summary>Static data: a length of 16 bits and as many bytes.</summary>
    public ReadOnlySpan<byte> StaticData()
    {
        if (!Byte(out var low) || !Byte(out var high))
        {
            return default;
        }

        var length = low | (high << 8);
        if (length > _heap.Length - _position)
        {
            Fail<PeType>($"{length} bytes of static data, more than there are");
            return default;
        }

        var data = _heap.Slice(_position, length);
        _position += length;
        return data;
    }

    private PeType? Type(bool allowVoid, bool allowByRef)
    {
        // Prefixes first: the firmware loops over them, too.
        var prefixes = new List<PeElement>();
        while (true)
        {
            if (!Byte(out var value))
            {
                return null;
            }

            var element = (PeElement)value;
            if (element == PeElement.ByRef && (!allowByRef || prefixes.Count > 0))
            {
                return Fail<PeType>("a reference to a type where none may be");
            }

            if (element is PeElement.ByRef or PeElement.SzArray)
            {
                prefixes.Add(element);
                if (prefixes.Count > MaxDepth)
                {
                    return Fail<PeType>($"more than {MaxDepth} array levels");
                }

                continue;
            }

            if (Leaf(element, allowVoid && prefixes.Count == 0) is not { } type)
            {
                return null;
            }

            for (var i = prefixes.Count - 1; i >= 0; i--)
            {
                type = new PeType(prefixes[i], default, type);
            }

            return type;
        }
    }

    private PeType? Leaf(PeElement element, bool allowVoid)
    {
        switch (element)
        {
            case PeElement.Void when allowVoid:
            case >= PeElement.Boolean and <= PeElement.R8:
            case PeElement.String or PeElement.Object or PeElement.WeakClass:
                return new PeType(element);
            case PeElement.Class or PeElement.ValueType:
                return Token(out var token) ? new PeType(element, token) : null;
            case PeElement.TypeParameter or PeElement.MethodTypeParameter:
                SawGeneric = true;
                return Byte(out var position) ? new PeType(element, new PeToken(PeTable.EndOfAssembly, position)) : null;
            default:
                return Fail<PeType>($"element 0x{(byte)element:X2}");
        }
    }

    private bool Token(out PeToken token)
    {
        token = default;
        if (!Compressed(out var value))
        {
            return false;
        }

        // A TypeSpec here would need generics; a chain of them would make the firmware recurse without end.
        var table = (value & 3) switch { 0 => PeTable.TypeDef, 1 => PeTable.TypeRef, _ => PeTable.EndOfAssembly };
        token = new PeToken(table, (int)(value >> 2));
        if (table == PeTable.EndOfAssembly || token.Index >= _image.Count(table))
        {
            Fail<PeType>($"a reference to {token}, which does not exist");
            return false;
        }

        return true;
    }

    private bool Compressed(out uint value)
    {
        value = 0;
        if (!Byte(out var first))
        {
            return false;
        }

        var more = (first & 0x80) == 0 ? 0 : (first & 0xC0) == 0x80 ? 1 : 3;
        value = more switch { 0 => first, 1 => first & 0x3Fu, _ => first & 0x1Fu };
        for (var i = 0; i < more; i++)
        {
            if (!Byte(out var next))
            {
                return false;
            }

            value = (value << 8) | next;
        }

        return true;
    }

    private bool Byte(out byte value)
    {
        if (Problem == null && (uint)_position < (uint)_heap.Length)
        {
            value = _heap[_position++];
            return true;
        }

        value = 0;
        Fail<PeType>("the heap ends");
        return false;
    }

    private T? Fail<T>(string problem) where T : class
    {
        Problem ??= $"signature at {Start}: {problem} (byte {_position} of Signatures)";
        return null;
    }
}
