namespace NanoLive.Lowering.Pe;

/// <summary>A referenced assembly; the firmware binds by name and by the first two parts of the version.</summary>
public readonly record struct PeAssemblyRef(ushort Name, PeVersion Version)
{
    public const int SizeBytes = 12;

    internal static PeAssemblyRef Read(ref LittleEndianReader reader)
    {
        var name = reader.U16();
        reader.U16();
        return new PeAssemblyRef(name, PeVersion.Read(ref reader));
    }

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Name);
        writer.U16(0);
        Version.Write(writer);
    }
}
