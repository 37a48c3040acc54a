namespace NanoLive.Lowering.Pe;

/// <summary>The tables of a .pe, in file order. The numbers are the file's: they are the top byte of an uncompressed token.</summary>
public enum PeTable : byte
{
    AssemblyRef = 0,
    TypeRef = 1,
    FieldRef = 2,
    MethodRef = 3,
    TypeDef = 4,
    FieldDef = 5,
    MethodDef = 6,
    Attributes = 7,
    TypeSpec = 8,
    Resources = 9,
    ResourcesData = 10,
    Strings = 11,
    Signatures = 12,
    ByteCode = 13,
    ResourcesFiles = 14,
    EndOfAssembly = 15,
}
