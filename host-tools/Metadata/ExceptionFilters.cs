using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Metadata;

/// <summary>
/// What could throw inside of an exception filter, at which the real CLR ends: anything but tests of types and comparisons of what lies in locals, arguments, static fields, and in fields
/// and plain properties of the exception itself.
/// </summary>
public static class ExceptionFilters
{
    private const string CoreLibrary = "mscorlib";

    private static readonly HashSet<string> s_quiet =
    [
        "nop", "dup", "pop", "ldarg", "ldarga", "starg", "ldloc", "ldloca", "stloc", "ldsfld", "ldsflda", "ldnull", "ldc", "ldstr", "isinst", "conv",
        "br", "brtrue", "brfalse", "beq", "bne", "bge", "bgt", "ble", "blt", "switch", "endfilter", "ceq", "cgt", "clt", "add", "sub", "mul", "neg", "and", "or", "xor", "not", "shl", "shr",
    ];

    /// <summary>The first such instruction of each filter of the body.</summary>
    public static IEnumerable<Instruction> MayThrow(MethodDefinition method)
    {
        foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler is { HandlerType: ExceptionHandlerType.Filter, FilterStart: not null, HandlerStart: not null }))
        {
            var block = new List<Instruction>();
            for (var at = handler.FilterStart; at != null && at != handler.HandlerStart; at = at.Next)
            {
                block.Add(at);
            }

            if (block.FirstOrDefault(at => MayThrow(method, block, at)) is { } first)
            {
                yield return first;
            }
        }
    }

    private static bool MayThrow(MethodDefinition method, List<Instruction> block, Instruction at) => at.OpCode.FlowControl switch
    {
        FlowControl.Call => at.Operand is not MethodReference called || !IsComparison(called) && !(IsOfException(method, block, at) && IsPlain(method.Module, called)),
        _ => at.OpCode.Code is Code.Ldfld or Code.Ldflda ? !IsOfException(method, block, at) && !IsOfValue(at)
            : !s_quiet.Contains(at.OpCode.Name.Split('.')[0]) || at.OpCode.Name.Contains(".ovf", StringComparison.Ordinal),
    };

    private static bool IsComparison(MethodReference called) =>
        called is { HasThis: false, Name: "op_Equality" or "op_Inequality" or "ReferenceEquals" or "Equals" } && called.DeclaringType.Scope.Name == CoreLibrary && called.DeclaringType.Name is "String" or "Type" or "Object";

    /// <summary>A getter of the library that no class here overrides, or one that only gives a field.</summary>
    private static bool IsPlain(ModuleDefinition module, MethodReference called)
    {
        if (!called.Name.StartsWith("get_", StringComparison.Ordinal) || called.HasParameters)
        {
            return false;
        }

        if (called.DeclaringType.Scope.Name == CoreLibrary)
        {
            return module.GetTypes().SelectMany(type => type.Methods).All(method => method.Name != called.Name || !method.IsVirtual || method.IsNewSlot);
        }

        var code = called is MethodDefinition { HasBody: true } getter ? getter.Body.Instructions.Where(i => i.OpCode.Code != Code.Nop).Select(i => i.OpCode.Code).ToList() : [];
        return code is [Code.Ldarg_0, Code.Ldfld, Code.Ret];
    }

    /// <summary>Whether it is given the exception, which the filter has tested, or the object whose method this is.</summary>
    private static bool IsOfException(MethodDefinition method, List<Instruction> block, Instruction at)
    {
        var from = at.Previous;
        if (from == null || !block.Contains(from))
        {
            return false;
        }

        if (from.OpCode.Code == Code.Ldarg_0)
        {
            return method.HasThis;
        }

        var tested = block.FindIndex(i => i.OpCode.Code == Code.Isinst);
        return tested >= 0 && (Loaded(method, from) is { } local
            ? block.Skip(tested).Where(i => Stored(method, i) == local).ToList() is [{ } kept] && block.IndexOf(kept) < block.IndexOf(from) && IsTested(block, kept)
            : IsTested(block, at));
    }

    /// <summary>Whether the exception itself is on the stack there: where the test that found it to be of its class leads to.</summary>
    private static bool IsTested(List<Instruction> block, Instruction at) =>
        block.Any(i => i.OpCode.Code is Code.Brtrue or Code.Brtrue_S && i.Operand == at && i.Previous is { OpCode.Code: Code.Dup, Previous.OpCode.Code: Code.Isinst });

    /// <summary>Whether it is of a struct that lies in a local, an argument or a field; what loads the field is looked at itself.</summary>
    private static bool IsOfValue(Instruction at) =>
        at.Previous is { OpCode.Code: Code.Ldloca or Code.Ldloca_S or Code.Ldarga or Code.Ldarga_S or Code.Ldflda or Code.Ldsflda };

    private static VariableDefinition? Loaded(MethodDefinition method, Instruction at) => at.OpCode.Code switch
    {
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => method.Body.Variables[at.OpCode.Code - Code.Ldloc_0],
        Code.Ldloc or Code.Ldloc_S => (VariableDefinition)at.Operand,
        _ => null,
    };

    private static VariableDefinition? Stored(MethodDefinition method, Instruction at) => at.OpCode.Code switch
    {
        >= Code.Stloc_0 and <= Code.Stloc_3 => method.Body.Variables[at.OpCode.Code - Code.Stloc_0],
        Code.Stloc or Code.Stloc_S => (VariableDefinition)at.Operand,
        _ => null,
    };
}
