using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Classes that nobody can name, that have no base, interface or virtual method, and that no code tells apart, become one where they have fields alike: a class costs a row, and a row for each
/// field and constructor. An object is at most <see cref="MostSpare"/> fields larger for it. A cast between them no longer fails, and none of them is meant to.
/// </summary>
internal sealed class SharedClasses
{
    /// <summary>A field takes 12 bytes of a board's heap, in each object of the class that needs it the least.</summary>
    private const int MostSpare = 2;

    private const int FieldBytes = 8;
    private const int MethodBytes = 16;

    private readonly ModuleDefinition _module;
    private readonly InlinedNames _names;
    private readonly Dictionary<TypeDefinition, int> _narrowest = [];
    private readonly HashSet<FieldDefinition> _addressed = [];
    private readonly HashSet<string> _toldApart = new(StringComparer.Ordinal);

    private SharedClasses(ModuleDefinition module, InlinedNames names)
    {
        _module = module;
        _names = names;
        foreach (var instruction in Inlining.Bodies(module).SelectMany(body => body.Instructions))
        {
            _ = instruction.OpCode.Code is not (Code.Castclass or Code.Newarr) && instruction.Operand is TypeReference type && _toldApart.Add(type.GetElementType().FullName);
            _ = instruction.OpCode.Code == Code.Ldflda && instruction.Operand is FieldDefinition field && _addressed.Add(field);
        }
    }

    public static void Run(ModuleDefinition module, InlinedNames names)
    {
        var shared = new SharedClasses(module, names);
        foreach (var type in module.Types.Where(shared.CanShare))
        {
            shared._narrowest[type] = Fields(type).Count;
        }

        while (shared.Best() is { } pair)
        {
            shared.Merge(pair);
        }
    }

    /// <summary>A class, and the one that it becomes: which field stands for which, where there is one already, and which constructors are the same.</summary>
    private sealed record Pairing(TypeDefinition Type, TypeDefinition Home, Dictionary<FieldDefinition, FieldDefinition> Places, Dictionary<MethodDefinition, MethodDefinition> Same)
    {
        public int Width => Fields(Type).Count - Places.Count + Fields(Home).Count;

        /// <summary>Rows of fields and constructors; that of the class is always saved.</summary>
        public int SavedBytes => (Places.Count * FieldBytes) + Same.Keys.Sum(constructor => MethodBytes + constructor.Body.Instructions.Sum(ShortForms.SizeBytes));
    }

    private Pairing? Best() =>
        (from home in _narrowest.Keys
         from type in _narrowest.Keys
         where home != type && Fields(home).Count >= Fields(type).Count
         let pair = Pair(type, home)
         where pair != null && pair.Width - Math.Min(_narrowest[type], _narrowest[home]) <= MostSpare
         orderby pair.SavedBytes descending, pair.Width, type.FullName, home.FullName
         select pair).FirstOrDefault();

    private Pairing? Pair(TypeDefinition type, TypeDefinition home)
    {
        // Those first that the constructors write: then they are often the same.
        var left = InOrder(home);
        var places = new Dictionary<FieldDefinition, FieldDefinition>();
        foreach (var field in InOrder(type))
        {
            if (left.FirstOrDefault(place => Kind(place) == Kind(field)) is { } place)
            {
                places[field] = place;
                left.Remove(place);
            }
        }

        var same = new Dictionary<MethodDefinition, MethodDefinition>();
        foreach (var constructor in type.Methods.Where(method => method.IsConstructor))
        {
            var constructors = home.Methods.Where(method => method.IsConstructor).ToList();
            if (constructors.FirstOrDefault(other => DoesTheSame(constructor, other, places)) is { } known)
            {
                same[constructor] = known;
            }
            else if (constructors.Any(other => other.Parameters.Select(parameter => parameter.ParameterType.FullName).SequenceEqual(constructor.Parameters.Select(parameter => parameter.ParameterType.FullName))))
            {
                return null;
            }
        }

        return new Pairing(type, home, places, same);
    }

    private static List<FieldDefinition> Fields(TypeDefinition type) => [.. type.Fields.Where(field => !field.IsLiteral)];

    private bool CanShare(TypeDefinition type) =>
        type is { IsClass: true, IsValueType: false, IsAbstract: false, HasInterfaces: false, HasNestedTypes: false, HasGenericParameters: false, DeclaringType: null, BaseType.FullName: "System.Object" }
        && !Surface.Holds(type) && type.CustomAttributes.All(Surface.IsMark) && !_toldApart.Contains(type.FullName) && type.Fields.Any(field => !field.IsLiteral)
        && type.Fields.All(field => field.IsLiteral || !field.IsStatic) && type.Methods.All(method => !method.IsVirtual && !(method.IsConstructor && method.IsStatic));

