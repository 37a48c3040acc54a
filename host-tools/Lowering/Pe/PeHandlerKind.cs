namespace NanoLive.Lowering.Pe;

/// <summary>How a handler is chosen; the file's numbers.</summary>
public enum PeHandlerKind : ushort
{
    Catch = 0,
    CatchAll = 1,
    Finally = 2,
    Filter = 3,
}
