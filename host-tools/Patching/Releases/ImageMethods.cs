using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Base images as static data of <c>NanoLive.Release</c>, as compilers write <c>new byte[] { … }</c>: they stay in flash until somebody asks for one.
/// </summary>
internal static class ImageMethods
{
    /// <summary><c>int ImageCount()</c>, <c>int ImageLength(int index)</c> and <c>byte[] Image(int index)</c>; 0 and null beyond the last.</summary>
    public static void Add(TypeDefinition type, IReadOnlyList<byte[]> images, AssemblyNameReference core)
    {
        var module = type.Module;
        var count = Method(type, "ImageCount", module.TypeSystem.Int32);
        count.Body.GetILProcessor().Emit(OpCodes.Ldc_I4, images.Count);
        count.Body.GetILProcessor().Emit(OpCodes.Ret);
        Lengths(type, images);
        var image = Method(type, "Image", new ArrayType(module.TypeSystem.Byte));
        image.Parameters.Add(new ParameterDefinition("index", ParameterAttributes.None, module.TypeSystem.Int32));
        var data = new TypeDefinition("", "<PrivateImplementationDetails>",
            TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        module.Types.Add(data);
        var initialize = InitializeArray(module, core);
        var il = image.Body.GetILProcessor();
        for (var i = 0; i < images.Count; i++)
        {
            var next = il.Create(OpCodes.Nop);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Bne_Un, next);
            il.Emit(OpCodes.Ldc_I4, images[i].Length);
            il.Emit(OpCodes.Newarr, module.TypeSystem.Byte);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldtoken, Field(data, i, images[i], core));
            il.Emit(OpCodes.Call, initialize);
            il.Emit(OpCodes.Ret);
            il.Append(next);
        }

        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ret);
    }

    private static void Lengths(TypeDefinition type, IReadOnlyList<byte[]> images)
    {
        var method = Method(type, "ImageLength", type.Module.TypeSystem.Int32);
        method.Parameters.Add(new ParameterDefinition("index", ParameterAttributes.None, type.Module.TypeSystem.Int32));
        var il = method.Body.GetILProcessor();
        var others = il.Create(OpCodes.Ldc_I4_0);
        var cases = images.Select(image => il.Create(OpCodes.Ldc_I4, image.Length)).ToArray();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Switch, cases);
        foreach (var load in cases.Prepend(others))
        {
            il.Append(load);
            il.Emit(OpCodes.Ret);
        }
    }

    private static MethodDefinition Method(TypeDefinition type, string name, TypeReference returns)
    {
        var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, returns);
        type.Methods.Add(method);
        return method;
    }

    private static MethodReference InitializeArray(ModuleDefinition module, AssemblyNameReference core)
    {
        var scope = module.AssemblyReferences.First(reference => reference.Name == core.Name);
        var helpers = new TypeReference("System.Runtime.CompilerServices", "RuntimeHelpers", module, scope);
        var method = new MethodReference("InitializeArray", module.TypeSystem.Void, helpers);
        method.Parameters.Add(new ParameterDefinition(new TypeReference("System", "Array", module, scope)));
        method.Parameters.Add(new ParameterDefinition(new TypeReference("System", "RuntimeFieldHandle", module, scope, valueType: true)));
        return method;
    }

    private static FieldDefinition Field(TypeDefinition data, int index, byte[] image, AssemblyNameReference core)
    {
        var module = data.Module;
        var scope = module.AssemblyReferences.First(reference => reference.Name == core.Name);
        var size = new TypeDefinition("", $"__StaticArrayInitTypeSize={image.Length}_{index}",
            TypeAttributes.NestedPrivate | TypeAttributes.ExplicitLayout | TypeAttributes.Sealed, new TypeReference("System", "ValueType", module, scope))
        {
            PackingSize = 1,
            ClassSize = image.Length,
        };
        data.NestedTypes.Add(size);
        var field = new FieldDefinition($"Image{index}", FieldAttributes.Assembly | FieldAttributes.Static | FieldAttributes.InitOnly | FieldAttributes.HasFieldRVA, size)
        {
            InitialValue = image,
        };
        data.Fields.Add(field);
        return field;
    }
}
