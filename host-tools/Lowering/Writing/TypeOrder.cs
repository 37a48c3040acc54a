using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The order of TypeDef. The firmware counts native methods by their place in the method table, so an assembly with natives needs the stock
/// processor's order, and all others get the same: types by name; before a type its enclosing type and its interfaces, and before it also the
/// types that its methods' callees return and take.
/// </summary>
internal sealed class TypeOrder
{
    private readonly ModuleDefinition _module;
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<TypeDefinition> _ordered = [];

    private TypeOrder(ModuleDefinition module) => _module = module;

    public static IReadOnlyList<TypeDefinition> Of(ModuleDefinition module)
    {
        var order = new TypeOrder(module);
        foreach (var type in module.GetTypes().Where(type => type.FullName != "<Module>").OrderBy(type => type.FullName, IdentifierOrder.Instance))
        {
            order.Visit(type);
        }

        return order._ordered;
    }

    private void Visit(TypeDefinition type)
    {
        if (_visited.Contains(type.FullName))
        {
            return;
        }

        if (type.DeclaringType != null)
        {
            Visit(type.DeclaringType);
        }

        foreach (var implementation in type.Interfaces)
        {
            VisitOwn(implementation.InterfaceType);
        }

        if (!_visited.Add(type.FullName))
        {
            return;
        }

        foreach (var callee in type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand).OfType<MethodReference>())
        {
            VisitOwn(callee.ReturnType);
            foreach (var parameter in callee.Parameters)
            {
                VisitOwn(parameter.ParameterType);
            }
        }

        _ordered.Add(type);
    }

    private void VisitOwn(TypeReference type)
    {
        if (type.MetadataType != MetadataType.Void && Resolution.Of(type) is { } definition && definition.Module == _module)
        {
            Visit(definition);
        }
    }
}
