using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Writes what finishes an object that was taken over: fields that it did not bring get what their initialisers say; then the migrations that
/// somebody wrote run.
/// </summary>
internal sealed class MigrationWriter(Emission emission)
{
    /// <summary>For objects of the release.</summary>
    public void Write(Extension extension)
    {
        if (!extension.IsAbstract)
        {
            var fields = MovesWriter.Line(emission, extension).SelectMany(t => t.Fields).Where(f => !f.IsStatic && !emission.Matching.IsFed(extension.Old, f, extension.IsWhole));
            extension.Migration = Write(extension, fields, true, true);
        }
    }

    /// <summary>For objects of the class, whoever made them. Returns the full name of the class; null when there is nothing to finish.</summary>
    /// <param name="extension">Whose objects.</param>
    /// <param name="missing">Fields that such an object does not bring.</param>
    /// <param name="isRun">Whether what somebody wrote runs.</param>
    /// <param name="isOfRelease">Whether they are the release's; then it lies in the class itself, where the names are not taken.</param>
    public string? Write(Extension extension, IEnumerable<FieldDefinition> missing, bool isRun, bool isOfRelease = false)
    {
        var line = MovesWriter.Line(emission, extension);
        var fields = missing.Where(f => InitialValue.Of(f).Range != null).ToList();
        var anew = line.SelectMany(t => t.Fields).Where(emission.Matching.BeginsAnew).ToList();
        var written = isRun ? line.SelectMany(Migrations).ToList() : [];
        var conversion = new ConvertedValues(emission, extension);
        var values = isOfRelease ? conversion.Of(line) : [];

        // Where there is one, boards leave timers to it.
        var stops = ThreadMigrations.ForObjects(emission.Matching.New, extension.New ?? extension.Old) != null;
        if (fields.Count == 0 && anew.Count == 0 && written.Count == 0 && values.Count == 0 && !stops)
        {
            return null;
        }

        var (type, up, down) = Declare(isOfRelease && !HasTaken(extension) ? extension.Patch : Own(extension.Patch));
        if (values.Count > 0)
        {
            conversion.Write(type, up, values);
            conversion.Write(type, down, values);
        }

        if (fields.Count + anew.Count > 0)
        {
            var next = Next(extension.Patch, up);
            SetFields(extension, up, next, fields);
            new StartValues(emission, extension).Write(up, next, down, anew);
        }

        if (isRun)
        {
            Add(extension, type, up, line);
        }

        Call(up, written, "Up");
        if (written.All(m => Target(m, "Down") != null))
        {
            Call(down, written, "Down");
        }
        else
        {
            // Nobody wrote the way back: it is refused, and the board goes back to the state of the commit.
            down.Body.Instructions.Clear();
            down.Body.Instructions.Add(Instruction.Create(OpCodes.Ldnull));
            down.Body.Instructions.Add(Instruction.Create(OpCodes.Throw));
        }

        DropEmpty(type, down);
        return type.FullName;
    }

    /// <summary>For objects of a class that an earlier patch brought, too.</summary>
    public string? Write(TypeDefinition carried, IEnumerable<FieldDefinition> missing)
    {
        var fields = missing.Where(f => InitialValue.Of(f).Range != null).ToList();
        if (fields.Count == 0)
        {
            return null;
        }

        var (type, up, down) = Declare(Own(carried));
        SetFields(null, up, Next(carried, up), fields);
        Call(up, [], "Up");
        Call(down, [], "Down");
        DropEmpty(type, down);
        return type.FullName;
    }

    private IEnumerable<TypeDefinition> Migrations(TypeDefinition of) =>
        Difference.Migrations(emission.Matching.New).Where(m => Names.Of(m.Class) == Names.Of(of)).Select(m => m.Migration);

    /// <summary>A way back that does nothing is none.</summary>
    private static void DropEmpty(TypeDefinition type, MethodDefinition down)
    {
        if (down.Body.Instructions.Count == 1)
        {
            type.Methods.Remove(down);
        }
    }

    private bool HasTaken(Extension extension) =>
        extension.New != null && emission.Matching.New.Line(extension.New).SelectMany(t => t.Methods).Any(m => m.Name is "Up" or "Down");

    private TypeDefinition Own(TypeDefinition of)
    {
        var type = new TypeDefinition(of.Namespace, "M", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, emission.Module.Module.TypeSystem.Object);
        emission.Module.Add(type);
        return type;
    }

    private (TypeDefinition Type, MethodDefinition Up, MethodDefinition Down) Declare(TypeDefinition type) =>
        (type, Method(type, "Up", "old", "next"), Method(type, "Down", "next", "old"));

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
                emission.Module.Refuse(RefusalCode.AdditionsCannotRun, $"what the constructor of {level.Name} adds cannot run on an object that is taken over: {additions.Problem}; write it by hand");
                continue;
            }

            var added = Method(type, "Added", "old", "next");
            additions.Append(emission, extension, added, Next(extension.Patch, added));
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

    private void SetFields(Extension? extension, MethodDefinition up, VariableDefinition next, List<FieldDefinition> fields)
    {
        foreach (var field in fields)
        {
            var value = InitialValue.Of(field);
            emission.Bodies.Append(value.Constructor!, value.Range!.Value, up, extension, () => Instruction.Create(OpCodes.Ldloc, next));
        }
    }

    /// <summary>The object that takes over, as what it is.</summary>
    private static VariableDefinition Next(TypeDefinition patch, MethodDefinition up)
    {
        var next = new VariableDefinition(patch);
        up.Body.Variables.Add(next);
        up.Body.InitLocals = true;
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Ldarg, up.Parameters[1]));
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Castclass, patch));
        up.Body.Instructions.Add(Instruction.Create(OpCodes.Stloc, next));
        return next;
    }

    private static MethodDefinition? Target(TypeDefinition migration, string name) => migration.Methods.FirstOrDefault(m => m is { IsStatic: true, HasBody: true, Parameters.Count: 2 }
        && m.Name == name && m.Parameters.All(p => p.ParameterType.MetadataType == MetadataType.Object));

    private void Call(MethodDefinition method, List<TypeDefinition> written, string name)
    {
        var il = method.Body.GetILProcessor();
        foreach (var migration in written)
        {
            var target = Target(migration, name);
            if (target != null)
            {
                il.Emit(OpCodes.Ldarg, method.Parameters[0]);
                il.Emit(OpCodes.Ldarg, method.Parameters[1]);
                il.Emit(OpCodes.Call, emission.Types.IsOfRelease(migration) ? emission.Statics.Method(target, null) : emission.Methods.Carried(target, null));
            }
            else if (name == "Up" && !FormerName.WithConstructorAdditions(migration))
            {
                emission.Module.Refuse(RefusalCode.MigrationWithoutUp, $"{migration.FullName} is marked as a migration but has no static void Up(object old, object next)");
            }
        }

        il.Emit(OpCodes.Ret);
        method.Body.OptimizeMacros();
    }
}
