using Mono.Cecil;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Removes what nothing leads to from the surface. A type that is reached keeps its virtual methods, its static constructor and its
/// attributes; a structure or an enum all its fields.
/// </summary>
internal sealed class Reach
{
    private readonly ModuleDefinition _module;
    private readonly LoweringOptions _options;
    private readonly HashSet<IMemberDefinition> _reached = [];
    private readonly Queue<IMemberDefinition> _pending = [];

    private Reach(ModuleDefinition module, LoweringOptions options)
    {
        _module = module;
        _options = options;
    }

    /// <summary>True when something was removed.</summary>
    public static bool Prune(ModuleDefinition module, LoweringOptions options)
    {
        var reach = new Reach(module, options);
        reach.Follow();
        return reach.Remove();
    }

    private void Follow()
    {
        foreach (var type in _module.GetTypes().Where(Surface.Holds))
        {
            // A type of constants is gone when it is compiled: they stand where they are used.
            if (type.HasMethods || type.Fields.Any(field => !field.IsLiteral) || type.IsInterface)
            {
                Add(type);
            }

            foreach (var method in type.Methods.Where(Surface.Holds))
            {
                Add(method);
            }

            foreach (var field in type.Fields.Where(field => !field.IsLiteral && Surface.IsFoundByName(field)))
            {
                Add(field);
            }
        }

        if (_module.EntryPoint != null)
        {
            Add(_module.EntryPoint);
        }

        while (_pending.TryDequeue(out var member))
        {
            Follow(member);
        }
    }

    private void Follow(IMemberDefinition member)
    {
        foreach (var attribute in member.CustomAttributes.Where(attribute => !LeftOut.IsLeftOut(attribute, _options)))
        {
            Mention(attribute.Constructor);
        }

        if (member.DeclaringType != null)
        {
            Add(member.DeclaringType);
        }

        switch (member)
        {
            case TypeDefinition type:
                FollowType(type);
                break;
            case FieldDefinition field:
                Mention(field.FieldType);
                break;
            case MethodDefinition method:
                FollowMethod(method);
                break;
        }
    }

    private void FollowType(TypeDefinition type)
    {
        Mention(type.BaseType);
        foreach (var implementation in type.Interfaces)
        {
            Mention(implementation.InterfaceType);
        }

        foreach (var method in type.Methods.Where(method => method.IsVirtual || method is { IsConstructor: true, IsStatic: true }))
        {
            Add(method);
        }

        foreach (var field in type.Fields.Where(field => !field.IsLiteral && !field.IsStatic && type.IsValueType))
        {
            Add(field);
        }
    }

    private void FollowMethod(MethodDefinition method)
    {
        Mention(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            Mention(parameter.ParameterType);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (var variable in method.Body.Variables)
        {
            Mention(variable.VariableType);
        }

        foreach (var handler in method.Body.ExceptionHandlers)
        {
            Mention(handler.CatchType);
        }

        foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MemberReference>())
        {
            Mention(operand);
        }
    }

    private void Mention(MemberReference? member)
    {
        switch (member)
        {
            case TypeSpecification type:
                Mention(type.ElementType);
                break;
            case IMemberDefinition definition when member.Module == _module:
                Add(definition);
                break;
            case MethodReference or FieldReference:
                Mention(member.DeclaringType);
                break;
        }
    }

    private void Add(IMemberDefinition member)
    {
        if (_reached.Add(member))
        {
            _pending.Enqueue(member);
        }
    }

    private bool Remove()
    {
        var removed = false;
        foreach (var type in _module.GetTypes().Where(type => type.FullName != "<Module>").ToList())
        {
            if (!_reached.Contains(type))
            {
                removed = true;
                _ = type.DeclaringType == null ? _module.Types.Remove(type) : type.DeclaringType.NestedTypes.Remove(type);
                continue;
            }

            foreach (var method in type.Methods.Where(method => !_reached.Contains(method)).ToList())
            {
                removed |= type.Methods.Remove(method);
                Unlist(type, method);
            }

            foreach (var field in type.Fields.Where(field => !field.IsLiteral && !_reached.Contains(field)).ToList())
            {
                removed |= type.Fields.Remove(field);
            }
        }

        return removed;
    }

    private static void Unlist(TypeDefinition type, MethodDefinition method)
    {
        foreach (var property in type.Properties.Where(property => property.GetMethod == method || property.SetMethod == method).ToList())
        {
            property.GetMethod = property.GetMethod == method ? null : property.GetMethod;
            property.SetMethod = property.SetMethod == method ? null : property.SetMethod;
            if (property.GetMethod == null && property.SetMethod == null)
            {
                type.Properties.Remove(property);
            }
        }

        foreach (var held in type.Events.Where(held => held.AddMethod == method || held.RemoveMethod == method).ToList())
        {
            type.Events.Remove(held);
        }
    }
}