    private static List<FieldDefinition> InOrder(TypeDefinition type)
    {
        var written = type.Methods.Where(method => method is { IsConstructor: true, HasBody: true }).SelectMany(method => method.Body.Instructions)
            .Where(each => each.OpCode.Code == Code.Stfld).Select(each => each.Operand).OfType<FieldDefinition>().Where(field => field.DeclaringType == type);
        return [.. written.Concat(Fields(type)).Distinct()];
    }

    /// <summary>One whose address is taken is what it is.</summary>
    private string Kind(FieldDefinition field) => _addressed.Contains(field) ? field.FieldType.FullName + "&" : Kind(field.FieldType);

    /// <summary>References hold whatever they refer to; a truth is a number.</summary>
    private static string Kind(TypeReference type) =>
        type.MetadataType == MetadataType.Boolean ? "System.Int32" : type.IsValueType || type.IsByReference || type.IsPointer ? type.FullName : "";

    private void Merge(Pairing pair)
    {
        // 1. Its members.
        var (type, home, places, same) = pair;
        foreach (var (field, place) in places.Where(place => place.Value.FieldType.FullName != place.Key.FieldType.FullName))
        {
            place.FieldType = field.FieldType.IsValueType ? _module.TypeSystem.Int32 : _module.TypeSystem.Object;
        }

        foreach (var field in Fields(type).Where(field => !places.ContainsKey(field)))
        {
            type.Fields.Remove(field);
            field.IsAssembly = true;
            home.Fields.Add(field);
        }

        foreach (var method in type.Methods.ToList())
        {
            type.Methods.Remove(method);
            if (!same.ContainsKey(method))
            {
                method.IsAssembly = true;
                home.Methods.Add(method);
            }
        }

        // 2. Who refers to it.
        _names.Add(type, home);
        foreach (var instruction in Inlining.Bodies(_module).SelectMany(body => body.Instructions))
        {
            instruction.Operand = instruction.Operand switch
            {
                FieldDefinition field when places.TryGetValue(field, out var place) => place,
                MethodDefinition method when same.TryGetValue(method, out var other) => other,
                TypeReference reference => Instead(reference, type, home),
                _ => instruction.Operand,
            };
        }

        foreach (var each in _module.GetTypes())
        {
            Retype(each, type, home);
        }

        _module.Types.Remove(type);
        _narrowest[home] = Math.Min(_narrowest[home], _narrowest[type]);
        _narrowest.Remove(type);
    }

    private static void Retype(TypeDefinition each, TypeDefinition type, TypeDefinition home)
    {
        foreach (var field in each.Fields)
        {
            field.FieldType = Instead(field.FieldType, type, home);
        }

        foreach (var method in each.Methods)
        {
            method.ReturnType = Instead(method.ReturnType, type, home);
            foreach (var parameter in method.Parameters)
            {
                parameter.ParameterType = Instead(parameter.ParameterType, type, home);
            }

            foreach (var variable in method.HasBody ? method.Body.Variables : [])
            {
                variable.VariableType = Instead(variable.VariableType, type, home);
            }
        }

        foreach (var property in each.Properties)
        {
            property.PropertyType = Instead(property.PropertyType, type, home);
        }
    }

    private static TypeReference Instead(TypeReference reference, TypeDefinition type, TypeDefinition home) => reference switch
    {
        ArrayType array => Instead(array.ElementType, type, home) is var element && element == array.ElementType ? array : new ArrayType(element, array.Rank),
        ByReferenceType by => Instead(by.ElementType, type, home) is var element && element == by.ElementType ? by : new ByReferenceType(element),
        _ => reference == type ? home : reference,
    };

    private static bool Alike(MethodDefinition one, MethodDefinition other) =>
        one.Parameters.Count == other.Parameters.Count && one.Parameters.Zip(other.Parameters).All(pair => Kind(pair.First.ParameterType) == Kind(pair.Second.ParameterType));

    private static bool DoesTheSame(MethodDefinition constructor, MethodDefinition other, Dictionary<FieldDefinition, FieldDefinition> places)
    {
        var (body, known) = (constructor.Body, other.Body);
        return Alike(constructor, other) && !body.HasVariables && !known.HasVariables && !body.HasExceptionHandlers && !known.HasExceptionHandlers && body.Instructions.Count == known.Instructions.Count
            && body.Instructions.Zip(known.Instructions).All(pair => pair.First.OpCode.Code == pair.Second.OpCode.Code && Means(pair.First.Operand, pair.Second.Operand));

        bool Means(object? first, object? second) => first switch
        {
            FieldDefinition field => places.GetValueOrDefault(field, field) == second,
            ParameterDefinition parameter => second is ParameterDefinition likewise && parameter.Index == likewise.Index,
            Instruction => false,
            _ => Equals(first, second),
        };
    }
}
