using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NanoLive.Patching;

/// <summary>
/// Static methods and fields of the patch. They lie in the extending class, or in a class of their own when there is none. A patch has no static
/// constructor: on a board one runs during the load, with no way to see it fail. One static method sets all static fields instead, and the plan names it.
/// </summary>
internal sealed class Statics(Emission emission)
{
    private readonly Dictionary<TypeDefinition, TypeDefinition> _homes = [];
    private readonly Dictionary<MethodDefinition, MethodDefinition> _methods = [];
    private readonly Dictionary<MethodDefinition, MethodDefinition> _makers = [];
    private readonly Dictionary<FieldDefinition, FieldDefinition> _fields = [];
    private readonly List<MethodDefinition> _starts = [];

    /// <summary>Static fields of the new build that the patch brings, and its own.</summary>
    public IEnumerable<(FieldDefinition New, FieldDefinition Copy)> Fields => _fields.Select(p => (p.Key, p.Value));

    public TypeDefinition? EntryClass { get; private set; }

    public const string EntryMethod = "Start";

    public MethodDefinition Method(MethodDefinition method, Extension? home)
    {
        // A static lambda or local function is found under the extension that uses it; everything else is there once.
        if (Names.IsCompilerMade(method) && home?.New != null && emission.Matching.New.Line(home.New).Contains(method.DeclaringType))
        {
            return emission.Methods.Copied(method, home);
        }

        if (!_methods.TryGetValue(method, out var copy))
        {
            copy = emission.Methods.Define(method, HomeOf(method.DeclaringType), method.IsConstructor ? "Construct" : method.Name, MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig,
                emission.Extensions.GetValueOrDefault(method.DeclaringType));
            _methods[method] = copy;
            if (!method.IsStatic)
            {
                copy.HasThis = false;
                copy.Parameters.Insert(0, new ParameterDefinition("self", ParameterAttributes.None, new ByReferenceType(emission.Types.Map(method.DeclaringType, null))));
            }
        }

        return copy;
    }

    /// <summary>Makes a struct by a constructor that is carried.</summary>
    public MethodDefinition Maker(MethodDefinition constructor)
    {
        if (!_makers.TryGetValue(constructor, out var maker))
        {
            var type = emission.Types.Map(constructor.DeclaringType, null);
            maker = new MethodDefinition("Make", MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, type);
            maker.Body.Variables.Add(new VariableDefinition(type));
            maker.Body.InitLocals = true;
            var il = maker.Body.GetILProcessor();
            il.Emit(OpCodes.Ldloca, maker.Body.Variables[0]);
            foreach (var parameter in constructor.Parameters)
            {
                maker.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, emission.Types.Map(parameter.ParameterType, null)));
                il.Emit(OpCodes.Ldarg, maker.Parameters[^1]);
            }

            il.Emit(OpCodes.Call, Method(constructor, null));
            il.Emit(OpCodes.Ldloc, maker.Body.Variables[0]);
            il.Emit(OpCodes.Ret);
            maker.Body.OptimizeMacros();
            _makers[constructor] = maker;
            HomeOf(constructor.DeclaringType).Methods.Add(maker);
        }

        return maker;
    }

    /// <summary>A static field that the release lacks, or has with another start value.</summary>
    public FieldDefinition Field(FieldDefinition field)
    {
        if (!_fields.TryGetValue(field, out var copy))
        {
            var extension = emission.Extensions.GetValueOrDefault(field.DeclaringType);
            copy = new FieldDefinition(field.Name, FieldAttributes.Assembly | FieldAttributes.Static, emission.Fields.Stored(field.FieldType, extension));
            _fields[field] = copy;
            HomeOf(field.DeclaringType).Fields.Add(copy);
            SetAtStart(field, extension);
        }

        return copy;
    }

    /// <summary>The static constructor of a carried class, as a part of the entry.</summary>
    public void CarryWhole(MethodDefinition constructor, TypeDefinition carried, Extension? home)
    {
        var start = emission.Methods.Define(constructor, carried, EntryMethod, MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, home);
        start.ImplAttributes = MethodImplAttributes.IL;
        _starts.Add(start);
    }

    /// <summary>Makes the entry, when there is anything to set.</summary>
    public void WriteEntry()
    {
        if (_starts.Count == 0)
        {
            return;
        }

        EntryClass = new TypeDefinition("", "Entry", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, emission.Module.Module.TypeSystem.Object);
        emission.Module.Add(EntryClass);
        var entry = new MethodDefinition(EntryMethod, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, emission.Module.Module.TypeSystem.Void);
        EntryClass.Methods.Add(entry);
        var il = entry.Body.GetILProcessor();
        _starts.ForEach(s => il.Emit(OpCodes.Call, s));
        il.Emit(OpCodes.Ret);
    }

    private void SetAtStart(FieldDefinition field, Extension? extension)
    {
        var constructor = StaticComparison.StaticConstructor(field.DeclaringType);
        var own = constructor == null ? [] : new Initialisers(constructor).Assignments.Where(a => a.Field == field).ToList();
        if (own.Count == 0)
        {
            return;
        }

        var start = new MethodDefinition("Start" + field.Name, MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, emission.Module.Module.TypeSystem.Void);
        HomeOf(field.DeclaringType).Methods.Add(start);
        foreach (var (_, range, _) in own)
        {
            emission.Bodies.Append(constructor!, range, start, extension, static () => throw new InvalidOperationException("a static constructor has no this"));
        }

        start.Body.GetILProcessor().Emit(OpCodes.Ret);
        start.Body.OptimizeMacros();
        _starts.Add(start);
    }

    private TypeDefinition HomeOf(TypeDefinition type)
    {
        if (emission.Extensions.TryGetValue(type, out var extension))
        {
            return extension.Patch;
        }

        if (!_homes.TryGetValue(type, out var home))
        {
            home = new TypeDefinition(type.Namespace, type.Name, TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed, emission.Module.Module.TypeSystem.Object);
            _homes[type] = home;
            emission.Module.Add(home);
        }

        return home;
    }
}
