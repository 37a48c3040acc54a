using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Gives fields of the release that begin anew what the new build's initialisers say. The elements of an array that is state go along into the new one,
/// and on the way back into the old one.
/// </summary>
internal sealed class StartValues(Emission emission, Extension extension)
{
    public void Write(MethodDefinition up, VariableDefinition next, MethodDefinition down, IReadOnlyList<FieldDefinition> fields)
    {
        foreach (var field in fields)
        {
            var value = InitialValue.Of(field);
            if (value.Range is { } range)
            {
                emission.Bodies.Append(value.Constructor!, range, up, extension, () => Instruction.Create(OpCodes.Ldloc, next));
            }
            else
            {
                Clear(up, next, field);
            }

            if (field.FieldType is ArrayType && IsState(field))
            {
                CopyElements(up, field);
                CopyElements(down, field);
            }
        }
    }

    private bool IsState(FieldDefinition field) =>
        emission.Matching.NewWriters.IsChanging(field) || emission.Matching.OldWriters.IsChanging(emission.Matching.InPlace(field)!);

    private FieldReference Reference(FieldDefinition field) => emission.Fields.Map(field, extension).Field;

    private void Clear(MethodDefinition up, VariableDefinition next, FieldDefinition field)
    {
        var code = up.Body.Instructions;
        code.Add(Instruction.Create(OpCodes.Ldloc, next));
        if (field.FieldType.IsValueType && !field.FieldType.IsPrimitive)
        {
            code.Add(Instruction.Create(OpCodes.Ldflda, Reference(field)));
            code.Add(Instruction.Create(OpCodes.Initobj, Reference(field).FieldType));
            return;
        }

        code.Add(field.FieldType.IsPrimitive ? Instruction.Create(OpCodes.Ldc_I4_0) : Instruction.Create(OpCodes.Ldnull));
        OpCode? conversion = field.FieldType.MetadataType switch
        {
            MetadataType.Int64 or MetadataType.UInt64 => OpCodes.Conv_I8,
            MetadataType.Single => OpCodes.Conv_R4,
            MetadataType.Double => OpCodes.Conv_R8,
            _ => null,
        };
        if (conversion is { } code8)
        {
            code.Add(Instruction.Create(code8));
        }

        code.Add(Instruction.Create(OpCodes.Stfld, Reference(field)));
    }

    /// <summary>As many as both arrays have. The first parameter is the object that has them, the second the one that gets them.</summary>
    private void CopyElements(MethodDefinition method, FieldDefinition field)
    {
        var (reference, release) = (Reference(field), Reference(field));
        if (extension.IsWhole && emission.Matching.InPlace(field) is { } old)
        {
            release = new FieldReference(old.Name, emission.Types.Map(old.FieldType, extension), emission.Module.Outside(old.DeclaringType));
        }

        var array = emission.Module.Core("System", "Array");
        var copy = new MethodReference("Copy", emission.Module.Module.TypeSystem.Void, array);
        copy.Parameters.Add(new ParameterDefinition(array));
        copy.Parameters.Add(new ParameterDefinition(array));
        copy.Parameters.Add(new ParameterDefinition(emission.Module.Module.TypeSystem.Int32));
        var code = method.Body.Instructions;
        var (shorter, end) = (Instruction.Create(OpCodes.Nop), Instruction.Create(OpCodes.Nop));
        void Load(int parameter)
        {
            var of = method.Parameters[parameter].Name == "old" ? release : reference;
            code.Add(Instruction.Create(OpCodes.Ldarg, method.Parameters[parameter]));
            code.Add(Instruction.Create(OpCodes.Castclass, of.DeclaringType));
            code.Add(Instruction.Create(OpCodes.Ldfld, of));
        }

        void Length(int parameter)
        {
            Load(parameter);
            code.Add(Instruction.Create(OpCodes.Ldlen));
            code.Add(Instruction.Create(OpCodes.Conv_I4));
        }

        Load(0);
        Load(1);
        Length(0);
        Length(1);
        code.Add(Instruction.Create(OpCodes.Blt, shorter));
        Length(1);
        code.Add(Instruction.Create(OpCodes.Br, end));
        code.Add(shorter);
        Length(0);
        code.Add(end);
        code.Add(Instruction.Create(OpCodes.Call, copy));
    }
}
