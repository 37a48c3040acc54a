namespace NanoLive.Lowering.Pe;

/// <summary>
/// A type. Its methods are consecutive: virtual ones, then instance ones, then static ones; so are its static and its instance fields.
/// <see cref="Extends"/>: 0xFFFF, a TypeDef, or with bit 15 a TypeRef.
/// </summary>
public readonly record struct PeTypeDef(
    ushort Name,
    ushort Namespace,
    ushort Extends,
    ushort EnclosingType,
    ushort Interfaces,
    ushort FirstMethod,
    byte VirtualMethods,
    byte InstanceMethods,
    byte StaticMethods,
    PeElement DataType,
    ushort FirstStaticField,
    ushort FirstInstanceField,
    byte StaticFields,
    byte InstanceFields,
    PeTypeFlags Flags)
{
    public const int SizeBytes = 24;

    public int MethodCount => VirtualMethods + InstanceMethods + StaticMethods;

    internal static PeTypeDef Read(ref LittleEndianReader reader) => new(
        reader.U16(), reader.U16(), reader.U16(), reader.U16(), reader.U16(), reader.U16(),
        reader.U8(), reader.U8(), reader.U8(), (PeElement)reader.U8(),
        reader.U16(), reader.U16(), reader.U8(), reader.U8(), (PeTypeFlags)reader.U16());

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(Namespace);
        writer.U16(Extends);
        writer.U16(EnclosingType);
        writer.U16(Interfaces);
        writer.U16(FirstMethod);
        writer.U8(VirtualMethods);
        writer.U8(InstanceMethods);
        writer.U8(StaticMethods);
        writer.U8((byte)DataType);
        writer.U16(FirstStaticField);
        writer.U16(FirstInstanceField);
        writer.U8(StaticFields);
        writer.U8(InstanceFields);
        writer.U16((ushort)Flags);
    }
}
