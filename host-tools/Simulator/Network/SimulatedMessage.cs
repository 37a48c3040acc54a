namespace NanoLive.Simulator;

/// <summary>A message as the simulated broker took it.</summary>
/// <param name="AtUs">When the broker had it.</param>
/// <param name="From">The board that sent it; null for the operator's side.</param>
/// <param name="Topic">Full topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Retain">Whether the broker keeps it.</param>
public sealed record SimulatedMessage(long AtUs, string? From, string Topic, byte[] Payload, bool Retain)
{
    /// <summary>The payload as UTF-8.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Payload);
}
