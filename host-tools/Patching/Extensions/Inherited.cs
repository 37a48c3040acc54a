using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Overrides that the new build has no more. The release's class has its own still, so the patch's answers with what it inherits in the new build.
/// </summary>
internal static class Inherited
{
    /// <summary>Methods of a class of the release, which goes on, that override one of its base class and are gone.</summary>
    public static IEnumerable<MethodDefinition> Lost(Matching matching, TypeDefinition old) =>
        matching.NewOf(old) is not { } @new || matching.IsReplaced(@new) ? []
            : old.Methods.Where(m => m is { IsVirtual: true, IsReuseSlot: true, IsStatic: false } && !m.HasOverrides && matching.NewOf(m) == null);

    public static void Write(Emission emission, Extension extension)
    {
        var matching = emission.Matching;
        if (extension.New == null || extension.IsWhole)
        {
            return;
        }

        foreach (var lost in matching.Old.Line(extension.Old).SelectMany(t => Lost(matching, t)).DistinctBy(Names.Signature).ToList())
        {
            // One between answers it still, or the new build has its own.
            var signature = Names.Signature(lost);
            if (matching.Old.Method(extension.Old, signature) != lost)
            {
                continue;
            }

            var now = matching.New.Method(extension.New, signature);
            if (now != null && emission.Closure.Carried.Contains(now))
            {
                emission.Methods.Copied(now, extension);
            }
            else if (now == null ? !IsIntroduced(matching, lost) : !now.IsAbstract)
            {
                Answer(emission, extension, lost, Reference(emission, extension, lost, now));
            }
        }
    }

    /// <summary>Whether it is a class of the release that has the method first. The new build has it nowhere then, and who asks for it is carried.</summary>
    public static bool IsIntroduced(Matching matching, MethodDefinition lost) =>
        matching.Old.Line(lost.DeclaringType).SelectMany(t => t.Methods).Any(m => m.IsNewSlot && Names.Signature(m) == Names.Signature(lost));

    /// <summary>What the release has above the method, which is what the new build has; null for a finalizer, above which there is nothing.</summary>
    private static MethodReference? Reference(Emission emission, Extension extension, MethodDefinition lost, MethodDefinition? now)
    {
        if (now != null)
        {
            return emission.Methods.Reference(now, emission.Module.Outside(now.DeclaringType), extension);
        }

        var outside = emission.Matching.New.Line(extension.New!).Last().BaseType;
        return outside != null && lost.Name != "Finalize" ? emission.Methods.Reference(lost, emission.Module.Outside(outside), extension) : null;
    }

    /// <summary>An override of a method of the release that the new build has no more, without a body yet.</summary>
    public static MethodDefinition Override(Emission emission, Extension extension, MethodDefinition lost)
    {
        var access = lost.Attributes & MethodAttributes.MemberAccessMask;
        var method = new MethodDefinition(lost.Name, access | MethodAttributes.Virtual | MethodAttributes.HideBySig, emission.Types.Map(lost.ReturnType, extension));
        foreach (var parameter in lost.Parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, emission.Types.Map(parameter.ParameterType, extension)));
        }

        extension.Patch.Methods.Add(method);
        return method;
    }

    private static void Answer(Emission emission, Extension extension, MethodDefinition lost, MethodReference? inherited)
    {
        var method = Override(emission, extension, lost);
        var il = method.Body.GetILProcessor();
        if (inherited != null)
        {
            il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
            method.Parameters.ToList().ForEach(p => il.Emit(OpCodes.Ldarg, p));
            il.Emit(OpCodes.Call, inherited);
        }

        il.Emit(OpCodes.Ret);
        method.Body.OptimizeMacros();
    }
}
