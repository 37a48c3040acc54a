using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Writes what finishes an object that was taken over: new fields get what their initialisers say, unless an earlier patch brought them; then
/// the migrations that somebody wrote run.
/// </summary>
internal sealed class MigrationWriter(Emission emission, IReadOnlyList<EarlierPatch> after)
{
    public void Write(Extension extension)
    {
        if (extension.Old.IsAbstract)
        {
            return;
        }

        var line = (extension.New == null ? [] : emission.Matching.New.Line(extension.New)).Where(t => emission.Matching.Old.Type(t) != null).Reverse().ToList();
        var fields = line.SelectMany(t => t.Fields).Where(f => !f.IsStatic && emission.Matching.InPlace(f) == null && emission.Matching.Move(f) == null
            && InitialValue.Of(f).Range != null).ToList();
        var anew = line.SelectMany(t => t.Fields).Where(emission.Matching.BeginsAnew).ToList();
        var written = line.SelectMany(t => Difference.Migrations(emission.Matching.New).Where(m => Names.Of(m.Class) == Names.Of(t))).Select(m => m.Migration).ToList();
        var enums = emission.Matching.Old.Line(extension.Old).SelectMany(t => t.Fields).Where(f => !f.IsStatic && IsEnum(f.FieldType)).ToList();
        if (fields.Count == 0 && anew.Count == 0 && written.Count == 0 && enums.Count == 0)
        {
            return;
        }

        var type = Home(extension);
        extension.Migration = type.FullName;
        var up = Method(type, "Up", "old", "next");
        var down = Method(type, "Down", "next", "old");
        CopyEnums(up, enums);
        CopyEnums(down, enums);
        if (fields.Count + anew.Count > 0)
        {
            var next = Next(extension, up);
            SetFields(extension, up, next, fields);
            new StartValues(emission, extension).Write(up, next, down, anew);
        }


        Add(extension, type, up, line);
        Call(up, written, "Up");
        Call(down, written, "Down");

        // A way back that does nothing is none.
        if (down.Body.Instructions.Count == 1)
        {
            type.Methods.Remove(down);
        }
    }

    /// <summary>The extending class itself, or a class of its own where the names are taken.</summary>
    private TypeDefinition Home(Extension extension)
    {
        if (extension.New == null || !emission.Matching.New.Line(extension.New).SelectMany(t => t.Methods).Any(m => m.Name is "Up" or "Down"))
        {
            return extension.Patch;
        }

        var type = new TypeDefinition(extension.Patch.Namespace, "M", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, emission.Module.Module.TypeSystem.Object);
        emission.Module.Add(type);
        return type;
    }

    /// <summary>In a method of its own, so that the patch shows that somebody decided on it.</summary>
    private void Add(Extension extension, TypeDefinition type, MethodDefinition up, List<TypeDefinition> line)
    {
        foreach (var level in line)
        {
            if (!Difference.Migrations(emission.Matching.New).Any(m => Names.Of(m.Class) == Names.Of(level) && FormerName.WithConstructorAdditions(m.Migration)))
            {
                continue;
            }

            var additions = ConstructorAdditions.Of(emission.Matching, level);
            if (additions.Problem != null)
            {
                emission.Module.Refuse($"what the constructor of {level.Name} adds cannot run on an object that is taken over: {additions.Problem}; write it by hand");
                continue;
            }

            var added = Method(type, "Added", "old", "next");
            additions.Append(emission, extension, added, Next(extension, added));
            added.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
            added.Body.OptimizeMacros();
            up.Body.Instructions.Add(Instruction.Create(OpCodes.Ldarg, up.Parameters[0]));
            up.Body.Instructions.Add(Instruction.Create(OpCodes.Ldarg, up.Parameters[1]));
            up.Body.Instructions.Add(Instruction.Create(OpCodes.Call, added));
        }
    }

