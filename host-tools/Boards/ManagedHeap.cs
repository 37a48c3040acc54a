namespace NanoLive.Boards;

/// <summary>Bytes of heap for managed objects before anything runs: as measured or reserved, or what it is at most.</summary>
public sealed record ManagedHeap(int Bytes, bool IsAtMost);
