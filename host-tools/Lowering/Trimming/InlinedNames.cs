using Mono.Cecil;

namespace NanoLive.Lowering.Trimming;

/// <summary>What methods were called in the source, and which stand in which other ones: who reads a stack trace from a board asks.</summary>
internal sealed class InlinedNames
{
    private readonly Dictionary<MethodDefinition, List<string>> _names = [];
    private readonly Dictionary<MethodDefinition, string> _written = [];

    /// <summary>Before anything moves.</summary>
    public InlinedNames(ModuleDefinition module)
    {
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods))
        {
            _written[method] = method.FullName;
        }
    }

    public string Written(IMemberDefinition member) => member is MethodDefinition method && _written.TryGetValue(method, out var name) ? name : member.FullName;

    public void Add(MethodDefinition callee, MethodDefinition caller)
    {
        if (!_names.TryGetValue(caller, out var names))
        {
            _names[caller] = names = [];
        }

        names.Add(Written(callee));
        names.AddRange(Of(callee));
    }

    public IReadOnlyList<string> Of(MethodDefinition method) => _names.TryGetValue(method, out var names) ? names : [];
}
