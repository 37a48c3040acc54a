using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// The part of a migration that converts values by code. It stands in methods of its own, like those that people write, and like them it knows the release's
/// class and this one only: whoever comes from another patch does not come through it.
/// </summary>
internal sealed class ConvertedValues(Emission emission, Extension extension)
{
    /// <summary>Fields of the new build whose values nothing but code can bring along.</summary>
    public List<FieldDefinition> Of(IEnumerable<TypeDefinition> line) =>
        [.. line.SelectMany(t => t.Fields).Where(f => !f.IsStatic && (emission.Matching.IsRenumbered(f) || Move(f) is { } move && IsConvertible(move)))];

    /// <summary>Why objects of an earlier patch are not led on: such code knows objects of the release only.</summary>
    public static string? Problem(Emission emission, Extension extension, EarlierAssembly earlier, ClassChange before, TypeDefinition type)
    {
        var line = MovesWriter.Line(emission, extension);
        var byCode = before.Migration == null ? null : earlier.Type(before.Migration)?.Methods.FirstOrDefault(m => m.Name == "UpValues");
        var values = new ConvertedValues(emission, extension).Of(line);
        var isSame = values.Count > 0 && values.All(emission.Matching.IsRenumbered) && byCode != null && Text(byCode) == Text(Own(emission, extension));
        if (!isSame && line.SelectMany(t => t.Fields).FirstOrDefault(f => emission.Matching.InPlace(f) == null && emission.Matching.New.Type(f.FieldType) is { } held
            && emission.Matching.Numbers(held) != null && type.Fields.Any(o => o.Name == emission.Fields.FreshName(f))) is { } fresh)
        {
            return $"{extension.Old.Name}.{fresh.Name} came with it, and members of {fresh.FieldType.Name} have other numbers now";
        }

        return (byCode != null || values.Count > 0) && !isSame ? $"values of {extension.Old.Name} are converted by code, which knows objects of the release only" : null;
    }

    /// <param name="type">Where the method goes.</param>
    /// <param name="caller">Up or Down.</param>
    /// <param name="values">At least one.</param>
    public void Write(TypeDefinition type, MethodDefinition caller, List<FieldDefinition> values)
    {
        var isUp = caller.Name == "Up";
        var method = new MethodDefinition(caller.Name + "Values", MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, emission.Module.Module.TypeSystem.Void);
        caller.Parameters.ToList().ForEach(p => method.Parameters.Add(new ParameterDefinition(p.Name, ParameterAttributes.None, p.ParameterType)));
        type.Methods.Add(method);
        var writer = new ValueWriter(emission, method, extension, isUp);
        var release = Received(method, method.Parameters[isUp ? 0 : 1], emission.Module.Outside(extension.Old));
        var patch = Received(method, method.Parameters[isUp ? 1 : 0], extension.Patch);
        values.ForEach(f => writer.Convert(Move(f)?.Old ?? emission.Matching.InPlace(f)!, f, release, patch));
        method.Body.GetILProcessor().Emit(OpCodes.Ret);
        method.Body.OptimizeMacros();
        var il = caller.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg, caller.Parameters[0]);
        il.Emit(OpCodes.Ldarg, caller.Parameters[1]);
        il.Emit(OpCodes.Call, method);
    }

    private static MethodDefinition? Own(Emission emission, Extension extension) =>
        emission.Module.Module.Types.FirstOrDefault(t => t.FullName == extension.Migration)?.Methods.FirstOrDefault(m => m.Name == "UpValues");

    /// <summary>Two patches of one release that convert numbers alike say so alike: an object of the one has what the other would make.</summary>
    private static string Text(MethodDefinition? method) => method == null ? "" : string.Join("\n", method.Body.Instructions.Select(i => i.OpCode.Name + " " + i.Operand switch
    {
        Instruction target => method.Body.Instructions.IndexOf(target),
        MemberReference member => member.FullName,
        var other => other,
    }));

    /// <summary>Where such an object has the value; a field of a base class can be from several classes.</summary>
    private FieldMatch? Move(FieldDefinition field) =>
        emission.Matching.Moves.FirstOrDefault(m => m.IsByCode && m.New == field && emission.Matching.Old.Line(extension.Old).Contains(m.Old.DeclaringType));

    /// <summary>What has no way to the new type was judged to wait for a reboot, where nothing is taken over.</summary>
    private bool IsConvertible(FieldMatch move) => ValueWriter.CanConvert(emission.Matching, move.Old.FieldType, move.New.FieldType);

    private static VariableDefinition Received(MethodDefinition method, ParameterDefinition parameter, TypeReference type)
    {
        var local = new VariableDefinition(type);
        method.Body.Variables.Add(local);
        method.Body.InitLocals = true;
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg, parameter);
        il.Emit(OpCodes.Castclass, type);
        il.Emit(OpCodes.Stloc, local);
        return local;
    }
}
