using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>A class of a patch may take an interface of a library and leave its members to the release's class: boards have to find them by the library's names.</summary>
internal static class InheritedSlots
{
    public static void Check(ModuleDefinition module, LoweringOptions options, Diagnostics diagnostics)
    {
        foreach (var type in options.IsPatch ? module.GetTypes() : [])
        {
            var asked = type.Interfaces.Select(implementation => Resolution.Of(implementation.InterfaceType)).OfType<TypeDefinition>()
                .Where(above => above.Module != module && !options.Names.Hold(above.Module)).SelectMany(above => above.Methods);
            foreach (var method in asked.Where(method => options.Names.Method(method.Name) != method.Name && type.Methods.All(own => own.Name != method.Name)))
            {
                diagnostics.Error(LoweringCode.NameGivenAway, type.FullName, $"implements {method.FullName} by a method of the release, which boards have under another name. Declare {method.Name} in the class itself, to call the base's.");
            }
        }
    }
}
