using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>What everything after reading takes for granted of a class. Throws <see cref="BadImageFormatException"/> when it does not hold.</summary>
internal static class MemberCheck
{
    /// <summary>Touches everything that is read later, so that whatever is damaged throws here.</summary>
    public static void Walk(TypeDefinition type)
    {
        _ = type.FullName + type.BaseType?.FullName + string.Concat(type.Interfaces.Select(i => i.InterfaceType.FullName));
        _ = type.GenericParameters.Count;
        Attributes(type);
        Distinct(type, type.Fields.Select(f => f.Name));
        Distinct(type, type.Methods.Select(Names.Signature));
        foreach (var field in type.Fields)
        {
            _ = field.FullName + (field.HasConstant ? field.Constant : null) + field.InitialValue.Length;
            Attributes(field);
        }

        foreach (var method in type.Methods)
        {
            _ = method.FullName + string.Concat(method.Overrides.Select(o => o.FullName)) + method.GenericParameters.Count;
            Attributes(method);
            if (method.HasBody)
            {
                Body(method);
            }
        }
    }

    private static void Attributes(ICustomAttributeProvider of)
    {
        foreach (var attribute in of.CustomAttributes)
        {
            var name = attribute.AttributeType.FullName;
            _ = attribute.GetBlob().Length;
            if (name is Names.FormerName or Names.StateMigration)
            {
                _ = attribute.ConstructorArguments.Count + attribute.Fields.Count;
            }
        }
    }

    private static void Distinct(TypeDefinition type, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Require(names.All(seen.Add), type, "has two members of one name");
    }

    private static void Body(MethodDefinition method)
    {
        var body = method.Body;
        Require(body.Instructions.Count > 0, method, "has an empty body");
        _ = body.Variables.Sum(v => v.VariableType.FullName.Length);
        foreach (var handler in body.ExceptionHandlers)
        {
            _ = handler.CatchType?.FullName;
            Require(handler is { TryStart: not null, HandlerStart: not null } && (handler.HandlerType == ExceptionHandlerType.Filter) == (handler.FilterStart != null),
                method, "has a handler that begins nowhere");
        }

        foreach (var instruction in body.Instructions)
        {
            Instruction(method, instruction);
        }
    }

    private static void Instruction(MethodDefinition method, Instruction instruction)
    {
        var code = instruction.OpCode;
        _ = (instruction.Operand as MemberReference)?.FullName;
        var isWhole = code.OperandType switch
        {
            OperandType.InlineNone => true,
            OperandType.InlineMethod => instruction.Operand is MethodReference,
            OperandType.InlineField => instruction.Operand is FieldReference,
            OperandType.InlineType => instruction.Operand is TypeReference,
            OperandType.InlineTok => instruction.Operand is MemberReference,
            OperandType.InlineString => instruction.Operand is string,
            OperandType.InlineSwitch => instruction.Operand is Instruction[] targets && targets.All(t => t != null),
            _ => instruction.Operand != null,
        };
        Require(isWhole, method, "has an instruction without its operand");
        var local = code.Code switch
        {
            >= Code.Ldloc_0 and <= Code.Ldloc_3 => code.Code - Code.Ldloc_0,
            >= Code.Stloc_0 and <= Code.Stloc_3 => code.Code - Code.Stloc_0,
            _ => -1,
        };
        Require(local < method.Body.Variables.Count, method, "uses a local that it does not have");
        var argument = code.Code is >= Code.Ldarg_0 and <= Code.Ldarg_3 ? code.Code - Code.Ldarg_0 : -1;
        Require(argument < method.Parameters.Count + (method.HasThis ? 1 : 0), method, "uses an argument that it does not have");
    }

    private static void Require(bool holds, MemberReference of, string problem)
    {
        if (!holds)
        {
            throw new BadImageFormatException($"{of.FullName} {problem}.");
        }
    }
}
