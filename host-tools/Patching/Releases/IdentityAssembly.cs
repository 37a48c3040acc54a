using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Makes <c>NanoLive.Release</c>: one static class whose methods build what they return, so that it has no static state; base images are its only static data.
/// </summary>
internal static class IdentityAssembly
{
    public static byte[] Create(ReleaseIdentity identity, byte[] digest, AssemblyNameReference core, IReadOnlyList<byte[]> images)
    {
        using var assembly = EmptyAssembly.Create(BoardLibraries.ReleaseAssembly, core);
        var module = assembly.MainModule;
        var type = new TypeDefinition("NanoLive.Release", "Identity",
            TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        module.Types.Add(type);
        var bytes = new ArrayType(module.TypeSystem.Byte);
        Constant(type, "Digest", bytes, il => Bytes(il, digest));
        Constant(type, "VendorId", bytes, il => Bytes(il, identity.VendorId));
        Constant(type, "ClassId", bytes, il => Bytes(il, identity.ClassId));
        Constant(type, "KeyCount", module.TypeSystem.Int32, il => il.Emit(OpCodes.Ldc_I4, identity.Keys.Count));
        Constant(type, "Application", module.TypeSystem.String, il => il.Emit(OpCodes.Ldstr, identity.Application));
        if (identity.Settings.Length > 0)
        {
            Constant(type, "Settings", module.TypeSystem.String, il => il.Emit(OpCodes.Ldstr, identity.Settings));
        }

        Key(type, bytes, identity.Keys);
        if (images.Count > 0)
        {
            ImageMethods.Add(type, images, core);
        }

        return Image.Of(assembly);
    }

    private static void Constant(TypeDefinition type, string name, TypeReference returns, Action<ILProcessor> load)
    {
        var il = Method(type, name, returns).Body.GetILProcessor();
        load(il);
        il.Emit(OpCodes.Ret);
    }

    private static MethodDefinition Method(TypeDefinition type, string name, TypeReference returns)
    {
        var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, returns);
        type.Methods.Add(method);
        return method;
    }

    /// <summary><c>byte[] Key(int index)</c>; null beyond the last.</summary>
    private static void Key(TypeDefinition type, TypeReference bytes, IReadOnlyList<byte[]> keys)
    {
        var method = Method(type, "Key", bytes);
        method.Parameters.Add(new ParameterDefinition("index", ParameterAttributes.None, type.Module.TypeSystem.Int32));
        var il = method.Body.GetILProcessor();
        for (var i = 0; i < keys.Count; i++)
        {
            var next = il.Create(OpCodes.Nop);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Bne_Un, next);
            Bytes(il, keys[i]);
            il.Emit(OpCodes.Ret);
            il.Append(next);
        }

        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ret);
    }

    private static void Bytes(ILProcessor il, byte[] value)
    {
        il.Emit(OpCodes.Ldc_I4, value.Length);
        il.Emit(OpCodes.Newarr, il.Body.Method.Module.TypeSystem.Byte);
        for (var i = 0; i < value.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldc_I4, (int)value[i]);
            il.Emit(OpCodes.Stelem_I1);
        }
    }
}
