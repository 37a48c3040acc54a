namespace NanoLive.Lowering.Pe;

/// <summary>A type in a signature: an element; for arrays and references the <see cref="Inner"/> type; for classes and value types a token.</summary>
public sealed record PeType(PeElement Element, PeToken Token = default, PeType? Inner = null)
{
    public bool IsNamed => Element is PeElement.Class or PeElement.ValueType;
}
