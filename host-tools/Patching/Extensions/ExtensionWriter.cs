using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>Makes the extending classes: declaration, the adoption constructor, constructors where objects are made otherwise than by the release, overrides.</summary>
internal static class ExtensionWriter
{
    /// <summary>
    /// All classes are declared before any member is, because members name each other's classes. Each has the name of the class whose place it takes,
    /// which the patch has to mention anyway, and by which the application knows it.
    /// </summary>
    public static Extension Declare(Emission emission, TypeDefinition old, TypeDefinition? @new)
    {
        var flags = TypeAttributes.Public | ((@new ?? old).Attributes & TypeAttributes.Abstract);
        var patch = new TypeDefinition(NamespaceOf(old), old.Name, flags, emission.Module.Outside(old));
        emission.Module.Add(patch);
        return new Extension(old, @new, patch);
    }

    public static void Fill(Emission emission, Extension extension)
    {
        if (!extension.IsAbstract)
        {
            Adoption(emission, extension.Patch);
        }

        if (extension.New == null || extension.IsWhole)
        {
            return;
        }

        foreach (var constructor in extension.New.Methods.Where(m => m is { IsConstructor: true, IsStatic: false, IsPrivate: false } && emission.Creation.BringsConstructors(extension)))
        {
            Constructor(emission, extension, constructor);
        }

        Interfaces(emission, extension);
        foreach (var method in Needed(emission, extension))
        {
            emission.Methods.Copied(method, extension);
        }

        Inherited.Write(emission, extension);
        AdapterWriter.Write(emission, extension);

        // A fresh field is there even when only the migration sets it.
        foreach (var level in emission.Matching.New.Line(extension.New).Where(t => emission.Matching.Old.Type(t) != null))
        {
            foreach (var field in level.Fields.Where(f => !f.IsStatic && emission.Matching.InPlace(f) == null))
            {
                emission.Fields.Fresh(field, extension);
            }
        }
    }

    /// <summary>The constructor of the extending class for one of the new build: a copy when it makes other objects, else one that hands on.</summary>
    public static MethodDefinition Constructor(Emission emission, Extension extension, MethodDefinition constructor)
    {
        if (extension.Constructors.TryGetValue(constructor, out var own))
        {
            return own;
        }

        own = new MethodDefinition(".ctor", MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName
            | (constructor.IsPublic ? MethodAttributes.Public : MethodAttributes.Assembly), emission.Module.Module.TypeSystem.Void);
        foreach (var parameter in constructor.Parameters)
        {
            own.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, emission.Types.Map(parameter.ParameterType, extension)));
        }

        extension.Constructors[constructor] = own;
        extension.Patch.Methods.Add(own);
        if (emission.Closure.IsOther(constructor))
        {
            emission.Later(constructor, own, extension);
            return own;
        }

        var il = own.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg, own.Body.ThisParameter);
        foreach (var parameter in own.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
        }

        il.Emit(OpCodes.Call, emission.Methods.Reference(constructor, emission.Module.Outside(extension.Old), extension));
        il.Emit(OpCodes.Ret);
        own.Body.OptimizeMacros();
        return own;
    }

    /// <summary>
    /// The constructor that sets nothing and calls nothing, not even the base: the runtime fills the fields. Its parameter is of the class itself, which is
    /// unlike any constructor of the new build, and needs no reference.
    /// </summary>
    public static MethodDefinition Adoption(Emission emission, TypeDefinition type)
    {
        var constructor = type.Methods.FirstOrDefault(m => m.IsConstructor && m.Parameters is [{ Name: "adoption" } only] && only.ParameterType == type);
        if (constructor == null)
        {
            if (type.Methods.Any(m => m.IsConstructor && m.Parameters.Count == 1 && m.Parameters[0].ParameterType == type))
            {
                emission.Module.Refuse(RefusalCode.AdoptionAmbiguous, $"{type.FullName} has a constructor that takes one of its own, and is carried whole: the board could not tell it from the one that adopts");
            }

            constructor = new MethodDefinition(".ctor", MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
                emission.Module.Module.TypeSystem.Void);
            constructor.Parameters.Add(new ParameterDefinition("adoption", ParameterAttributes.None, type));
            constructor.Body.GetILProcessor().Emit(OpCodes.Ret);
            type.Methods.Add(constructor);
        }

        return constructor;
    }

    /// <summary>What the class and its bases have that the release's has not: overrides, new methods, members of new interfaces.</summary>
    private static IEnumerable<MethodDefinition> Needed(Emission emission, Extension extension)
    {
        foreach (var level in emission.Matching.New.Line(extension.New!).Where(t => emission.Matching.Old.Type(t) != null))
        {
            foreach (var method in level.Methods.Where(m => m is { IsStatic: false, IsConstructor: false } && emission.Closure.Carried.Contains(m)))
            {
                if (method.IsVirtual && (!method.IsAbstract || IsDeclared(emission, method, extension)) && !CopyNames.IsForeign(emission, method, extension)
                    && !CopyNames.IsOurs(emission, method, extension))
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>An abstract method that the release has no slot for is declared where new classes may derive from it.</summary>
    private static bool IsDeclared(Emission emission, MethodDefinition method, Extension extension) =>
        extension.Patch.IsAbstract && !method.DeclaringType.IsInterface && emission.Matching.OldOf(method) == null && emission.Matching.Old.Method(extension.Old, Names.Signature(method)) == null;

    private static void Interfaces(Emission emission, Extension extension)
    {
        var before = extension.Old.Interfaces.Select(i => Names.Of(i.InterfaceType)).ToHashSet(StringComparer.Ordinal);
        var explicitly = extension.New!.Methods.Where(m => m.HasOverrides && emission.Closure.Carried.Contains(m)).SelectMany(m => m.Overrides)
            .Select(o => Names.Of(o.DeclaringType)).ToHashSet(StringComparer.Ordinal);
        var isGained = false;
        foreach (var implemented in extension.New.Interfaces.Select(i => i.InterfaceType))
        {
            if (!before.Contains(Names.Of(implemented)) || explicitly.Contains(Names.Of(implemented)))
            {
                emission.Interfaces.Implement(extension.Patch, implemented, extension);
                isGained |= !before.Contains(Names.Of(implemented));
            }
            else if (emission.Matching.New.Type(implemented) is { } definition)
            {
                emission.Interfaces.ImplementAdded(extension.Patch, definition);
            }
        }

        if (isGained)
        {
            emission.Interfaces.AnswerRemoved(extension.Patch, extension.New, extension);
        }

        ExplicitAnswers.Write(emission, extension);

        // All explicit members of an interface that is implemented again have to be there.
        foreach (var method in extension.New.Methods.Where(m => m.HasOverrides && m.Overrides.Any(o => explicitly.Contains(Names.Of(o.DeclaringType)))))
        {
            emission.Methods.Copied(method, extension);
        }
    }

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType == null ? type.Namespace : NamespaceOf(type.DeclaringType);
}
