using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Metadata;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Opens IL. The library that reads it throws whatever the damage provokes, so this is the one place where every exception of reading ends, as
/// a text: everything that is looked at later is touched here. What it cannot survive is excluded before by <see cref="MetadataCheck"/>.
/// </summary>
internal static class ModuleFile
{
    /// <summary>Larger than any assembly a board holds.</summary>
    public const int MaxSizeBytes = 4 * 1024 * 1024;

    /// <param name="assembly">The file.</param>
    /// <param name="resolver">What it refers to.</param>
    /// <param name="problem">Why it cannot be read.</param>
    /// <param name="symbols">Portable symbols; null, or those of another build: places in the sources are missing then.</param>
    public static ModuleDefinition? Read(byte[] assembly, IAssemblyResolver resolver, out string? problem, byte[]? symbols = null)
    {
        if (assembly.Length > MaxSizeBytes)
        {
            problem = $"{assembly.Length} bytes are more than the {MaxSizeBytes} of any assembly for a board";
            return null;
        }

        if (MetadataCheck.Problem(assembly) is { } damage)
        {
            problem = "not a .NET assembly: " + damage;
            return null;
        }

        try
        {
            var parameters = new ReaderParameters(ReadingMode.Immediate) { AssemblyResolver = resolver, InMemory = true };
            var module = (symbols == null ? null : ReadWith(symbols, assembly, resolver)) ?? ModuleDefinition.ReadModule(new MemoryStream(assembly), parameters);
            foreach (var type in module.GetTypes())
            {
                Touch(type);
            }

            if (module.GetTypeReferences().Any(type => type.Scope == null) || module.GetMemberReferences().Any(member => member.DeclaringType?.Scope == null))
            {
                problem = "not a .NET assembly: a reference leads nowhere";
                return null;
            }

            InitAccessors.Unmark(module);
            problem = null;
            return module;
        }
        catch (Exception e)
        {
            problem = "not a .NET assembly: " + e.Message.ReplaceLineEndings(" ");
            return null;
        }
    }

    /// <summary>Null when the symbols are of another build, damaged, or not portable.</summary>
    private static ModuleDefinition? ReadWith(byte[] symbols, byte[] assembly, IAssemblyResolver resolver)
    {
        try
        {
            return ModuleDefinition.ReadModule(new MemoryStream(assembly), new ReaderParameters(ReadingMode.Immediate)
            {
                AssemblyResolver = resolver,
                InMemory = true,
                ReadSymbols = true,
                SymbolReaderProvider = new PortablePdbReaderProvider(),
                SymbolStream = new MemoryStream(symbols),
            });
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static void Touch(TypeDefinition type)
    {
        _ = type.FullName + type.BaseType?.FullName + string.Concat(type.Interfaces.Select(implementation => implementation.InterfaceType.FullName));
        Touch(type.CustomAttributes);
        foreach (var field in type.Fields)
        {
            _ = field.FullName.Length + field.InitialValue.Length;
            Touch(field.CustomAttributes);
        }

        foreach (var method in type.Methods)
        {
            _ = method.FullName + string.Concat(method.Overrides.Select(overridden => overridden.FullName));
            Touch(method.CustomAttributes);
            if (method.HasBody)
            {
                Touch(method.Body);
            }
        }
    }

    private static void Touch(MethodBody body)
    {
        _ = body.Variables.Sum(variable => variable.VariableType.FullName.Length);
        _ = body.ExceptionHandlers.Sum(handler => handler.CatchType?.FullName.Length ?? 0);
        foreach (var instruction in body.Instructions)
        {
            _ = (instruction.Operand as MemberReference)?.FullName;
        }
    }

    private static void Touch(IEnumerable<CustomAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            try
            {
                _ = attribute.AttributeType.FullName.Length + attribute.ConstructorArguments.Count + attribute.Fields.Count + attribute.Properties.Count;
            }
            catch (AssemblyResolutionException)
            {
                // An enum of an assembly that is not there: said when the attribute is to be written.
            }
        }
    }
}
