using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>The types and members of a build, found by name: what an instruction of one build means in another is looked up here.</summary>
internal sealed class Model
{
    private const int MaxDepth = 64;
    private readonly Dictionary<string, TypeDefinition> _all = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);

    public Model(Source source)
    {
        Source = source;
        foreach (var type in source.Assemblies.SelectMany(a => a.MainModule.GetTypes()))
        {
            var key = Names.Of(type);
            _all.TryAdd(key, type);
            if (!Names.IsCompilerMade(type) && type.Name != "<Module>" && !BoardLibraries.Runtime.Contains(type.Module.Assembly.Name.Name))
            {
                _types.TryAdd(key, type);
            }
        }
    }

    public Source Source { get; }

    /// <summary>Classes, structs, interfaces, enums and delegates that people wrote, less the runtime's; in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, TypeDefinition> Types => _types;

    /// <summary>All methods, also those that the compiler made, less the runtime's.</summary>
    public IEnumerable<MethodDefinition> Methods => Source.Assemblies.Where(a => !BoardLibraries.Runtime.Contains(a.Name.Name)).SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods);

    /// <summary>Those that have a body.</summary>
    public IEnumerable<MethodDefinition> Bodies => Methods.Where(m => m.HasBody);

    /// <summary>Where delegates are made: the code that does, where it takes the address of their method, and their constructor.</summary>
    public IEnumerable<(MethodDefinition In, Instruction Address, MethodReference Constructor)> Delegates =>
        Bodies.SelectMany(DelegatesIn);

    /// <summary>The same in one body.</summary>
    public static IEnumerable<(MethodDefinition In, Instruction Address, MethodReference Constructor)> DelegatesIn(MethodDefinition method) =>
        from address in method.Body.Instructions
        where address.OpCode.Code is Code.Ldftn or Code.Ldvirtftn && address.Next is { OpCode.Code: Code.Newobj }
        select (method, address, (MethodReference)address.Next.Operand);

    /// <summary>Null when the type is not of this build.</summary>
    public TypeDefinition? Type(TypeReference? type) => type == null ? null : _all.GetValueOrDefault(Names.Of(type.GetElementType()));

    public TypeDefinition? Type(string key) => _all.GetValueOrDefault(key);

    /// <summary>The type, then its bases, as far as they are of this build.</summary>
    public IEnumerable<TypeDefinition> Line(TypeDefinition type)
    {
        var at = type;
        for (var depth = 0; at != null && depth < MaxDepth; depth++)
        {
            yield return at;
            at = Type(at.BaseType);
        }
    }

    /// <summary>Null when the method is not of this build.</summary>
    public MethodDefinition? Method(MethodReference method)
    {
        if (method is MethodDefinition definition && definition.Module.Assembly == Type(definition.DeclaringType)?.Module.Assembly)
        {
            return definition;
        }

        return Type(method.DeclaringType) is { } type ? Method(type, Names.Signature(method)) : null;
    }

    public MethodDefinition? Method(TypeDefinition type, string signature)
    {
        foreach (var level in Line(type))
        {
            var found = level.Methods.FirstOrDefault(m => Names.Signature(m) == signature);
            if (found != null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Null when the field is not of this build.</summary>
    public FieldDefinition? Field(FieldReference field)
    {
        foreach (var level in Type(field.DeclaringType) is { } type ? Line(type) : [])
        {
            var found = level.Fields.FirstOrDefault(f => f.Name == field.Name);
            if (found != null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>What an array, or an array of arrays, is made of in the end; any other type itself.</summary>
    public static TypeReference ElementOf(TypeReference type) => type is ArrayType array ? ElementOf(array.ElementType) : type;

    /// <summary>The class that people wrote which a type belongs to: itself, or what a compiler-made class is nested in.</summary>
    public static TypeDefinition Owner(TypeDefinition type)
    {
        var at = type;
        while (at.DeclaringType != null && Names.IsCompilerMade(at))
        {
            at = at.DeclaringType;
        }

        return at;
    }
}
