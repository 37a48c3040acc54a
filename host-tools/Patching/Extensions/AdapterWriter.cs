using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>Writes the adapters of a class of the patch: overrides of what is gone that call what took its place, or what somebody wrote.</summary>
internal static class AdapterWriter
{
    public static void Write(Emission emission, Extension extension)
    {
        if (extension.New == null || extension.IsWhole || extension.IsAbstract)
        {
            return;
        }

        var adapters = emission.Closure.Adapters;
        foreach (var gone in adapters.Of(extension.Old))
        {
            var former = emission.Matching.Old.Method(extension.Old, Names.Signature(gone)) ?? gone;
            if (adapters.Written(former, extension.New) is { } written)
            {
                var adapter = Inherited.Override(emission, extension, former);
                Emit(adapter, [], emission.Types.IsOfRelease(written.DeclaringType) ? emission.Statics.Method(written, null) : emission.Methods.Carried(written, null), null);
            }
            else if (Successors.Of(emission.Matching, former, extension.New) is { } succession)
            {
                Write(emission, Inherited.Override(emission, extension, former), succession, extension);
            }
        }
    }

    /// <summary>The body of an adapter, in a class of the patch.</summary>
    public static void Write(Emission emission, MethodDefinition adapter, Succession succession, Extension? home)
    {
        var (next, receiver) = emission.Methods.Map(succession.Next, succession.Next.IsStatic ? OpCodes.Call : OpCodes.Callvirt, home, home);
        Emit(adapter, succession.Defaults, next, receiver == home?.Patch ? null : receiver);
    }

    private static void Emit(MethodDefinition adapter, IReadOnlyList<object?> defaults, MethodReference next, TypeReference? receiver)
    {
        var il = adapter.Body.GetILProcessor();
        var arguments = adapter.Parameters.ToList();
        if (next.HasThis || next.Parameters.Count > arguments.Count + defaults.Count)
        {
            il.Emit(OpCodes.Ldarg, adapter.Body.ThisParameter);
            if (receiver != null)
            {
                il.Emit(OpCodes.Castclass, receiver);
            }
        }

        var first = next.Parameters.Count - arguments.Count - defaults.Count;
        for (var i = 0; i < arguments.Count; i++)
        {
            il.Emit(OpCodes.Ldarg, arguments[i]);
            Convert(il, arguments[i].ParameterType, next.Parameters[first + i].ParameterType);
        }

        defaults.ToList().ForEach(value => il.Append(Constant(value)));
        il.Emit(next.HasThis ? OpCodes.Callvirt : OpCodes.Call, next);
        if (adapter.ReturnType.MetadataType == MetadataType.Void && next.ReturnType.MetadataType != MetadataType.Void)
        {
            il.Emit(OpCodes.Pop);
        }
        else
        {
            Convert(il, next.ReturnType, adapter.ReturnType);
        }

        il.Emit(OpCodes.Ret);
        adapter.Body.OptimizeMacros();
    }

    private static void Convert(ILProcessor il, TypeReference from, TypeReference to)
    {
        if (from.MetadataType != to.MetadataType && Conversions.IsNumber(from) && Conversions.IsNumber(to))
        {
            il.Emit(Conversions.Instruction(from, to));
        }
    }

    private static Instruction Constant(object? value) => value switch
    {
        null => Instruction.Create(OpCodes.Ldnull),
        string text => Instruction.Create(OpCodes.Ldstr, text),
        long number => Instruction.Create(OpCodes.Ldc_I8, number),
        ulong number => Instruction.Create(OpCodes.Ldc_I8, unchecked((long)number)),
        float number => Instruction.Create(OpCodes.Ldc_R4, number),
        double number => Instruction.Create(OpCodes.Ldc_R8, number),
        bool truth => Instruction.Create(OpCodes.Ldc_I4, truth ? 1 : 0),
        char letter => Instruction.Create(OpCodes.Ldc_I4, letter),
        uint number => Instruction.Create(OpCodes.Ldc_I4, unchecked((int)number)),
        _ => Instruction.Create(OpCodes.Ldc_I4, System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
