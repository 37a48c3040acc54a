using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// What a timer hands to its callback lies with the timer, where no swap finds it. So the two are made one: <c>state => callback(state)</c>, with what a lambda captures in a class as the compiler makes it.
/// </summary>
internal static class StateBinding
{
    /// <summary>Returns the static method that makes them one; a callback without state it returns itself.</summary>
    /// <param name="line">The class of lines; gets the method, and the class of what is captured.</param>
    /// <param name="callback">A delegate that takes an object and returns nothing.</param>
    public static MethodDefinition Add(TypeDefinition line, TypeReference callback)
    {
        var system = line.Module.TypeSystem;
        var captured = new TypeDefinition("", "<State>", TypeAttributes.NestedPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, system.Object);
        var handler = new FieldDefinition("handler", FieldAttributes.Public, callback);
        var state = new FieldDefinition("state", FieldAttributes.Public, system.Object);
        captured.Fields.Add(handler);
        captured.Fields.Add(state);
        line.NestedTypes.Add(captured);

        var constructor = LineClass.Add(captured, ".ctor", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, system.Void, []);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, new MethodReference(".ctor", system.Void, system.Object) { HasThis = true });
        il.Emit(OpCodes.Ret);

        var call = LineClass.Add(captured, "<Call>", MethodAttributes.Public, system.Void, [system.Object]);
        il = call.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, handler);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, state);
        il.Emit(OpCodes.Callvirt, LineClass.Invoke(callback, system.Void, [system.Object]));
        il.Emit(OpCodes.Ret);
        return Bind(line, callback, constructor, handler, state, call);
    }

    private static MethodDefinition Bind(TypeDefinition line, TypeReference callback, MethodDefinition constructor, FieldDefinition handler, FieldDefinition state, MethodDefinition call)
    {
        var bind = LineClass.Add(line, "Bind", MethodAttributes.Public | MethodAttributes.Static, callback, [callback, line.Module.TypeSystem.Object]);
        var il = bind.Body.GetILProcessor();
        var bound = il.Create(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Brtrue, bound);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        il.Append(bound);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Stfld, handler);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, state);
        il.Emit(OpCodes.Ldftn, call);
        il.Emit(OpCodes.Newobj, LineClass.DelegateConstructor(callback));
        il.Emit(OpCodes.Ret);
        bind.Body.OptimizeMacros();
        return bind;
    }
}
