namespace NanoLive.Simulator;

/// <summary>What a simulated network does to messages. All chances are 0 to 1 and drawn from the world's seed.</summary>
public sealed record LinkFaults
{
    /// <summary>A network that only takes its time: 5 ms each way.</summary>
    public static LinkFaults None { get; } = new();

    /// <summary>Chance that a message is lost, each way.</summary>
    public double Loss { get; init; }

    /// <summary>Chance that a message arrives twice, each way.</summary>
    public double Duplication { get; init; }

    /// <summary>Chance that a message is held back by up to <see cref="ReorderingUs"/>, so that later ones overtake it.</summary>
    public double Reordering { get; init; }

    /// <summary>Longest time a message is held back.</summary>
    public long ReorderingUs { get; init; } = 50_000;

    /// <summary>Shortest time a message is under way.</summary>
    public long LatencyUs { get; init; } = 5_000;

    /// <summary>Longest extra time a message is under way; messages keep their order.</summary>
    public long JitterUs { get; init; }

    /// <summary>Mean time between two losses of the connection; 0: it never breaks.</summary>
    public long MeanConnectedUs { get; init; }

    /// <summary>How long a broken connection stays away.</summary>
    public long OutageUs { get; init; } = 500_000;
}
