using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Methods of the new build as the patch names them.</summary>
internal sealed class MethodMap(Emission emission)
{
    private readonly Dictionary<(MethodDefinition, TypeDefinition), MethodDefinition> _carried = [];

    /// <summary>
    /// The method that an instruction has to name, and the patch's class that the receiver must be of; null when any receiver will do.
    /// </summary>
    /// <param name="method">As the new build names it.</param>
    /// <param name="code">What is done with it.</param>
    /// <param name="home">Whose code is being copied.</param>
    /// <param name="self">Of the receiver, when it is the object whose code runs.</param>
    public (MethodReference Method, TypeReference? Receiver) Map(MethodReference method, OpCode code, Extension? home, Extension? self)
    {
        if (method is GenericInstanceMethod || method.HasGenericParameters)
        {
            emission.Module.Refuse(RefusalCode.Generic, $"{method.FullName} is generic; nanoFramework 1.x has no generics");
        }

        var definition = emission.Matching.New.Method(method);
        if (definition == null)
        {
            return (Reference(method, emission.Types.Map(method.DeclaringType, home), home), null);
        }

        if (!emission.Types.IsOfRelease(definition.DeclaringType))
        {
            return (Carried(definition, home), null);
        }

        if (InterfaceVersions.IsAdded(emission.Matching, definition))
        {
            return emission.Interfaces.Member(definition);
        }

        if (definition is { IsStatic: false, DeclaringType.IsValueType: true } && emission.Closure.Carried.Contains(definition))
        {
            return (OfStruct(definition, code), null);
        }

        return definition.IsConstructor ? (Constructor(definition, code, home), null) : OfRelease(definition, code, home, self);
    }

    /// <summary>A method of a class that is carried as a whole.</summary>
    public MethodDefinition Carried(MethodDefinition method, Extension? home)
    {
        var type = emission.Types.Carried(method.DeclaringType, home);
        home = TypeMap.HomeFor(method.DeclaringType, home);
        if (!_carried.TryGetValue((method, type), out var carried))
        {
            carried = Define(method, type, CopyNames.OfCarried(emission, method, type), CopyNames.CarriedAttributes(method), home);
            _carried[(method, type)] = carried;
        }

        return carried;
    }

    /// <summary>A method of a class of the release, copied into an extension or, when static, beside it.</summary>
    public MethodDefinition Copied(MethodDefinition method, Extension extension)
    {
        if (!extension.Methods.TryGetValue(method, out var copy))
        {
            copy = Define(method, extension.Patch, CopyNames.Of(emission, method, extension), CopyNames.Attributes(emission, method, extension), extension);
            extension.Methods[method] = copy;
        }

        return copy;
    }

    public MethodDefinition Define(MethodDefinition method, TypeDefinition type, string name, MethodAttributes attributes, Extension? home)
    {
        var copy = new MethodDefinition(name, attributes, emission.Types.Map(method.ReturnType, home)) { ImplAttributes = method.ImplAttributes };
        foreach (var parameter in method.Parameters)
        {
            copy.Parameters.Add(new ParameterDefinition(parameter.Name, parameter.Attributes & ~ParameterAttributes.HasDefault, emission.Types.Map(parameter.ParameterType, home)));
        }

        foreach (var overridden in method.Overrides)
        {
            copy.Overrides.Add(Map(overridden, OpCodes.Callvirt, home, home).Method);
        }

        type.Methods.Add(copy);
        if (method.HasBody)
        {
            emission.Later(method, copy, home);
        }

        return copy;
    }

    /// <summary>A reference to a method outside the patch, with the signature mapped.</summary>
    public MethodReference Reference(MethodReference method, TypeReference declaring, Extension? home)
    {
        var reference = new MethodReference(method.Name, emission.Types.Map(method.ReturnType, home), declaring)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (var parameter in method.Parameters)
        {
            reference.Parameters.Add(new ParameterDefinition(emission.Types.Map(parameter.ParameterType, home)));
        }

        return reference;
    }

    private MethodReference InRelease(MethodDefinition definition, Extension? home) =>
        Reference(definition, emission.Module.Outside(definition.DeclaringType), home);

    private MethodReference Constructor(MethodDefinition definition, OpCode code, Extension? home)
    {
        var type = definition.DeclaringType;
        if (code.Code == Code.Newobj || home?.New == null)
        {
            // An object of an extended class, or the base constructor of a new class that derives from one.
            return emission.Extensions.TryGetValue(type, out var extension) ? ExtensionWriter.Constructor(emission, extension, definition) : InRelease(definition, home);
        }

        if (type == home.New)
        {
            return ExtensionWriter.Constructor(emission, home, definition);
        }

        // The constructor of a base class: as it is in the release, or its copy.
        return emission.Closure.IsOther(definition) && emission.Matching.New.Line(home.New).Contains(type) ? Copied(definition, home) : InRelease(definition, home);
    }

    /// <summary>A struct's method is called directly: what is carried of it is a static method that gets the struct's address.</summary>
    private MethodReference OfStruct(MethodDefinition definition, OpCode code)
    {
        if (code.Code is Code.Ldftn or Code.Ldvirtftn)
        {
            emission.Module.Refuse(RefusalCode.StructSubscribed, $"{definition.FullName} is subscribed, and a method of a struct that a patch carries cannot be");
        }

        return code.Code == Code.Newobj ? emission.Statics.Maker(definition) : emission.Statics.Method(definition, null);
    }

    private (MethodReference, TypeReference?) OfRelease(MethodDefinition definition, OpCode code, Extension? home, Extension? self)
    {
        if (definition.IsStatic)
        {
            return (IsCarried(definition) ? emission.Statics.Method(definition, home) : InRelease(definition, home), null);
        }

        var isAsked = code.Code is Code.Callvirt or Code.Ldvirtftn;
        if (isAsked && emission.Matching.OldOf(definition) is { IsVirtual: true } || !IsCarried(definition))
        {
            return (InRelease(definition, home), null);
        }

        if (emission.HomeOf(definition.DeclaringType, self) is { } extension)
        {
            return isAsked && definition.IsVirtual ? Answering(definition, extension) : (Copied(definition, extension), extension.Patch);
        }

        if (!emission.Shared.IsShared(definition.DeclaringType))
        {
            return (InRelease(definition, home), null);
        }

        if (code.Code is Code.Ldftn or Code.Ldvirtftn)
        {
            emission.Module.Refuse(RefusalCode.SharedSubscribed, $"{definition.FullName} is new, others derive from its class, and code outside of it subscribes it; make that a method of the subscriber");
        }

        return emission.Shared.Method(definition);
    }

    /// <summary>What answers a call that asks the object: a class in between may have its own.</summary>
    private (MethodReference, TypeReference?) Answering(MethodDefinition definition, Extension extension)
    {
        var first = emission.Matching.New.Method(extension.New!, Names.Signature(definition)) ?? definition;
        return IsCarried(first) ? (Copied(first, extension), extension.Patch) : (InRelease(first, extension), null);
    }

    private bool IsCarried(MethodDefinition definition) => emission.Closure.Carried.Contains(definition) || Names.IsCompilerMade(definition) || GainsSlot(definition);

    /// <summary>The release calls it directly, and the new build by dispatch: the patch has to have it, changed or not.</summary>
    private bool GainsSlot(MethodDefinition definition) => definition.IsVirtual && emission.Matching.OldOf(definition) is { IsVirtual: false };
}
