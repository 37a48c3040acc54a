using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Code that makes objects of a class: by <c>new</c>, or by its type, which is how a factory is told.</summary>
internal static class Makers
{
    public static (MethodDefinition Method, Instruction At)? Of(Model model, TypeDefinition type)
    {
        foreach (var method in model.Source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            var at = method.Body.Instructions.FirstOrDefault(i => i.OpCode.Code == Code.Newobj && model.Type(((MethodReference)i.Operand).DeclaringType) == type
                || i.OpCode.Code == Code.Ldtoken && i.Operand is TypeReference named && model.Type(named) == type);
            if (at != null)
            {
                return (method, at);
            }
        }

        return null;
    }
}
