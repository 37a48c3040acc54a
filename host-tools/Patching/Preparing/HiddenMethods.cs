using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Methods that a derived class hides by one of the same name and parameters. The real CLR dispatches by name and signature and knows nothing of new
/// slots, so such a method must stay non-virtual: virtual, a call of it would reach the one that hides it.
/// </summary>
internal sealed class HiddenMethods
{
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    public HiddenMethods(IEnumerable<TypeDefinition> types)
    {
        foreach (var type in types)
        {
            var own = type.Methods.Where(m => m is { IsStatic: false, IsConstructor: false } && !(m.IsVirtual && m.IsReuseSlot)).Select(Names.Signature).ToHashSet(StringComparer.Ordinal);
            var at = type.BaseType?.Resolve();
            for (var depth = 0; at != null && depth < 64; depth++, at = at.BaseType?.Resolve())
            {
                foreach (var method in at.Methods.Where(m => !m.IsStatic && own.Contains(Names.Signature(m))))
                {
                    _hidden.Add(Names.Of(method));
                }
            }
        }
    }

    public bool Contains(MethodDefinition method) => _hidden.Contains(Names.Of(method));
}
