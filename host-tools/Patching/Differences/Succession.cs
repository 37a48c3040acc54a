using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What a call of a method that is gone becomes: one of another, with the same arguments and, for those that came, their default values.</summary>
/// <param name="Gone">The method of the release.</param>
/// <param name="Next">What took its place.</param>
/// <param name="Defaults">Values of parameters that came.</param>
/// <param name="Packed">How many of the last arguments lie in an array now, which is its last parameter; null: none has to be made.</param>
internal sealed record Succession(MethodDefinition Gone, MethodDefinition Next, IReadOnlyList<object?> Defaults, int? Packed = null)
{
    /// <summary>How much further it is than another one: an array that has to be made is further than any default value.</summary>
    public int Distance => Defaults.Count + (Packed == null ? 0 : 1000);

    /// <summary>Arguments that are given as they are, or converted.</summary>
    public int Given => Gone.Parameters.Count - (Packed ?? 0);
}
