namespace NanoLive.Simulator;

/// <summary>
/// Numbers that depend on a seed only, on every platform and in every version of .NET (SplitMix64: Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014). Not for keys.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A sequence of its own for one part of a board, so that adding a part does not change what the others draw.</summary>
    public static SeededRandom For(ulong seed, string purpose)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in purpose)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return new SeededRandom(seed ^ hash);
    }

    /// <summary>64 bits.</summary>
    public ulong NextBits()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 up to, not including, <paramref name="bound"/>, which is at least 1.</summary>
    public int Next(int bound) => (int)(NextBits() % (ulong)bound);

    /// <summary>From <paramref name="low"/> up to and including <paramref name="high"/>.</summary>
    public long Between(long low, long high) => low + (long)(NextBits() % (ulong)(high - low + 1));

    /// <summary>0 up to, not including, 1.</summary>
    public double NextFraction() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with a probability of 0 to 1. Draws a number even where the answer is certain, so sequences stay aligned.</summary>
    public bool Chance(double probability) => NextFraction() < probability;
}
