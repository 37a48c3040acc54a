namespace NanoLive.Lowering.Comparing;

/// <summary>One thing that two .pe do not have in common.</summary>
public sealed record PeDifference(PeDifferenceKind Kind, string Place, string First, string Second)
{
    public override string ToString() => $"{Kind} {Place}: {First} | {Second}";
}
