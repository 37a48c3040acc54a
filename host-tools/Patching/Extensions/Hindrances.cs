using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Which methods of the new build a patch cannot carry, and why.</summary>
internal sealed class Hindrances(Matching matching, CallGraph calls, PreparationOptions options, bool takesOver)
{
    public Hindrance? WhyNot(MethodDefinition method)
    {
        var type = method.DeclaringType;
        if (!method.HasBody && !method.IsAbstract)
        {
            return new(RefusalCode.NativeCode, "it is native code of the firmware");
        }

        if (method.HasGenericParameters || type.HasGenericParameters)
        {
            return new(RefusalCode.Generic, "it is generic");
        }

        if (StartCode.IsMain(method))
        {
            return new(RefusalCode.Main, "it runs when the board starts, before a patch takes part");
        }

        if (method is { IsConstructor: true, IsStatic: true })
        {
            return new(RefusalCode.StaticConstructor, "a static constructor runs when the board starts, before a patch takes part");
        }

        if (takesOver && calls.RunsAtStartOnly(method))
        {
            return new(RefusalCode.StartHasRun, StartCode.HasRun);
        }

        if (!takesOver && StartCode.IsOfApplication(matching.New, type) && !StartCode.CanBeMade(type))
        {
            return new(RefusalCode.ApplicationNotMade, "it runs when the board starts, and its class has no public constructor without parameters, by which the board could make the patch's");
        }

        if (type.IsValueType && method.IsVirtual)
        {
            return new(RefusalCode.StructDispatched, "the struct is asked for it by dispatch, and a struct cannot be extended");
        }

        if (method.IsStatic || type.IsValueType)
        {
            return null;
        }

        return matching.Old.Type(type) is { } old && Replaceable.WhyNot(old, options) is { } reason ? new(RefusalCode.NotExtended, reason) : null;
    }
}
