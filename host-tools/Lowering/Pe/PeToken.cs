namespace NanoLive.Lowering.Pe;

/// <summary>A row of a table; for <see cref="PeTable.Strings"/> a string id.</summary>
public readonly record struct PeToken(PeTable Table, int Index)
{
    public override string ToString() => $"{Table}[{Index}]";
}
