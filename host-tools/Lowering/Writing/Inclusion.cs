using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>Which types of a module are lowered: all that are not left out, and of those left out the ones that a lowered type mentions after all.</summary>
internal sealed class Inclusion
{
    private readonly ModuleDefinition _module;
    private readonly HashSet<TypeDefinition> _included = [];
    private readonly Queue<TypeDefinition> _pending = [];

    private Inclusion(ModuleDefinition module) => _module = module;

    public static IReadOnlySet<TypeDefinition> Of(ModuleDefinition module, LoweringOptions options)
    {
        var inclusion = new Inclusion(module);
        foreach (var type in module.GetTypes().Where(type => type.FullName != "<Module>" && !LeftOut.IsLeftOut(type, options)))
        {
            inclusion.Include(type);
        }

        while (inclusion._pending.TryDequeue(out var type))
        {
            inclusion.Follow(type);
        }

        return inclusion._included;
    }

    private void Include(TypeDefinition type)
    {
        if (_included.Add(type))
        {
            _pending.Enqueue(type);
        }
    }

    private void Follow(TypeDefinition type)
    {
        Mention(type.BaseType);
        Mention(type.DeclaringType);
        foreach (var implementation in type.Interfaces)
        {
            Mention(implementation.InterfaceType);
        }

        foreach (var field in type.Fields.Where(field => !field.IsLiteral))
        {
            Mention(field.FieldType);
        }

        foreach (var method in type.Methods)
        {
            Follow(method);
        }
    }

    private void Follow(MethodReference method)
    {
        Mention(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            Mention(parameter.ParameterType);
        }

        if (method is not MethodDefinition { HasBody: true } definition)
        {
            return;
        }

        foreach (var variable in definition.Body.Variables)
        {
            Mention(variable.VariableType);
        }

        foreach (var operand in definition.Body.Instructions.Select(instruction => instruction.Operand).OfType<MemberReference>())
        {
            Mention(operand as TypeReference ?? operand.DeclaringType);
        }
    }

    private void Mention(TypeReference? type)
    {
        if (type != null && !ElementTypes.TryGet(type, out _) && Resolution.Of(type) is { } definition && definition.Module == _module)
        {
            Include(definition);
        }
    }
}
