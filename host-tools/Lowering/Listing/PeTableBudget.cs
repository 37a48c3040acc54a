using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Listing;

/// <summary>Rows of a table (bytes of a heap), and its bytes in the file with what fills it up.</summary>
public sealed record PeTableBudget(PeTable Table, int Rows, int Bytes);
