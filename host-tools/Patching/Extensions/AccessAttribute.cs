using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Lets a patch use private members of the release on .NET, which knows this attribute by its name wherever it is defined. The real CLR does not check
/// visibility and lowering leaves the attribute out.
/// </summary>
internal static class AccessAttribute
{
    public static void Add(PatchModule patch)
    {
        var references = patch.ReleaseReferences.Distinct().Order(StringComparer.Ordinal).ToList();
        var module = patch.Module;
        var type = new TypeDefinition("System.Runtime.CompilerServices", "IgnoresAccessChecksToAttribute", TypeAttributes.NotPublic | TypeAttributes.Sealed, patch.Core("System", "Attribute"));
        module.Types.Add(type);
        var constructor = new MethodDefinition(".ctor", MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition("assemblyName", ParameterAttributes.None, module.TypeSystem.String));
        type.Methods.Add(constructor);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, new MethodReference(".ctor", module.TypeSystem.Void, type.BaseType) { HasThis = true });
        il.Emit(OpCodes.Ret);
        foreach (var name in references)
        {
            var use = new CustomAttribute(constructor);
            use.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, name));
            patch.Assembly.CustomAttributes.Add(use);
        }
    }
}
