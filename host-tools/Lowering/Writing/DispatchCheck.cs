using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The firmware finds the target of a virtual call by name and signature alone, in the object's class and then in its base classes; explicit
/// implementations by the interface's full name before the method's. What would run another method there than on .NET is named here.
/// </summary>
internal static class DispatchCheck
{
    public static void Run(MethodDefinition method, Diagnostics diagnostics)
    {
        foreach (var overridden in method.Overrides)
        {
            var qualified = $"{overridden.DeclaringType.FullName.Replace('/', '.')}.{overridden.Name}";
            if (method.Name != overridden.Name && method.Name != qualified)
            {
                diagnostics.Error(
                    LoweringCode.OverrideByName, method.FullName,
                    $"implements {overridden.FullName} under another name; the firmware looks for {overridden.Name} or {qualified}.");
            }
        }

        if (method.IsStatic || method.IsConstructor || (method.IsVirtual && !method.IsNewSlot) || method.DeclaringType.IsInterface)
        {
            return;
        }

        var hidden = Bases(method.DeclaringType)
            .SelectMany(type => type.Methods)
            .FirstOrDefault(other => other is { IsVirtual: true, IsStatic: false } && IsSame(method, other));
        if (hidden != null)
        {
            diagnostics.Warning(LoweringCode.HidesVirtual, method.FullName, $"hides {hidden.FullName}, but the firmware calls it as if it did override: rename it.");
        }
    }

    private static IEnumerable<TypeDefinition> Bases(TypeDefinition type)
    {
        for (var next = type.BaseType; next != null && Resolution.Of(next) is { } definition; next = definition.BaseType)
        {
            yield return definition;
        }
    }

    private static bool IsSame(MethodDefinition a, MethodDefinition b) =>
        a.Name == b.Name && a.ReturnType.FullName == b.ReturnType.FullName
        && a.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(b.Parameters.Select(p => p.ParameterType.FullName));
}
