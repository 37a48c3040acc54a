using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// The class of lines for one type of delegate in one assembly: what a library calls (<c>Raise</c>), what makes of a delegate the one that the library gets (<c>Lead</c>), and for each
/// method of a library that takes such delegates a static one that leads them and calls it.
/// </summary>
internal sealed class LineClass
{
    /// <summary>The method that makes of a delegate the one that a library gets.</summary>
    public const string LeadName = "Lead";

    private readonly ModuleDefinition _module;
    private readonly LinePorts _ports;
    private readonly TypeReference _delegate;
    private readonly DelegateShape _shape;
    private readonly TypeDefinition _type;
    private readonly MethodDefinition _lead;
    private readonly Dictionary<string, MethodDefinition> _wrappers = new(StringComparer.Ordinal);
    private MethodDefinition? _binding;

    public LineClass(ModuleDefinition module, LinePorts ports, DelegateShape shape, string name)
    {
        _module = module;
        _ports = ports;
        _shape = shape;
        _delegate = Here(shape.Type);
        _type = new TypeDefinition(Names.Lines, name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, Here(ports.Base));
        module.Types.Add(_type);
        var constructor = Constructor();
        var raise = Raise();
        _lead = Lead(constructor, raise);
    }

    /// <summary>Whether a type is a class of lines that preparation made.</summary>
    public static bool IsOne(TypeReference type) => (type.DeclaringType ?? type).Namespace == Names.Lines;

    /// <summary>Whether what a build gives to class libraries of a type of delegate has lines.</summary>
    public static bool Leads(Model model, TypeReference type) => model.Types.Values.Any(t => IsOne(t) && t.Methods.Any(m => m.Name == LeadName && Names.Of(m.ReturnType) == Names.Of(type)));

    /// <summary>The static method that stands for a library's.</summary>
    /// <param name="called">What takes a delegate; of an object, of none, or a constructor.</param>
    /// <param name="code">How it is called.</param>
    /// <param name="lines">The class of lines for a parameter's type; null when it is no delegate that is led.</param>
    public MethodReference Wrapper(MethodReference called, OpCode code, Func<TypeReference, LineClass?> lines)
    {
        if (!_wrappers.TryGetValue(called.FullName, out var wrapper))
        {
            var isMade = code.Code == Code.Newobj;
            var made = isMade ? called.DeclaringType : called.ReturnType;
            _wrappers[called.FullName] = wrapper = Method(isMade ? "new_" + called.DeclaringType.Name : called.Name, MethodAttributes.Public | MethodAttributes.Static, made,
                [.. called.HasThis && !isMade ? [called.DeclaringType] : Array.Empty<TypeReference>(), .. called.Parameters.Select(p => p.ParameterType)]);
            var il = wrapper.Body.GetILProcessor();
            foreach (var parameter in wrapper.Parameters)
            {
                if (isMade && IsState(made, parameter.Index))
                {
                    il.Emit(OpCodes.Ldnull);
                    continue;
                }

                il.Emit(OpCodes.Ldarg, parameter);
                if (isMade && IsState(made, parameter.Index + 1))
                {
                    il.Emit(OpCodes.Ldarg, wrapper.Parameters[parameter.Index + 1]);
                    il.Emit(OpCodes.Call, _binding ??= StateBinding.Add(_type, _delegate));
                }

                if (parameter.Index >= wrapper.Parameters.Count - called.Parameters.Count && lines(parameter.ParameterType) is { } line)
                {
                    il.Emit(OpCodes.Call, line._lead);
                }
            }

            il.Emit(code, called);
            il.Emit(OpCodes.Ret);
            Finish(wrapper);
        }

        return wrapper;
    }

    /// <summary>Whether an argument with which something is made is what a timer hands to its callback each time.</summary>
    public static bool IsState(TypeReference made, int position) => position == 1 && made.FullName == Names.Timer;

