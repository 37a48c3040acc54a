namespace NanoLive.Publishing;

/// <summary>What the broker has now.</summary>
/// <param name="OfferTopic">Where boards find the offer.</param>
/// <param name="ChunkCount">0: the payload is in the offer.</param>
/// <param name="OfferBytes">Length of the offer.</param>
/// <param name="PayloadBytes">Lengths of all messages together, without their topics.</param>
public sealed record Publication(string OfferTopic, int ChunkCount, int OfferBytes, long PayloadBytes);
