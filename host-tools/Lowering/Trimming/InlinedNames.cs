using Mono.Cecil;

namespace NanoLive.Lowering.Trimming;

/// <summary>What methods were called in the source, and which stand in which other ones: who reads a stack trace from a board asks.</summary>
internal sealed class InlinedNames
{
    private readonly Dictionary<MethodDefinition, List<string>> _names = [];
    private readonly Dictionary<MethodDefinition, string> _written = [];
    private readonly Dictionary<TypeDefinition, List<string>> _classes = [];

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

    /// <summary>A class that stands for another one, too.</summary>
    public void Add(TypeDefinition type, TypeDefinition home)
    {
        if (!_classes.TryGetValue(home, out var names))
        {
            _classes[home] = names = [];
        }

        names.Add(type.FullName);
        names.AddRange(Of(type));
    }

    public IReadOnlyList<string> Of(TypeDefinition type) => _classes.TryGetValue(type, out var names) ? names : [];

    public IReadOnlyList<string> Of(MethodDefinition method) => _names.TryGetValue(method, out var names) ? names : [];
}
