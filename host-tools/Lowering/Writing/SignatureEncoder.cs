using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Signatures as the firmware parses them, into the blob heap; every method gives a handle. Requires types that <see cref="FeatureCheck"/> let
/// pass.
/// </summary>
internal sealed class SignatureEncoder(ReferenceTables references, BlobHeap blobs)
{
    private const byte FieldConvention = 0x06;
    private const byte HasThis = 0x20;

    /// <param name="type">What it holds.</param>
    /// <param name="namesType">Whether it says of a reference what it refers to.</param>
    /// <param name="asNumber">Whether an enum is kept as its number.</param>
    public ushort Field(TypeReference type, bool namesType, bool asNumber)
    {
        var bytes = new LittleEndianWriter();
        bytes.U8(FieldConvention);
        if (asNumber && type is not TypeSpecification && Resolution.Of(type) is { IsEnum: true } definition)
        {
            bytes.U8((byte)ElementTypes.DataType(definition));
        }
        else if (namesType || type.IsValueType)
        {
            Write(bytes, type);
        }
        else
        {
            bytes.U8((byte)PeElement.Object);
        }

        return blobs.Handle(bytes.Written);
    }

    /// <param name="method">Parameters and what is returned.</param>
    /// <param name="namesTypes">Whether it says of references what they refer to.</param>
    /// <param name="asNumbers">Whether it says the numbers of enums.</param>
    public ushort Method(IMethodSignature method, bool namesTypes = true, bool asNumbers = false)
    {
        var bytes = new LittleEndianWriter();
        bytes.U8(method.HasThis ? HasThis : (byte)0);
        bytes.U8((byte)method.Parameters.Count);
        foreach (var type in method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType))
        {
            if (Element(type, namesTypes) is var element && element != Element(type))
            {
                bytes.U8((byte)element);
            }
            else
            {
                Write(bytes, type, asNumbers);
            }
        }

        return blobs.Handle(bytes.Written);
    }

    /// <summary>0xFFFF without locals.</summary>
    public ushort Locals(ICollection<VariableDefinition> variables)
    {
        if (variables.Count == 0)
        {
            return PeImage.None;
        }

        var bytes = new LittleEndianWriter();
        foreach (var variable in variables)
        {
            Write(bytes, variable.VariableType);
        }

        return blobs.Handle(bytes.Written);
    }

    /// <summary>0xFFFF without interfaces.</summary>
    public ushort Interfaces(ICollection<InterfaceImplementation> interfaces)
    {
        if (interfaces.Count == 0)
        {
            return PeImage.None;
        }

        var bytes = new LittleEndianWriter();
        bytes.U8((byte)interfaces.Count);
        foreach (var implementation in interfaces)
        {
            Token(bytes, implementation.InterfaceType);
        }

        return blobs.Handle(bytes.Written);
    }

    public ushort Type(TypeReference type)
    {
        var bytes = new LittleEndianWriter();
        Write(bytes, type);
        return blobs.Handle(bytes.Written);
    }

    /// <summary>Static data: a length of 16 bits, then the bytes.</summary>
    public ushort StaticData(byte[] data)
    {
        var bytes = new LittleEndianWriter();
        bytes.U16(checked((ushort)data.Length));
        bytes.Bytes(data);
        return blobs.Handle(bytes.Written, isData: true);
    }

    /// <summary>The first element of a type's signature.</summary>
    public static PeElement Element(TypeReference type) => type switch
    {
        _ when ElementTypes.TryGet(type, out var element) => element,
        ArrayType => PeElement.SzArray,
        ByReferenceType => PeElement.ByRef,
        GenericParameter => PeElement.MethodTypeParameter,
        _ => type.IsValueType ? PeElement.ValueType : PeElement.Class,
    };

    /// <summary>The same, with every reference an object and every integer one of 32 or 64 bits where it does not matter which.</summary>
    public static PeElement Element(TypeReference type, bool namesTypes) => Element(type) switch
    {
        var element when namesTypes => element,
        >= PeElement.Boolean and <= PeElement.U4 => PeElement.I4,
        PeElement.I8 or PeElement.U8 => PeElement.I8,
        var element => element == PeElement.Void || element == PeElement.ByRef || type.IsValueType ? element : PeElement.Object,
    };

    /// <summary>Whether one element says all of the type: numbers, texts and objects.</summary>
    public static bool IsPlain(TypeReference type) => type.MetadataType is >= MetadataType.Boolean and <= MetadataType.String or MetadataType.Object;

    private void Write(LittleEndianWriter bytes, TypeReference type, bool asNumbers = false)
    {
        var element = Element(type);
        if (asNumbers && element == PeElement.ValueType && references.Numbered(type) is { } numbered)
        {
            bytes.U8((byte)ElementTypes.DataType(numbered));
            return;
        }

        bytes.U8((byte)element);
        switch (element)
        {
            case PeElement.SzArray or PeElement.ByRef:
                Write(bytes, ((TypeSpecification)type).ElementType, asNumbers);
                break;
            case PeElement.Class or PeElement.ValueType:
                Token(bytes, type);
                break;
            case PeElement.MethodTypeParameter:
                bytes.U8((byte)((GenericParameter)type).Position);
                break;
        }
    }

    private void Token(LittleEndianWriter bytes, TypeReference type)
    {
        var token = references.Type(type);
        var value = ((uint)token.Index << 2) | (token.Table == PeTable.TypeDef ? 0u : 1u);
        if (value <= 0x7F)
        {
            bytes.U8((byte)value);
        }
        else if (value <= 0x3FFF)
        {
            bytes.U8((byte)((value >> 8) | 0x80));
            bytes.U8((byte)value);
        }
        else
        {
            bytes.U8((byte)((value >> 24) | 0xC0));
            bytes.U8((byte)(value >> 16));
            bytes.U8((byte)(value >> 8));
            bytes.U8((byte)value);
        }
    }
}
