using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Puts lines of the board's ports between the application and whom it gives delegates to: subscriptions to pins, and their ends, become calls of
/// <c>NanoLive.Board.PinEvents</c>; calls that give a delegate to a class library become calls of a <see cref="LineClass"/>. Neither tells anybody what it was given, and that may
/// happen at any time, by any code, for any object. Arguments and results are the same, so nothing but the call changes; constructors are code like any other here.
/// </summary>
internal sealed class SubscriptionRewriting
{
    private const string Pin = "System.Device.Gpio.GpioPin";

    private readonly Dictionary<string, MethodDefinition> _accessors;
    private readonly LinePorts? _ports;
    private readonly Dictionary<string, DelegateShape> _shapes;
    private readonly Dictionary<(ModuleDefinition, string), LineClass> _lines = [];

    /// <summary>Nothing is rewritten in a build without <c>NanoLive.Board</c>: its boards have other ports, and those have to know of subscriptions themselves.</summary>
    public SubscriptionRewriting(IReadOnlyCollection<AssemblyDefinition> build, IEnumerable<MethodDefinition> code)
    {
        _accessors = build.Select(a => a.MainModule.GetType(Names.PinEvents)).FirstOrDefault(t => t != null)?.Methods.Where(m => m is { IsPublic: true, IsStatic: true }).ToDictionary(m => m.Name) ?? [];
        _ports = LinePorts.Of(build);
        _shapes = _ports == null ? [] : DelegateShape.InUse(code);
    }

    /// <summary>Returns how many calls were rewritten.</summary>
    public int Rewrite(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return 0;
        }

        var count = 0;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction is { OpCode.FlowControl: FlowControl.Call, Operand: MethodReference called } && Leading(method, instruction, called) is { } leading)
            {
                instruction.OpCode = OpCodes.Call;
                instruction.Operand = leading;
                count++;
            }
        }

        return count;
    }

    /// <summary>What is to be called instead; null when the call stays.</summary>
    private MethodReference? Leading(MethodDefinition method, Instruction call, MethodReference called)
    {
        if (called.DeclaringType.FullName == Pin && _accessors.TryGetValue(called.Name, out var accessor))
        {
            return method.Module.ImportReference(accessor);
        }

        var shape = called.Parameters.Select(p => Shape(p.ParameterType)).FirstOrDefault(s => s != null);
        return shape != null && IsGiving(method, call, called) ? Line(method.Module, shape).Wrapper(called, call.OpCode, p => Shape(p) is { } other ? Line(method.Module, other) : null) : null;
    }

    /// <summary>Whether a class library is called from outside, by an instruction that another one can stand for.</summary>
    private static bool IsGiving(MethodDefinition method, Instruction call, MethodReference called) => called is not GenericInstanceMethod
        && BoardLibraries.IsOne(Names.AssemblyOf(called.DeclaringType)) && called.DeclaringType is not TypeSpecification && !called.DeclaringType.IsValueType
        && (call.OpCode.Code is Code.Callvirt or Code.Newobj || !called.HasThis) && call.Previous?.OpCode.Code != Code.Constrained
        && !Replaceable.DerivesFrom(Model.Owner(method.DeclaringType), called.DeclaringType.FullName);

    private DelegateShape? Shape(TypeReference parameter) => _shapes.GetValueOrDefault(parameter.FullName);

    private LineClass Line(ModuleDefinition module, DelegateShape shape)
    {
        if (!_lines.TryGetValue((module, shape.Type.FullName), out var line))
        {
            var isAlone = _shapes.Values.Count(s => s.Type.Name == shape.Type.Name) == 1;
            _lines[(module, shape.Type.FullName)] = line = new LineClass(module, _ports!, shape, isAlone ? shape.Type.Name : shape.Type.FullName.Replace('.', '_').Replace('/', '_'));
        }

        return line;
    }
}