    private MethodDefinition Constructor()
    {
        var constructor = Method(".ctor", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, _module.TypeSystem.Void, [_delegate]);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, _module.ImportReference(_ports.Constructor));
        il.Emit(OpCodes.Ret);
        return Finish(constructor);
    }

    /// <summary>Begin; try { handler(…); } finally { End(whether it returned); }</summary>
    private MethodDefinition Raise()
    {
        var raise = Method("Raise", MethodAttributes.Public, _shape.Returned, _shape.Parameters);
        var hasReturned = Local(raise, _module.TypeSystem.Boolean);
        var result = _shape.Returned.MetadataType == MetadataType.Void ? null : Local(raise, Here(_shape.Returned));
        var il = raise.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, _module.ImportReference(_ports.Begin));
        var begin = il.Create(OpCodes.Ldarg_0);
        il.Append(begin);
        il.Emit(OpCodes.Ldfld, _module.ImportReference(_ports.Handler));
        il.Emit(OpCodes.Castclass, _delegate);
        raise.Parameters.ToList().ForEach(p => il.Emit(OpCodes.Ldarg, p));
        il.Emit(OpCodes.Callvirt, Invoke(_delegate, raise.ReturnType, raise.Parameters.Select(p => p.ParameterType)));
        if (result != null)
        {
            il.Emit(OpCodes.Stloc, result);
        }

        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Stloc, hasReturned);
        var end = result == null ? il.Create(OpCodes.Ret) : il.Create(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Leave, end);
        var last = il.Create(OpCodes.Ldarg_0);
        il.Append(last);
        il.Emit(OpCodes.Ldloc, hasReturned);
        il.Emit(OpCodes.Call, _module.ImportReference(_ports.End));
        il.Emit(OpCodes.Endfinally);
        il.Append(end);
        if (result != null)
        {
            il.Emit(OpCodes.Ret);
        }

        raise.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally) { TryStart = begin, TryEnd = last, HandlerStart = last, HandlerEnd = end });
        return Finish(raise);
    }

    /// <summary>What of a handler the library gets: nothing of nothing, what it got before of one that has a line, else that of a new one.</summary>
    private MethodDefinition Lead(MethodDefinition constructor, MethodDefinition raise)
    {
        var lead = Method(LeadName, MethodAttributes.Public | MethodAttributes.Static, _delegate, [_delegate]);
        var line = Local(lead, _type);
        var outer = Local(lead, _delegate);
        var il = lead.Body.GetILProcessor();
        var known = il.Create(OpCodes.Ldloc, outer);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Stloc, outer);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brfalse, known);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, _module.ImportReference(_ports.Find));
        il.Emit(OpCodes.Castclass, _delegate);
        il.Emit(OpCodes.Stloc, outer);
        il.Emit(OpCodes.Ldloc, outer);
        il.Emit(OpCodes.Brtrue, known);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Stloc, line);
        il.Emit(OpCodes.Ldloc, line);
        il.Emit(OpCodes.Ldftn, raise);
        il.Emit(OpCodes.Newobj, DelegateConstructor(_delegate));
        il.Emit(OpCodes.Stloc, outer);
        il.Emit(OpCodes.Ldloc, line);
        il.Emit(OpCodes.Ldloc, outer);
        il.Emit(OpCodes.Call, _module.ImportReference(_ports.Add));
        il.Append(known);
        il.Emit(OpCodes.Ret);
        return Finish(lead);
    }

    internal static MethodReference DelegateConstructor(TypeReference type)
    {
        var system = type.Module.TypeSystem;
        return Reference(type, ".ctor", system.Void, [system.Object, system.IntPtr]);
    }

    internal static MethodReference Invoke(TypeReference type, TypeReference returned, IEnumerable<TypeReference> parameters) => Reference(type, "Invoke", returned, parameters);

    /// <summary>A new method of a type.</summary>
    internal static MethodDefinition Add(TypeDefinition type, string name, MethodAttributes attributes, TypeReference returned, IEnumerable<TypeReference> parameters)
    {
        var method = new MethodDefinition(name, attributes | MethodAttributes.HideBySig, type.Module.ImportReference(returned));
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(type.Module.ImportReference(parameter)));
        }

        type.Methods.Add(method);
        return method;
    }

    private static MethodReference Reference(TypeReference type, string name, TypeReference returned, IEnumerable<TypeReference> parameters)
    {
        var reference = new MethodReference(name, returned, type) { HasThis = true };
        foreach (var parameter in parameters)
        {
            reference.Parameters.Add(new ParameterDefinition(parameter));
        }

        return reference;
    }

    private MethodDefinition Method(string name, MethodAttributes attributes, TypeReference returned, IEnumerable<TypeReference> parameters) => Add(_type, name, attributes, returned, parameters);

    private static MethodDefinition Finish(MethodDefinition method)
    {
        method.Body.OptimizeMacros();
        return method;
    }

    private static VariableDefinition Local(MethodDefinition method, TypeReference type)
    {
        method.Body.InitLocals = true;
        var local = new VariableDefinition(type);
        method.Body.Variables.Add(local);
        return local;
    }

    private TypeReference Here(TypeReference type) => _module.ImportReference(type);
}
