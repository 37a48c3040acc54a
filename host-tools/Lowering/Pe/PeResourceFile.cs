namespace NanoLive.Lowering.Pe;

/// <summary>A resource file: a name and a run of <see cref="PeResource"/> rows that begins at row <see cref="FirstResource"/>.</summary>
public readonly record struct PeResourceFile(
    uint Version, uint HeaderSizeBytes, uint ResourceHeaderSizeBytes, uint Resources, ushort Name, uint FirstResource)
{
    public const int SizeBytes = 24;

    internal static PeResourceFile Read(ref LittleEndianReader reader)
    {
        uint version = reader.U32(), header = reader.U32(), resourceHeader = reader.U32(), resources = reader.U32();
        var name = reader.U16();
        reader.U16();
        return new PeResourceFile(version, header, resourceHeader, resources, name, reader.U32());
    }

    internal void Write(LittleEndianWriter writer)
    {
        writer.U32(Version);
        writer.U32(HeaderSizeBytes);
        writer.U32(ResourceHeaderSizeBytes);
        writer.U32(Resources);
        writer.U16(Name);
        writer.U16(0);
        writer.U32(FirstResource);
    }
}
