namespace NanoLive.Lowering.Comparing;

/// <summary>What differs.</summary>
public enum PeDifferenceKind
{
    Header,
    Type,
    Order,
    Field,
    Method,
    Code,
    Handler,
    StaticData,
    Attribute,
    Resource,
}
