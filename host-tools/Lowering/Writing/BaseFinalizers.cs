using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// On nanoFramework's CLR <c>System.Object</c> has no finalizer, and an assembly that refers to it is not resolved. Compilers that take their
/// mscorlib for .NET's end every finalizer with a call of the base's; where that base is Object, the call is dropped.
/// </summary>
internal static class BaseFinalizers
{
    public static void Drop(ModuleDefinition module)
    {
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is MethodReference { Name: "Finalize", HasParameters: false, DeclaringType.FullName: "System.Object" })
                {
                    // The object it would be called on is on the stack.
                    instruction.OpCode = OpCodes.Pop;
                    instruction.Operand = null;
                }
            }
        }
    }
}
