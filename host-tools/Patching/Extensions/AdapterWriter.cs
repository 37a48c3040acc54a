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
                var by = emission.Types.IsOfRelease(written.DeclaringType) ? emission.Statics.Method(written, null) : emission.Methods.Carried(written, null);
                Emit(adapter, by, null, adapter.Parameters.Count, [], null, (il, argument, to) => Load(il, argument, to));
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
        var members = Members(emission, adapter, succession);
        Emit(adapter, next, receiver == home?.Patch ? null : receiver, succession.Given, succession.Defaults, succession.Packed, (il, argument, to) =>
        {
            if (members.TryGetValue(argument, out var member))
            {
                il.Emit(OpCodes.Ldloc, member);
            }
            else
            {
                Load(il, argument, to);
            }
        });
    }

    /// <summary>Arguments of an enum whose members have other numbers in what took its place, converted before anything else.</summary>
    private static Dictionary<ParameterDefinition, VariableDefinition> Members(Emission emission, MethodDefinition adapter, Succession succession)
    {
        var converted = new Dictionary<ParameterDefinition, VariableDefinition>();
        for (var i = 0; i < succession.Given; i++)
        {
            var from = succession.Gone.Parameters[i].ParameterType;
            if (EnumArguments.Numbers(emission.Matching, from, succession.Next.Parameters[i].ParameterType) is { } numbers)
            {
                var number = emission.Matching.Old.Type(from)!.Fields.First(f => !f.IsStatic).FieldType;
                var (value, result) = (new VariableDefinition(number), new VariableDefinition(number));
                adapter.Body.Variables.Add(value);
                adapter.Body.Variables.Add(result);
                adapter.Body.InitLocals = true;
                adapter.Body.GetILProcessor().Emit(OpCodes.Ldarg, adapter.Parameters[i]);
                adapter.Body.GetILProcessor().Emit(OpCodes.Stloc, value);
                new EnumNumberWriter(emission, adapter, true).Convert(value, result, number, number, numbers);
                converted[adapter.Parameters[i]] = result;
            }
        }

        return converted;
    }

    /// <param name="adapter">Gets the body.</param>
    /// <param name="next">What it calls.</param>
    /// <param name="receiver">What the object has to be cast to; null: it is of that class.</param>
    /// <param name="given">Arguments that are handed on, the first ones.</param>
    /// <param name="defaults">What follows them.</param>
    /// <param name="packed">Arguments that lie in an array, the last ones; null: there is none.</param>
    /// <param name="load">Loads an argument as one of another type.</param>
    private static void Emit(MethodDefinition adapter, MethodReference next, TypeReference? receiver, int given, IReadOnlyList<object?> defaults, int? packed, Action<ILProcessor, ParameterDefinition, TypeReference> load)
    {
        var il = adapter.Body.GetILProcessor();
        var first = next.Parameters.Count - given - defaults.Count - (packed == null ? 0 : 1);
        if (next.HasThis || first > 0)
        {
            il.Emit(OpCodes.Ldarg, adapter.Body.ThisParameter);
            if (receiver != null)
            {
                il.Emit(OpCodes.Castclass, receiver);
            }
        }

        for (var i = 0; i < given; i++)
        {
            load(il, adapter.Parameters[i], next.Parameters[first + i].ParameterType);
        }

        defaults.ToList().ForEach(value => il.Append(Constant(value)));
        if (packed is { } count)
        {
            Pack(il, [.. adapter.Parameters.Skip(given).Take(count)], ((ArrayType)next.Parameters[^1].ParameterType).ElementType, load);
        }

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

    private static void Pack(ILProcessor il, List<ParameterDefinition> arguments, TypeReference element, Action<ILProcessor, ParameterDefinition, TypeReference> load)
    {
        il.Emit(OpCodes.Ldc_I4, arguments.Count);
        il.Emit(OpCodes.Newarr, element);
        for (var i = 0; i < arguments.Count; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            load(il, arguments[i], element);
            il.Emit(OpCodes.Stelem_Any, element);
        }
    }

    private static void Load(ILProcessor il, ParameterDefinition argument, TypeReference to)
    {
        il.Emit(OpCodes.Ldarg, argument);
        Convert(il, argument.ParameterType, to);
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
