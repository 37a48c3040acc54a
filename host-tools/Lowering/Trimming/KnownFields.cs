using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Fields whose value is known from the constructor, the only place that writes them: one that holds its own object is never loaded, and of those
/// that hold the same argument or local one is enough. Parts that became their owner's leave such fields behind.
/// </summary>
internal static class KnownFields
{
    /// <summary>True when a field is gone.</summary>
    public static bool Run(ModuleDefinition module)
    {
        var stores = Stores(module);
        var changed = false;
        foreach (var type in module.GetTypes().Where(type => !type.IsValueType && type.Methods.Count(method => method is { IsConstructor: true, IsStatic: false, HasBody: true }) == 1))
        {
            var body = type.Methods.Single(method => method is { IsConstructor: true, IsStatic: false, HasBody: true }).Body;
            var first = new Dictionary<object, FieldDefinition>();
            foreach (var (field, value) in FirstValues(body, type, stores))
            {
                if (CodeText.LoadsThis(value, body))
                {
                    Replace(module, field, null);
                    changed = true;
                }
                else if (!first.TryGetValue(value.Operand, out var known))
                {
                    first[value.Operand] = field;
                }
                else if (known.FieldType.FullName == field.FieldType.FullName)
                {
                    Replace(module, field, known);
                    changed = true;
                }
            }
        }

        return changed;
    }

    /// <summary>Instructions that write a field or take its address.</summary>
    private static ILookup<FieldDefinition, Instruction> Stores(ModuleDefinition module) =>
        Inlining.Bodies(module).SelectMany(body => body.Instructions)
            .Where(each => each.Operand is FieldDefinition && each.OpCode.Code is not (Code.Ldfld or Code.Ldsfld))
            .ToLookup(each => (FieldDefinition)each.Operand);

    /// <summary>Fields that the constructor fills with its object, an argument or a local, on every way through it, and nobody else writes.</summary>
    private static List<(FieldDefinition Field, Instruction Value)> FirstValues(MethodBody body, TypeDefinition type, ILookup<FieldDefinition, Instruction> stores)
    {
        var values = new List<(FieldDefinition, Instruction)>();
        for (var i = 2; i < body.Instructions.Count; i++)
        {
            // What stands before the first branch is always done.
            if (CodeText.EndsPath(body.Instructions[i]) || CodeText.TargetsOf(body.Instructions[i]).Any())
            {
                break;
            }

            var (target, value) = (body.Instructions[i - 2], body.Instructions[i - 1]);
            if (body.Instructions[i] is { OpCode.Code: Code.Stfld, Operand: FieldDefinition field } && CodeText.LoadsThis(target, body) && IsFixed(value, body, i)
                && field.DeclaringType == type && !Surface.IsFoundByName(field) && stores[field].Count() == 1)
            {
                values.Add((field, value));
            }
        }

        return values;
    }

    /// <summary>An argument that is never written, or a local that was written once, before.</summary>
    private static bool IsFixed(Instruction value, MethodBody body, int index)
    {
        var writes = body.Instructions.Where(each => each.Operand != null && each.Operand == value.Operand && each.OpCode.Code != value.OpCode.Code).ToList();
        return value.OpCode.Code switch
        {
            Code.Ldarg => writes.Count == 0,
            Code.Ldloc => writes.Count == 1 && writes[0].OpCode.Code == Code.Stloc && body.Instructions.IndexOf(writes[0]) < index,
            _ => false,
        };
    }

    private static void Replace(ModuleDefinition module, FieldDefinition field, FieldDefinition? known)
    {
        foreach (var body in Inlining.Bodies(module))
        {
            for (var i = 0; i < body.Instructions.Count; i++)
            {
                var instruction = body.Instructions[i];
                if (instruction.Operand != field)
                {
                    continue;
                }

                if (instruction.OpCode.Code == Code.Stfld)
                {
                    CodeText.TakeOut(instruction);
                    CodeText.TakeOut(body.Instructions[i - 1]);
                    CodeText.TakeOut(body.Instructions[i - 2]);
                }
                else if (known == null)
                {
                    CodeText.TakeOut(instruction);
                }
                else
                {
                    instruction.Operand = known;
                }
            }

            CodeText.Sweep(body);
        }

        field.DeclaringType.Fields.Remove(field);
    }
}
