using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Lets instance methods that are called inside of a try block with an exception filter be called by static ones. The real CLR runs an instance method in the frame of
/// its caller; an exception that comes out of it into a filter of that frame leaves the frame with the callee's arguments and locals, and the next use of a local
/// that holds an object ends the thread or the CLR. A static method has a frame of its own. Where there are extern methods nothing is added: the firmware finds native code by the
/// number of the method. What an exception inside of a filter does to the CLR is not cured by this.
/// </summary>
public sealed class FilterCalls
{
    private readonly ModuleDefinition _module;
    private readonly Diagnostics _diagnostics;
    private readonly bool _hasNative;
    private readonly Dictionary<(string, Code, TypeDefinition), MethodDefinition> _bridges = [];
    private readonly List<string> _changed = [];

    private FilterCalls(ModuleDefinition module, Diagnostics diagnostics)
    {
        _module = module;
        _diagnostics = diagnostics;
        _hasNative = module.GetTypes().SelectMany(type => type.Methods).Any(method => method is { HasBody: false, IsAbstract: false, IsRuntime: false });
    }

    /// <summary>In place; each call that changed, by where it stands and what it calls. Done a second time it changes nothing.</summary>
    public static IReadOnlyList<string> Bridge(ModuleDefinition module, Diagnostics diagnostics)
    {
        var calls = new FilterCalls(module, diagnostics);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods.Where(method => method.HasBody)).ToList())
        {
            calls.Bridge(method);
        }

        return calls._changed;
    }

    private void Bridge(MethodDefinition method)
    {
        foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler.HandlerType == ExceptionHandlerType.Filter))
        {
            for (var at = handler.TryStart; at != null && at != handler.TryEnd; at = at.Next)
            {
                if (at.OpCode.Code is Code.Call or Code.Callvirt && at.Operand is MethodReference { HasThis: true } called)
                {
                    Bridge(method, at, called);
                }
            }
        }
    }

    private void Bridge(MethodDefinition method, Instruction at, MethodReference called)
    {
        if (_hasNative)
        {
            _diagnostics.Warning(
                LoweringCode.InstanceCallUnderFilter, method.FullName,
                $"calls {called.FullName} in a try block with an exception filter: thrown out of it into the filter, an exception can end the CLR. Call a static method, or test in the catch block.");
            return;
        }

        var constraint = at.Previous is { OpCode.Code: Code.Constrained, Operand: TypeReference constrained } ? constrained : null;
        at.Operand = Of(called, at.OpCode, constraint, method.DeclaringType);
        at.OpCode = OpCodes.Call;
        if (constraint != null)
        {
            // The bridge has the prefix; whoever branches to it arrives at the call.
            at.Previous.OpCode = OpCodes.Nop;
            at.Previous.Operand = null;
        }

        _changed.Add($"{method.FullName} calls {called.FullName}");
    }

    private MethodDefinition Of(MethodReference called, OpCode call, TypeReference? constraint, TypeDefinition home)
    {
        var key = (constraint?.FullName + " " + called.FullName, call.Code, home);
        if (_bridges.TryGetValue(key, out var bridge))
        {
            return bridge;
        }

        bridge = new MethodDefinition("", MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, called.ReturnType);
        var receiver = constraint ?? called.DeclaringType;
        if (!receiver.IsValueType && Resolution.Of(receiver) is { IsValueType: true })
        {
            // Seen as the owner of methods only, a struct of elsewhere is not known to be one.
            receiver.IsValueType = true;
        }

        bridge.Parameters.Add(new ParameterDefinition(receiver.IsValueType ? new ByReferenceType(receiver) : receiver));
        called.Parameters.ToList().ForEach(p => bridge.Parameters.Add(new ParameterDefinition(p.ParameterType)));
        bridge.Name = Name(called, bridge, home);
        home.Methods.Add(bridge);
        _bridges[key] = bridge;
        if (home.Methods.Count(method => method.IsStatic) > byte.MaxValue)
        {
            _diagnostics.Error(LoweringCode.TooMany, home.FullName, "more than 255 static methods, with those for calls in try blocks with exception filters. Move some to another type.");
        }

        var il = bridge.Body.GetILProcessor();
        bridge.Parameters.ToList().ForEach(p => il.Emit(OpCodes.Ldarg, p));
        if (constraint != null)
        {
            il.Emit(OpCodes.Constrained, constraint);
        }

        il.Emit(call, _module.ImportReference(called));
        il.Emit(OpCodes.Ret);
        bridge.Body.OptimizeMacros();
        return bridge;
    }

    /// <summary>That of the called method, which the file has already. The firmware dispatches to no static method, so it may be that of a virtual one.</summary>
    private static string Name(MethodReference called, MethodDefinition bridge, TypeDefinition home)
    {
        var name = called.Name.TrimStart('.');
        while (home.Methods.Any(method => method.Name == name && method.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(bridge.Parameters.Select(p => p.ParameterType.FullName))))
        {
            name += "_";
        }

        return name;
    }
}
