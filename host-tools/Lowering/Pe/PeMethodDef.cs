namespace NanoLive.Lowering.Pe;

/// <summary>
/// A method. <see cref="Rva"/> is the offset of its body in ByteCode or 0xFFFF; a body ends where the next one begins. <see cref="Arguments"/>
/// counts <c>this</c>; <see cref="StackLength"/> is the deepest evaluation stack.
/// </summary>
public readonly record struct PeMethodDef(
    ushort Name,
    ushort Rva,
    PeMethodFlags Flags,
    PeElement ReturnType,
    byte Arguments,
    byte Locals,
    byte StackLength,
    ushort LocalsSignature,
    ushort Signature)
{
    public const int SizeBytes = 16;

    public bool HasBody => Rva != PeImage.None;

    public bool IsStatic => (Flags & PeMethodFlags.Static) != 0;

    internal static PeMethodDef Read(ref LittleEndianReader reader) => new(
        reader.U16(), reader.U16(), (PeMethodFlags)reader.U32(), (PeElement)reader.U8(),
        reader.U8(), reader.U8(), reader.U8(), reader.U16(), reader.U16());

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(Rva);
        writer.U32((uint)Flags);
        writer.U8((byte)ReturnType);
        writer.U8(Arguments);
        writer.U8(Locals);
        writer.U8(StackLength);
        writer.U16(LocalsSignature);
        writer.U16(Signature);
    }
}
