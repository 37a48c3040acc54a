using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// What patches have in common, as an assembly: <c>Sample</c> stands for the class that takes another's place, <c>Source</c> for that other one. It has the constructor that does
/// nothing, the methods that finish an object, there and back, and the one that makes delegates. Packed patches are told against it. Does not depend on the release.
/// </summary>
internal static class SamplePatch
{
    private const MethodAttributes Static = MethodAttributes.Static | MethodAttributes.HideBySig;

    public static byte[] Create(AssemblyNameReference core)
    {
        using var assembly = EmptyAssembly.Create("Sample", core);
        var types = assembly.MainModule.TypeSystem;
        var sample = Class(assembly, "Sample");
        var source = Class(assembly, "Source");
        Method(sample, ".ctor", MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, types.Void, sample).Emit(OpCodes.Ret);
        var up = Method(sample, "Up", MethodAttributes.Public | Static, types.Void, types.Object, types.Object);
        var down = Method(sample, "Down", MethodAttributes.Public | Static, types.Void, types.Object, types.Object);
        Values(Method(sample, "UpValues", MethodAttributes.Assembly | Static, types.Void, types.Object, types.Object), up, (source, 0), (sample, 1));
        Values(Method(sample, "DownValues", MethodAttributes.Assembly | Static, types.Void, types.Object, types.Object), down, (sample, 0), (source, 1));
        Handler(Method(sample, "Handler", MethodAttributes.Public | Static, types.Object, types.Object, types.Int32), sample);
        return Image.Of(assembly);
    }

    private static TypeDefinition Class(AssemblyDefinition assembly, string name)
    {
        var type = new TypeDefinition("", name, TypeAttributes.Public, assembly.MainModule.TypeSystem.Object);
        assembly.MainModule.Types.Add(type);
        type.Fields.Add(new FieldDefinition("Value__Int64", FieldAttributes.Assembly, assembly.MainModule.TypeSystem.Int32));
        return type;
    }

    private static ILProcessor Method(TypeDefinition type, string name, MethodAttributes attributes, TypeReference returns, params TypeReference[] parameters)
    {
        var method = new MethodDefinition(name, attributes, returns);
        Array.ForEach(parameters, p => method.Parameters.Add(new ParameterDefinition(p)));
        type.Methods.Add(method);
        return method.Body.GetILProcessor();
    }

    /// <summary>The value of one field, by way of locals, as <see cref="ConvertedValues"/> writes it; and its caller.</summary>
    private static void Values(ILProcessor il, ILProcessor caller, (TypeDefinition Type, int Argument) from, (TypeDefinition Type, int Argument) to)
    {
        var method = il.Body.Method;
        caller.Emit(OpCodes.Ldarg_0);
        caller.Emit(OpCodes.Ldarg_1);
        caller.Emit(OpCodes.Call, method);
        caller.Emit(OpCodes.Ret);
        var isUp = from.Type.Name == "Source";
        foreach (var received in isUp ? new[] { from, to } : [to, from])
        {
            method.Body.Variables.Add(new VariableDefinition(received.Type));
            il.Emit(OpCodes.Ldarg, method.Parameters[received.Argument]);
            il.Emit(OpCodes.Castclass, received.Type);
            il.Emit(OpCodes.Stloc, method.Body.Variables[^1]);
        }

        var locals = method.Body.Variables;
        locals.Add(new VariableDefinition(method.Module.TypeSystem.Int32));
        locals.Add(new VariableDefinition(method.Module.TypeSystem.Int32));
        il.Emit(OpCodes.Ldloc, locals[isUp ? 0 : 1]);
        il.Emit(OpCodes.Ldfld, from.Type.Fields[0]);
        il.Emit(OpCodes.Stloc, locals[2]);
        il.Emit(OpCodes.Ldloc, locals[2]);
        il.Emit(OpCodes.Stloc, locals[3]);
        il.Emit(OpCodes.Ldloc, locals[isUp ? 1 : 0]);
        il.Emit(OpCodes.Ldloc, locals[3]);
        il.Emit(OpCodes.Stfld, to.Type.Fields[0]);
        il.Emit(OpCodes.Ret);
        method.Body.InitLocals = true;
        method.Body.OptimizeMacros();
    }

    /// <summary>One delegate, as <see cref="HandlerWriter"/> writes it; what it is a delegate of is different each time.</summary>
    private static void Handler(ILProcessor il, TypeDefinition sample)
    {
        var types = sample.Module.TypeSystem;
        var constructor = new MethodReference(".ctor", types.Void, new TypeReference("System.Threading", "ThreadStart", sample.Module, types.CoreLibrary)) { HasThis = true };
        constructor.Parameters.Add(new ParameterDefinition(types.Object));
        constructor.Parameters.Add(new ParameterDefinition(types.IntPtr));
        var next = il.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Bne_Un, next);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, sample);
        il.Emit(OpCodes.Ldftn, sample.Methods[1]);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
        il.Append(next);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ret);
        il.Body.OptimizeMacros();
    }
}
