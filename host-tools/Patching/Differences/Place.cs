namespace NanoLive.Patching;

/// <summary>A line of source, from the debug symbols.</summary>
public sealed record Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
