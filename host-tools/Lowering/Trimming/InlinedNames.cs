using Mono.Cecil;

namespace NanoLive.Lowering.Trimming;

/// <summary>Which methods stand in which other ones: who reads a stack trace from a board asks.</summary>
internal sealed class InlinedNames
{
    private readonly Dictionary<MethodDefinition, List<string>> _names = [];

    public void Add(MethodDefinition callee, MethodDefinition caller)
    {
        if (!_names.TryGetValue(caller, out var names))
        {
            _names[caller] = names = [];
        }

        names.Add(callee.FullName);
        names.AddRange(Of(callee));
    }

    public IReadOnlyList<string> Of(MethodDefinition method) => _names.TryGetValue(method, out var names) ? names : [];
}
