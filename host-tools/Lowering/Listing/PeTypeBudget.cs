namespace NanoLive.Lowering.Listing;

/// <summary>What a type brings along: its methods' code and the static data of its fields.</summary>
public sealed record PeTypeBudget(string Name, int Methods, int CodeBytes, int StaticDataBytes);
