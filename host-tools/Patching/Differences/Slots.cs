using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Whether a method takes part in the dispatch of a base class's as it does in the new build. A board dispatches by name and parameters, and callers of the release are
/// compiled already: what is virtual there stays so, and what is not, no caller asks for.
/// </summary>
internal static class Slots
{
    /// <summary>Why a method of a class that goes on cannot be as it is in the new build; null when it can.</summary>
    public static string? WhyNot(Matching matching, MethodDefinition @new)
    {
        if (@new.IsStatic || @new.IsConstructor || @new.HasOverrides || matching.Old.Type(@new.DeclaringType) is not { } old)
        {
            return null;
        }

        var above = matching.Old.Line(old).Skip(1).SelectMany(t => t.Methods).FirstOrDefault(m => !m.IsStatic && Names.Signature(m) == Names.Signature(@new));
        var isOverride = @new is { IsVirtual: true, IsReuseSlot: true };
        return above == null || above.IsPrivate ? null
            : above.IsVirtual && !isOverride ? $"it hides {above.DeclaringType.Name}.{above.Name}, which the release asks for by dispatch: there it would be an override"
            : isOverride && matching.OldOf(@new) is { IsVirtual: false } or { IsVirtual: true, IsNewSlot: true } ? $"it hid {above.DeclaringType.Name}.{above.Name} in the release, where each has a slot of its own"
            : !above.IsVirtual && isOverride ? $"it overrides {above.DeclaringType.Name}.{above.Name}, which the release calls directly, because it was hidden there"
            : null;
    }
}