    private MethodDefinition Method(TypeDefinition type, string name, params string[] parameters)
    {
        var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, emission.Module.Module.TypeSystem.Void);
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter, ParameterAttributes.None, emission.Module.Module.TypeSystem.Object));
        }

        type.Methods.Add(method);
        return method;
    }

    private bool IsEnum(TypeReference type) => emission.Matching.Old.Type(type) is { IsEnum: true };

    /// <summary>Reflection on a board reads an enum as a number and cannot write that back, so code copies it.</summary>
    private void CopyEnums(MethodDefinition method, List<FieldDefinition> enums)
    {
        foreach (var field in enums)
        {
            var type = emission.Module.Outside(field.DeclaringType);
            var reference = new FieldReference(field.Name, emission.Module.Outside(field.FieldType), type);
            var code = method.Body.Instructions;
            code.Add(Instruction.Create(OpCodes.Ldarg, method.Parameters[1]));
            code.Add(Instruction.Create(OpCodes.Castclass, type));
            code.Add(Instruction.Create(OpCodes.Ldarg, method.Parameters[0]));
            code.Add(Instruction.Create(OpCodes.Castclass, type));
            code.Add(Instruction.Create(OpCodes.Ldfld, reference));
            code.Add(Instruction.Create(OpCodes.Stfld, reference));
        }
    }

    private void SetFields(Extension extension, MethodDefinition up, VariableDefinition next, List<FieldDefinition> fields)
    {
        foreach (var field in fields)
        {
            var value = InitialValue.Of(field);
            var end = Instruction.Create(OpCodes.Nop);
            Guard(extension, up, field, next, end);
            emission.Bodies.Append(value.Constructor!, value.Range!.Value, up, extension, () => Instruction.Create(OpCodes.Ldloc, next));
            up.Body.Instructions.Add(end);
        }
    }

    /// <summary>The object that takes over, as what it is.</summary>
    private static VariableDefinition Next(Extension extension, MethodDefinition up)
    {
        var next = new VariableDefinition(extension.Patch);
        up.Body.Variables.Add(next);
        up.Body.InitLocals = true;
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Ldarg, up.Parameters[1]));
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Castclass, extension.Patch));
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Stloc, next));
        return next;
    }

    /// <summary>Goes on only when the object that was taken over did not bring a value.</summary>
    private void Guard(Extension extension, MethodDefinition up, FieldDefinition field, VariableDefinition next, Instruction end)
    {
        var code = up.Body.Instructions;
        if (after.Count == 0)
        {
            return;
        }

        if (!field.FieldType.IsValueType)
        {
            code.Add(Instruction.Create(OpCodes.Ldloc, next));
            code.Add(Instruction.Create(OpCodes.Ldfld, emission.Fields.Fresh(field, extension)));
            code.Add(Instruction.Create(OpCodes.Brtrue, end));
            return;
        }

        if (!after.Any(p => EarlierFields.Of(p, extension).ContainsKey(emission.Fields.FreshName(field))))
        {
            return;
        }

        // Earlier patches have it, the release has not.
        var type = emission.Module.Core("System", "Type");
        var getType = new MethodReference("GetType", type, emission.Module.Module.TypeSystem.Object) { HasThis = true };
        var fromHandle = new MethodReference("GetTypeFromHandle", type, type);
        fromHandle.Parameters.Add(new ParameterDefinition(ValueType("System", "RuntimeTypeHandle")));
        code.Add(Instruction.Create(OpCodes.Ldarg, up.Parameters[0]));
        code.Add(Instruction.Create(OpCodes.Callvirt, getType));
        code.Add(Instruction.Create(OpCodes.Ldtoken, emission.Module.Outside(extension.Old)));
        code.Add(Instruction.Create(OpCodes.Call, fromHandle));
        code.Add(Instruction.Create(OpCodes.Bne_Un, end));
    }

    private void Call(MethodDefinition method, List<TypeDefinition> written, string name)
    {
        var il = method.Body.GetILProcessor();
        foreach (var migration in written)
        {
            var target = migration.Methods.FirstOrDefault(m => m is { IsStatic: true, HasBody: true, Parameters.Count: 2 } && m.Name == name
                && m.Parameters.All(p => p.ParameterType.MetadataType == MetadataType.Object));
            if (target != null)
            {
                il.Emit(OpCodes.Ldarg, method.Parameters[0]);
                il.Emit(OpCodes.Ldarg, method.Parameters[1]);
                il.Emit(OpCodes.Call, emission.Types.IsOfRelease(migration) ? emission.Statics.Method(target, null) : emission.Methods.Carried(target, null));
            }
            else if (name == "Up" && !FormerName.WithConstructorAdditions(migration))
            {
                emission.Module.Refuse($"{migration.FullName} is marked as a migration but has no static void Up(object old, object next)");
            }
        }

        il.Emit(OpCodes.Ret);
        method.Body.OptimizeMacros();
    }

    private TypeReference ValueType(string @namespace, string name)
    {
        var type = emission.Module.Core(@namespace, name);
        type.IsValueType = true;
        return type;
    }
}
