namespace NanoLive.Lowering.Pe;

/// <summary>Four parts of 16 bits.</summary>
public readonly record struct PeVersion(ushort Major, ushort Minor, ushort Build, ushort Revision)
{
    internal static PeVersion Read(ref LittleEndianReader reader) => new(reader.U16(), reader.U16(), reader.U16(), reader.U16());

    internal static PeVersion Of(Version version) =>
        new(Part(version.Major), Part(version.Minor), Part(version.Build), Part(version.Revision));

    internal void Write(LittleEndianWriter writer)
    {
        writer.U16(Major);
        writer.U16(Minor);
        writer.U16(Build);
        writer.U16(Revision);
    }

    public override string ToString() => $"{Major}.{Minor}.{Build}.{Revision}";

    private static ushort Part(int value) => (ushort)Math.Clamp(value, 0, ushort.MaxValue);
}
