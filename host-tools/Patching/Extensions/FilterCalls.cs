using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Lets instance methods that are called inside of a try block with an exception filter be called by static ones. The real CLR runs an instance method in the frame of
/// its caller; an exception that comes out of it into a filter of that frame leaves the frame with the callee's arguments and locals, and the next use of a local
/// that holds an object ends the thread or the CLR. A static method has a frame of its own.
/// </summary>
internal sealed class FilterCalls(Emission emission)
{
    private readonly Dictionary<(string, Code, TypeDefinition), MethodDefinition> _bridges = [];

    public void Bridge(MethodDefinition method)
    {
        foreach (var handler in method.Body.ExceptionHandlers.Where(h => h.HandlerType == ExceptionHandlerType.Filter))
        {
            for (var at = handler.TryStart; at != null && at != handler.TryEnd; at = at.Next)
            {
                if (at.OpCode.Code is Code.Call or Code.Callvirt && at.Operand is MethodReference { HasThis: true } called)
                {
                    var constraint = at.Previous is { OpCode.Code: Code.Constrained, Operand: TypeReference constrained } ? constrained : null;
                    at.Operand = Of(called, at.OpCode, constraint, method.DeclaringType);
                    at.OpCode = OpCodes.Call;
                    if (constraint != null)
                    {
                        // The bridge has the prefix; whoever branches to it arrives at the call.
                        at.Previous.OpCode = OpCodes.Nop;
                        at.Previous.Operand = null;
                    }
                }
            }
        }
    }

    private MethodDefinition Of(MethodReference called, OpCode call, TypeReference? constraint, TypeDefinition home)
    {
        var key = ((constraint?.FullName ?? "") + Names.Of(called), call.Code, home);
        if (_bridges.TryGetValue(key, out var bridge))
        {
            return bridge;
        }

        bridge = new MethodDefinition(CopyNames.Short(emission, home), MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, called.ReturnType);
        var receiver = constraint ?? called.DeclaringType;
        bridge.Parameters.Add(new ParameterDefinition(constraint != null || receiver.IsValueType ? new ByReferenceType(receiver) : receiver));
        called.Parameters.ToList().ForEach(p => bridge.Parameters.Add(new ParameterDefinition(p.ParameterType)));
        home.Methods.Add(bridge);
        _bridges[key] = bridge;
        var il = bridge.Body.GetILProcessor();
        bridge.Parameters.ToList().ForEach(p => il.Emit(OpCodes.Ldarg, p));
        if (constraint != null)
        {
            il.Emit(OpCodes.Constrained, constraint);
        }

        il.Emit(call, called);
        il.Emit(OpCodes.Ret);
        bridge.Body.OptimizeMacros();
        return bridge;
    }
}
