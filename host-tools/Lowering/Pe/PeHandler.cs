namespace NanoLive.Lowering.Pe;

/// <summary>An exception handler; all offsets are in the method's code, ends are exclusive.</summary>
public readonly record struct PeHandler(
    PeHandlerKind Kind, PeToken CatchType, int FilterStart, int TryStart, int TryEnd, int HandlerStart, int HandlerEnd)
{
    public const int SizeBytes = 12;
}
