using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>Flags of types, fields and methods, without the one that says whether there are attributes.</summary>
internal static class MemberFlags
{
    public static PeTypeFlags Of(TypeDefinition type)
    {
        var flags = (PeTypeFlags)(type.Attributes & TypeAttributes.VisibilityMask);
        flags |= When(type.IsSerializable || type.IsEnum, PeTypeFlags.Serializable);
        flags |= type.IsEnum ? PeTypeFlags.Enum : type.IsValueType ? PeTypeFlags.ValueType : type.IsInterface ? PeTypeFlags.Interface : 0;
        flags |= When(type.IsAbstract, PeTypeFlags.Abstract) | When(type.IsSealed, PeTypeFlags.Sealed);
        flags |= When(type.IsSpecialName, PeTypeFlags.SpecialName) | When(type.IsBeforeFieldInit, PeTypeFlags.BeforeFieldInit);
        flags |= When(type.HasSecurity, PeTypeFlags.HasSecurity);
        flags |= When(type.BaseType?.FullName == "System.MulticastDelegate", PeTypeFlags.MulticastDelegate);
        flags |= When(type.BaseType?.FullName == "System.Delegate" && type.FullName != "System.MulticastDelegate", PeTypeFlags.Delegate);
        flags |= When(type.FullName != "System.Object" && type.Methods.Any(IsFinalizer), PeTypeFlags.HasFinalizer);
        return flags;
    }

    public static PeFieldFlags Of(FieldDefinition field)
    {
        var flags = (PeFieldFlags)(field.Attributes & FieldAttributes.FieldAccessMask);
        flags |= When(field.IsNotSerialized, PeFieldFlags.NotSerialized) | When(field.IsStatic, PeFieldFlags.Static);
        flags |= When(field.IsInitOnly, PeFieldFlags.InitOnly) | When(field.IsSpecialName, PeFieldFlags.SpecialName);
        flags |= When(field.HasDefault, PeFieldFlags.HasDefault) | When(field.InitialValue.Length > 0, PeFieldFlags.HasFieldRva);
        return flags;
    }

    public static PeMethodFlags Of(MethodDefinition method)
    {
        var flags = (PeMethodFlags)(method.Attributes & MethodAttributes.MemberAccessMask);
        flags |= When(method.IsStatic, PeMethodFlags.Static) | When(method.IsFinal, PeMethodFlags.Final) | When(method.IsVirtual, PeMethodFlags.Virtual);
        flags |= When(method.IsHideBySig, PeMethodFlags.HideBySig) | When(method.IsNewSlot, PeMethodFlags.NewSlot);
        flags |= When(method.IsAbstract, PeMethodFlags.Abstract) | When(method.IsSpecialName, PeMethodFlags.SpecialName);
        flags |= When(method.IsConstructor, method.IsStatic ? PeMethodFlags.StaticConstructor : PeMethodFlags.Constructor);
        flags |= When(IsFinalizer(method), PeMethodFlags.Finalizer) | When(method.IsSynchronized, PeMethodFlags.Synchronized);
        flags |= When(method == method.Module.EntryPoint, PeMethodFlags.EntryPoint);
        flags |= When(method is { HasBody: true, Body.HasExceptionHandlers: true }, PeMethodFlags.HasExceptionHandlers);
        flags |= When(method.ContainsGenericParameter, PeMethodFlags.ContainsGenericParameter);
        flags |= When(method.HasGenericParameters, PeMethodFlags.HasGenericParameter);
        return flags | OfDelegate(method);
    }

    private static PeMethodFlags OfDelegate(MethodDefinition method)
    {
        if (method.DeclaringType.BaseType?.FullName != "System.MulticastDelegate")
        {
            return PeMethodFlags.None;
        }

        return method.IsConstructor ? PeMethodFlags.DelegateConstructor : method.Name switch
        {
            "Invoke" => PeMethodFlags.DelegateInvoke,
            "BeginInvoke" => PeMethodFlags.DelegateBeginInvoke,
            "EndInvoke" => PeMethodFlags.DelegateEndInvoke,
            _ => PeMethodFlags.None,
        };
    }

    private static bool IsFinalizer(MethodDefinition method) =>
        method is { Name: "Finalize", HasParameters: false } && method.ReturnType.MetadataType == MetadataType.Void;

    private static T When<T>(bool condition, T flag) where T : struct => condition ? flag : default;
}
