using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// What must hold of a file before anything else looks at it. Files come from anybody, and the library that reads them throws whatever the
/// damage provokes: this is the one place where every exception of reading ends, as a diagnostic. What it cannot survive (recursion without
/// end) is excluded before by <see cref="MetadataCheck"/>.
/// </summary>
internal static class AssemblyCheck
{
    /// <summary>Larger than any deployment region.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    public static AssemblyDefinition? Read(Source source, BuildFile file, Diagnostics diagnostics)
    {
        if (file.Image.Length > MaxBytes)
        {
            diagnostics.Error("too-large", $"{file.FileName} has {file.Image.Length} bytes; no board holds an assembly of more than {MaxBytes}.");
            return null;
        }

        var problem = MetadataCheck.Problem(file.Image);
        if (problem != null)
        {
            diagnostics.Error("not-an-assembly", $"{file.FileName} is not a .NET assembly: {problem}.");
            return null;
        }

        try
        {
            var assembly = source.Add(file);
            if (!IsDeviceAssembly(assembly, file, diagnostics))
            {
                return null;
            }

            foreach (var type in assembly.MainModule.GetTypes())
            {
                Walk(type);
            }

            return assembly;
        }
        catch (Exception e)
        {
            diagnostics.Error("not-an-assembly", $"{file.FileName} is damaged: {e.Message.ReplaceLineEndings(" ")} Build it again.");
            return null;
        }
    }

    public static void References(BuildFile file, AssemblyDefinition assembly, ICollection<string> names, Diagnostics diagnostics)
    {
        foreach (var reference in assembly.MainModule.AssemblyReferences)
        {
            if (!BoardLibraries.IsOne(reference.Name) && !names.Contains(reference.Name))
            {
                diagnostics.Error("reference-missing", $"{file.FileName} needs {reference.Name}, which is not there. Put {reference.Name}.dll beside it.");
            }
        }
    }

    private static bool IsDeviceAssembly(AssemblyDefinition assembly, BuildFile file, Diagnostics diagnostics)
    {
        var references = assembly.MainModule.AssemblyReferences;
        var core = references.FirstOrDefault(r => r.Name == BoardLibraries.CoreLibrary);
        if (assembly.Name.Name == BoardLibraries.CoreLibrary)
        {
            return true;
        }

        if (references.FirstOrDefault(r => r.Name is "System.Runtime" or "netstandard" or "System.Private.CoreLib") is { } desktop)
        {
            diagnostics.Error("not-a-device-assembly", $"{file.FileName} refers to {desktop.Name}: it is built for .NET, not for nanoFramework. Remove it, or build it as a device project.");
            return false;
        }

        if (core == null || core.Version.Major != 1)
        {
            diagnostics.Error("not-a-device-assembly", core == null
                ? $"{file.FileName} does not refer to nanoFramework's mscorlib. Remove it, or build it as a device project."
                : $"{file.FileName} refers to mscorlib {core.Version}; this generation of nanoFramework has 1.x. Build it against nanoFramework.CoreLibrary 1.x.");
            return false;
        }

        return true;
    }

    /// <summary>Touches everything that is read later, so that whatever is damaged throws here.</summary>
    private static void Walk(TypeDefinition type)
    {
        _ = type.FullName + type.BaseType?.FullName + string.Concat(type.Interfaces.Select(i => i.InterfaceType.FullName));
        _ = type.GenericParameters.Count + type.CustomAttributes.Sum(a => a.AttributeType.FullName.Length);
        foreach (var field in type.Fields)
        {
            _ = field.FullName + (field.HasConstant ? field.Constant : null) + field.InitialValue.Length;
            _ = field.CustomAttributes.Sum(a => a.AttributeType.FullName.Length);
        }

        foreach (var method in type.Methods)
        {
            _ = method.FullName + string.Concat(method.Overrides.Select(o => o.FullName)) + method.GenericParameters.Count;
            _ = method.CustomAttributes.Sum(a => a.AttributeType.FullName.Length);
            if (method.HasBody)
            {
                var body = method.Body;
                _ = body.Variables.Sum(v => v.VariableType.FullName.Length) + body.ExceptionHandlers.Sum(h => h.CatchType?.FullName.Length ?? 0);
                foreach (var instruction in body.Instructions)
                {
                    _ = (instruction.Operand as MemberReference)?.FullName;
                    if (instruction.OpCode.Code > Mono.Cecil.Cil.Code.Readonly || (instruction.OpCode.OperandType != Mono.Cecil.Cil.OperandType.InlineNone && instruction.Operand == null))
                    {
                        throw new BadImageFormatException($"{method.FullName} has an instruction without its operand.");
                    }
                }
            }
        }
    }
}
