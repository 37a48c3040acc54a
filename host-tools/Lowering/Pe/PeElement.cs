namespace NanoLive.Lowering.Pe;

/// <summary>Element types of signatures and of <see cref="PeTypeDef.DataType"/>; the numbers are the firmware's own, not those of ECMA-335.</summary>
public enum PeElement : byte
{
    Void = 0,
    Boolean = 1,
    I1 = 2,
    U1 = 3,
    Char = 4,
    I2 = 5,
    U2 = 6,
    I4 = 7,
    U4 = 8,
    R4 = 9,
    I8 = 10,
    U8 = 11,
    R8 = 12,
    DateTime = 13,
    TimeSpan = 14,
    String = 15,
    Object = 16,
    Class = 17,
    ValueType = 18,
    SzArray = 19,
    ByRef = 20,

    /// <summary>A type parameter; only in the generic delegates that mscorlib defines and nobody can use in v1.</summary>
    TypeParameter = 21,

    /// <summary>What the stock processor writes for a type parameter.</summary>
    MethodTypeParameter = 23,
    WeakClass = 27,
    Reflection = 28,
}
