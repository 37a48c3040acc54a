using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What a call of a method that is gone becomes: one of another, with the same arguments and, for those that came, their default values.</summary>
internal sealed record Succession(MethodDefinition Gone, MethodDefinition Next, IReadOnlyList<object?> Defaults);
