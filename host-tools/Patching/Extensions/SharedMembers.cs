using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Members that the patch adds to a class from which others of the release derive. Each of these has an extending class with a copy of its own, and no class
/// of the patch is a base of them all. So who has an object of any of them asks through an interface of the patch that they all implement.
/// </summary>
internal sealed class SharedMembers(Emission emission)
{
    private readonly Dictionary<TypeDefinition, TypeDefinition> _interfaces = [];
    private readonly Dictionary<MethodDefinition, MethodDefinition> _methods = [];
    private readonly Dictionary<(FieldDefinition, bool IsSet), MethodDefinition> _accessors = [];

    /// <summary>Whether more than one class of the patch has its own of what the patch adds to a class.</summary>
    public bool IsShared(TypeDefinition @new) => Sharing(@new).Take(2).Count() > 1;

    /// <summary>The member that asks for a method, and the interface that it is in.</summary>
    public (MethodReference Method, TypeReference Receiver) Method(MethodDefinition method)
    {
        if (!_methods.TryGetValue(method, out var member))
        {
            var parameters = method.Parameters.Select(p => emission.Types.Map(p.ParameterType, null));
            _methods[method] = member = Declare(method.DeclaringType, emission.Types.Map(method.ReturnType, null), parameters);
            foreach (var extension in Sharing(method.DeclaringType))
            {
                var (asked, _) = emission.Methods.Map(method, OpCodes.Callvirt, extension, extension);
                Answer(extension, member, Instruction.Create(OpCodes.Callvirt, asked));
            }
        }

        return (member, member.DeclaringType);
    }

    /// <summary>The member that reads or writes a fresh field, and the interface that it is in.</summary>
    public (MethodReference Method, TypeReference Receiver) Field(FieldDefinition field, bool isSet)
    {
        if (!_accessors.TryGetValue((field, isSet), out var member))
        {
            var type = emission.Fields.Stored(field.FieldType, null);
            _accessors[(field, isSet)] = member = isSet ? Declare(field.DeclaringType, emission.Module.Module.TypeSystem.Void, [type]) : Declare(field.DeclaringType, type, []);
            foreach (var extension in Sharing(field.DeclaringType))
            {
                Answer(extension, member, Instruction.Create(isSet ? OpCodes.Stfld : OpCodes.Ldfld, emission.Fields.Fresh(field, extension)));
            }
        }

        return (member, member.DeclaringType);
    }

    private IEnumerable<Extension> Sharing(TypeDefinition @new) =>
        emission.Extensions.Where(e => emission.Matching.New.Line(e.Key).Contains(@new)).Select(e => e.Value).OrderBy(e => Names.Of(e.Old), StringComparer.Ordinal);

    /// <summary>Under a name that no class that answers has.</summary>
    private MethodDefinition Declare(TypeDefinition of, TypeReference result, IEnumerable<TypeReference> parameters)
    {
        if (!_interfaces.TryGetValue(of, out var @interface))
        {
            _interfaces[of] = @interface = new TypeDefinition(of.Namespace, "I", TypeAttributes.NotPublic | TypeAttributes.Interface | TypeAttributes.Abstract);
            emission.Module.Add(@interface);
            foreach (var extension in Sharing(of))
            {
                extension.Patch.Interfaces.Add(new InterfaceImplementation(@interface));
            }
        }

        var name = CopyNames.Short(emission, [@interface, .. Sharing(of).Select(e => e.Patch)]);
        var member = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.HideBySig | MethodAttributes.NewSlot, result);
        foreach (var parameter in parameters)
        {
            member.Parameters.Add(new ParameterDefinition(parameter));
        }

        @interface.Methods.Add(member);
        return member;
    }

    private static void Answer(Extension extension, MethodDefinition member, Instruction asked)
    {
        var answer = new MethodDefinition(member.Name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot, member.ReturnType);
        extension.Patch.Methods.Add(answer);
        var il = answer.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg, answer.Body.ThisParameter);
        foreach (var parameter in member.Parameters)
        {
            answer.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
            il.Emit(OpCodes.Ldarg, answer.Parameters[^1]);
        }

        il.Append(asked);
        il.Emit(OpCodes.Ret);
        answer.Body.OptimizeMacros();
    }
}
