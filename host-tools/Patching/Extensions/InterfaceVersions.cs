using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Interfaces of the release that have other members in the new build. What was added is in an interface of the patch, and every class that implements the one
/// implements the other, too: carried callers cast to it, holders that know the release's go on with it. Members that went stay answered; a class of the
/// patch that has them no more answers by an adapter where one follows, and else throws.
/// </summary>
internal sealed class InterfaceVersions(Emission emission)
{
    private readonly Dictionary<TypeDefinition, TypeDefinition> _versions = [];

    public static bool IsAdded(Matching matching, MethodDefinition member) =>
        member.DeclaringType.IsInterface && matching.Old.Type(member.DeclaringType) is { IsInterface: true } && matching.OldOf(member) == null;

    /// <summary>The added member, and the interface of the patch that it is in.</summary>
    public (MethodReference Method, TypeReference Receiver) Member(MethodDefinition added)
    {
        var version = Version(added.DeclaringType);
        return (version.Methods[added.DeclaringType.Methods.Where(m => emission.Matching.OldOf(m) == null).ToList().IndexOf(added)], version);
    }

    /// <summary>Lets a class of the patch implement an interface, and what the patch adds to it.</summary>
    public void Implement(TypeDefinition patch, TypeReference implemented, Extension? home)
    {
        Add(patch, emission.Types.Map(implemented, home));
        if (emission.Matching.New.Type(implemented) is { } definition)
        {
            ImplementAdded(patch, definition);
        }
    }

    /// <summary>Lets a class of the patch implement what the patch adds to an interface that it implements already.</summary>
    public void ImplementAdded(TypeDefinition patch, TypeDefinition @interface)
    {
        if (emission.Closure.UsesAdded(@interface))
        {
            Add(patch, Version(@interface));
        }
    }

    /// <summary>A class that the patch brings answers also those members of the release's interfaces that the new build has no more.</summary>
    public void AnswerRemoved(TypeDefinition patch, TypeDefinition @new, Extension? home)
    {
        var matching = emission.Matching;
        var inherited = matching.New.Line(@new).SelectMany(t => t.Methods).Select(Names.Signature).ToHashSet(StringComparer.Ordinal);
        var answered = matching.Old.Type(@new)?.Interfaces.Select(i => Names.Of(i.InterfaceType)).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var old in @new.Interfaces.Where(i => !answered.Contains(Names.Of(i.InterfaceType))).Select(i => matching.Old.Type(i.InterfaceType)).OfType<TypeDefinition>())
        {
            foreach (var member in old.Methods.Where(m => matching.NewOf(m) == null && !inherited.Contains(Names.Signature(m))))
            {
                var reference = emission.Methods.Reference(member, emission.Module.Outside(old), null);
                var answer = new MethodDefinition(member.Name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot, reference.ReturnType);
                foreach (var parameter in reference.Parameters)
                {
                    answer.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
                }

                patch.Methods.Add(answer);
                if (Successors.Of(matching, member, @new) is { } succession)
                {
                    AdapterWriter.Write(emission, answer, succession, home);
                }
                else
                {
                    Throw(emission, answer);
                }
            }
        }
    }

    public static void Throw(Emission emission, MethodDefinition method)
    {
        var exception = new MethodReference(".ctor", emission.Module.Module.TypeSystem.Void, emission.Module.Core("System", "NotSupportedException")) { HasThis = true };
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Newobj, exception);
        il.Emit(OpCodes.Throw);
    }

    private static void Add(TypeDefinition patch, TypeReference implemented)
    {
        if (patch.Interfaces.All(i => i.InterfaceType != implemented))
        {
            patch.Interfaces.Add(new InterfaceImplementation(implemented));
        }
    }

    private TypeDefinition Version(TypeDefinition @interface)
    {
        if (_versions.TryGetValue(@interface, out var version))
        {
            return version;
        }

        version = new TypeDefinition(@interface.Namespace, @interface.Name, TypeAttributes.NotPublic | TypeAttributes.Interface | TypeAttributes.Abstract);
        _versions[@interface] = version;
        emission.Module.Add(version);
        foreach (var member in @interface.Methods.Where(m => emission.Matching.OldOf(m) == null))
        {
            emission.Methods.Define(member, version, member.Name, member.Attributes, null);
        }

        foreach (var type in emission.Matching.New.Types.Values.Where(t => Implements(t, @interface) && !t.IsInterface && emission.Matching.Old.Type(t) != null && !emission.Extensions.ContainsKey(t)))
        {
            emission.Module.Refuse(RefusalCode.InterfaceOfOthers, $"{type.FullName} implements {@interface.Name}, which has new members, and cannot take part: it is no class that a patch can extend");
        }

        return version;
    }

    public static bool Implements(TypeDefinition type, TypeDefinition @interface) => type.Interfaces.Any(i => Names.Of(i.InterfaceType) == Names.Of(@interface));
}
