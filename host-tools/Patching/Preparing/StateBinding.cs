using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// What a timer hands to its callback lies with the timer, where no swap finds it. So the two are made one: <c>state => callback(state)</c>, with what a lambda captures in a class as the compiler makes it.
/// </summary>
internal sealed class StateBinding
{
    /// <param name="module">Gets the class of what is captured.</param>
    /// <param name="line">The class of lines; gets <see cref="Bind"/>.</param>
    /// <param name="callback">A delegate that takes an object and returns nothing.</param>
    public StateBinding(ModuleDefinition module, TypeDefinition line, TypeReference callback)
    {
        var system = module.TypeSystem;
        var captured = new TypeDefinition("", "<State>", TypeAttributes.NestedPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, system.Object);
        var handler = new FieldDefinition("handler", FieldAttributes.Public, callback);
        var state = new FieldDefinition("state", FieldAttributes.Public, system.Object);
        captured.Fields.Add(handler);
        captured.Fields.Add(state);
        line.NestedTypes.Add(captured);

        var constructor = Method(captured, ".ctor", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, system.Void);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, new MethodReference(".ctor", system.Void, system.Object) { HasThis = true });
        il.Emit(OpCodes.Ret);

        var call = Method(captured, "<Call>", MethodAttributes.Public, system.Void, system.Object);
        var invoke = new MethodReference("Invoke", system.Void, callback) { HasThis = true };
        invoke.Parameters.Add(new ParameterDefinition(system.Object));
        il = call.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, handler);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, state);
        il.Emit(OpCodes.Callvirt, invoke);
        il.Emit(OpCodes.Ret);

        Bind = Method(line, "Bind", MethodAttributes.Public | MethodAttributes.Static, callback, callback, system.Object);
        Write(Bind.Body.GetILProcessor(), constructor, handler, state, call, callback, module);
    }

    /// <summary>The callback itself where it has no state.</summary>
    public MethodDefinition Bind { get; }

    private static void Write(ILProcessor il, MethodDefinition constructor, FieldDefinition handler, FieldDefinition state, MethodDefinition call, TypeReference callback, ModuleDefinition module)
    {
        var bound = il.Create(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Brtrue, bound);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        il.Append(bound);
        foreach (var (field, load) in ((FieldDefinition, OpCode)[])[(handler, OpCodes.Ldarg_0), (state, OpCodes.Ldarg_1)])
        {
            il.Emit(OpCodes.Dup);
            il.Emit(load);
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ldftn, call);
        il.Emit(OpCodes.Newobj, LineClass.DelegateConstructor(module, callback));
        il.Emit(OpCodes.Ret);
        il.Body.OptimizeMacros();
    }

    private static MethodDefinition Method(TypeDefinition type, string name, MethodAttributes attributes, TypeReference returned, params TypeReference[] parameters)
    {
        var method = new MethodDefinition(name, attributes | MethodAttributes.HideBySig, returned);
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }

        type.Methods.Add(method);
        return method;
    }
}
