namespace NanoLive.Lowering.Pe;

/// <summary>Flags of a FieldDef. Visibility is the number in the lowest three bits.</summary>
[Flags]
public enum PeFieldFlags : ushort
{
    None = 0,
    Private = 1,
    FamAndAssem = 2,
    Assembly = 3,
    Family = 4,
    FamOrAssem = 5,
    Public = 6,
    NotSerialized = 0x0008,
    Static = 0x0010,
    InitOnly = 0x0020,
    Literal = 0x0040,
    SpecialName = 0x0100,
    HasDefault = 0x0200,
    HasFieldRva = 0x0400,
    NoReflection = 0x0800,
    HasAttributes = 0x8000,
}
