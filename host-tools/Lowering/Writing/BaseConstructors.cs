using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The constructor of <c>System.Object</c> does nothing, and the firmware asks no constructor to call its base's. A patch that calls it has up to 34 bytes of references for
/// that, so in releases and patches the call is left out, together with the load of the object in front of it.
/// </summary>
internal static class BaseConstructors
{
    public static void Drop(ModuleDefinition module)
    {
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method is { HasBody: true, IsStatic: false }))
        {
            var calls = method.Body.Instructions.Where(at => IsCall(at) && at.Previous?.OpCode.Code == Code.Ldarg_0 && !IsTarget(method.Body, at)).ToList();
            foreach (var call in calls)
            {
                // What leads to the load of the object, branches or blocks, leads to what follows the call: both stay and say nothing, until nothing leads there.
                var load = call.Previous;
                if (IsTarget(method.Body, load))
                {
                    load.OpCode = OpCodes.Nop;
                }
                else
                {
                    method.Body.Instructions.Remove(load);
                }

                method.Body.Instructions.Remove(call);
            }
        }
    }

    private static bool IsCall(Instruction at) => at is { OpCode.Code: Code.Call, Operand: MethodReference { Name: ".ctor", HasParameters: false, DeclaringType.FullName: "System.Object" } };

    private static bool IsTarget(MethodBody body, Instruction at) =>
        body.Instructions.Any(other => other.Operand == at || (other.Operand is Instruction[] targets && targets.Contains(at)))
        || body.ExceptionHandlers.Any(handler => new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }.Contains(at));
}
