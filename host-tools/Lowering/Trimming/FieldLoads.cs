using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// A field of the object that only its constructors write is loaded once in a method that asks for it often: each further load is of a local.
/// Loading a field of the object itself does nothing else and cannot fail, so it may be done at the start.
/// </summary>
internal sealed class FieldLoads
{
    /// <summary>Each is one more local in every frame, 12 bytes of heap while the method runs.</summary>
    private const int MostFields = 4;

    /// <summary>Locals beyond these are loaded by two bytes.</summary>
    private const int ShortLocals = 4;

    private readonly HashSet<FieldDefinition> _written = [];
    private readonly HashSet<MethodDefinition> _builders;

    private FieldLoads(ModuleDefinition module)
    {
        _builders = Builders(module);
        foreach (var body in Inlining.Bodies(module))
        {
            foreach (var instruction in body.Instructions.Where(each => each.Operand is FieldDefinition))
            {
                var field = (FieldDefinition)instruction.Operand;
                var isFirstValue = instruction.OpCode.Code == Code.Stfld && _builders.Contains(body.Method) && body.Method.DeclaringType == field.DeclaringType;
                if (instruction.OpCode.Code is not (Code.Ldfld or Code.Ldsfld) && !isFirstValue)
                {
                    _written.Add(field);
                }
            }
        }
    }

    /// <summary>Constructors, and methods that only their class's constructors call on the new object: those of parts that became their owner's.</summary>
    private static HashSet<MethodDefinition> Builders(ModuleDefinition module)
    {
        var builders = new HashSet<MethodDefinition>();
        var others = new HashSet<MethodDefinition>();
        foreach (var body in Inlining.Bodies(module))
        {
            var isConstructor = body.Method is { IsConstructor: true, IsStatic: false };
            _ = isConstructor && builders.Add(body.Method);
            foreach (var instruction in body.Instructions.Where(each => each.Operand is MethodDefinition))
            {
                var callee = (MethodDefinition)instruction.Operand;
                var isOwn = isConstructor && instruction.OpCode.Code == Code.Call && callee is { IsStatic: false, IsConstructor: false } && callee.DeclaringType == body.Method.DeclaringType
                    && StackUse.ObjectOf(body, instruction) is { } load && CodeText.LoadsThis(load, body);
                _ = (isOwn ? builders : others).Add(callee);
            }
        }

        builders.RemoveWhere(method => !method.IsConstructor && (others.Contains(method) || Surface.Holds(method) || method.IsVirtual));
        return builders;
    }

    public static void Run(ModuleDefinition module)
    {
        var loads = new FieldLoads(module);
        foreach (var body in Inlining.Bodies(module).Where(body => body.Method.HasThis && !loads._builders.Contains(body.Method) && !body.Method.DeclaringType.IsValueType))
        {
            loads.Shorten(body);
        }
    }

    private void Shorten(MethodBody body)
    {
        var targets = CodeText.Targets(body);
        var pairs = Enumerable.Range(0, Math.Max(0, body.Instructions.Count - 1))
            .Select(i => (This: body.Instructions[i], Load: body.Instructions[i + 1]))
            .Where(pair => CodeText.LoadsThis(pair.This, body) && pair.Load.OpCode.Code == Code.Ldfld && !targets.Contains(pair.Load)
                && pair.Load.Operand is FieldDefinition field && IsFixed(field))
            .GroupBy(pair => (FieldDefinition)pair.Load.Operand)
            .Select(group => (Field: group.Key, Pairs: group.ToList()))
            .OrderByDescending(group => group.Pairs.Count)
            .ThenBy(group => group.Field.FullName, StringComparer.Ordinal)
            .Take(MostFields)
            .ToList();
        foreach (var (field, uses) in pairs)
        {
            // ldarg.0, ldfld: four bytes; a local: one or two, and as much once more as the field when it is filled.
            var isShort = body.Variables.Count < ShortLocals;
            if (uses.Count * (isShort ? 3 : 2) <= (isShort ? 5 : 6))
            {
                break;
            }

            var local = new VariableDefinition(field.FieldType);
            body.Variables.Add(local);
            foreach (var (load, instruction) in uses)
            {
                CodeText.Become(load, OpCodes.Ldloc, local);
                CodeText.TakeOut(instruction);
            }

            var start = new[] { Instruction.Create(OpCodes.Ldarg, body.ThisParameter), Instruction.Create(OpCodes.Ldfld, field), Instruction.Create(OpCodes.Stloc, local) };
            CodeText.Replace(body, [.. start, .. body.Instructions]);
        }

        CodeText.Sweep(body);
    }

    /// <summary>Whether others cannot write it either.</summary>
    private bool IsFixed(FieldDefinition field) => !_written.Contains(field) && (!Surface.Holds(field) || field.IsInitOnly);
}
