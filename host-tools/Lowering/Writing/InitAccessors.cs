using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The mark that compilers put on accessors that only initialisers may call (<c>init</c>). It is for compilers; a .pe has no word for it, and the firmware nothing that would ask. So it
/// goes, from methods and from references to them alike. All other modifiers mean something where the code runs, and stay refused.
/// </summary>
internal static class InitAccessors
{
    public static void Unmark(ModuleDefinition module)
    {
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods))
        {
            Unmark(method);
            method.Overrides.ToList().ForEach(Unmark);
            foreach (var called in method.HasBody ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>() : [])
            {
                Unmark(called);
            }
        }
    }

    private static void Unmark(MethodReference method)
    {
        if (method.ReturnType is RequiredModifierType { ModifierType.FullName: "System.Runtime.CompilerServices.IsExternalInit" } marked)
        {
            method.ReturnType = marked.ElementType;
        }
    }
}
