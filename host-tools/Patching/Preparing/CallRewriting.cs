using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Turns direct calls of methods that became virtual into dispatched ones. A <c>call</c> of such a method was a call on <c>this</c> or through
/// <c>base</c>; since nothing in the release overrides it, both mean the same, and in a patch the overriding one is meant. Constructors keep their
/// direct calls: they run before there is an object to speak of, and the patch compiler carries those it has to.
/// </summary>
internal static class CallRewriting
{
    /// <summary>Returns how many calls were rewritten.</summary>
    public static int Rewrite(MethodDefinition method, ISet<string> becameVirtual)
    {
        if (!method.HasBody)
        {
            return 0;
        }

        // Read in any case: a body that was not read would be written in another way, with its damage if it has any.
        var instructions = method.Body.Instructions;
        if (method.IsConstructor)
        {
            return 0;
        }

        var calls = instructions.Where(i => i.OpCode == OpCodes.Call && IsOne(i, becameVirtual)).ToList();
        foreach (var call in calls)
        {
            call.OpCode = OpCodes.Callvirt;
        }

        // A delegate's target lies on the stack below the address: ldftn becomes dup, ldvirtftn.
        var addresses = instructions.Where(i => i.OpCode == OpCodes.Ldftn && IsOne(i, becameVirtual) && i.Next?.OpCode == OpCodes.Newobj).ToList();
        if (addresses.Count > 0)
        {
            // One more byte each: short branches may not reach any more.
            method.Body.SimplifyMacros();
            foreach (var address in addresses)
            {
                var target = (MethodReference)address.Operand!;

                // The instruction itself becomes the dup, so that branches to it still arrive at the first of the two.
                address.OpCode = OpCodes.Dup;
                address.Operand = null!;
                method.Body.GetILProcessor().InsertAfter(address, Instruction.Create(OpCodes.Ldvirtftn, target));
            }

            method.Body.OptimizeMacros();
        }

        return calls.Count + addresses.Count;
    }

    private static bool IsOne(Instruction instruction, ISet<string> becameVirtual) =>
        instruction.Operand is MethodReference { HasThis: true } method && becameVirtual.Contains(Names.Of(method));
}
