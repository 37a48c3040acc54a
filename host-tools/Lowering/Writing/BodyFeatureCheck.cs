using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Metadata;

namespace NanoLive.Lowering.Writing;

/// <summary>Instructions that the v1 interpreter does not run, operands that do not exist or do not fit, and what runs with another meaning.</summary>
internal sealed class BodyFeatureCheck(TypeUseCheck uses, Diagnostics diagnostics)
{
    public void Check(MethodDefinition method)
    {
        var body = method.Body;
        if (body.Variables.Count > byte.MaxValue)
        {
            diagnostics.Error(LoweringCode.TooMany, method.FullName, $"{body.Variables.Count} local variables; a method may have 255. Split it.");
        }

        if (body.ExceptionHandlers.Count > byte.MaxValue)
        {
            diagnostics.Error(LoweringCode.TooMany, method.FullName, $"{body.ExceptionHandlers.Count} exception handlers; a method may have 255. Split it.");
        }

        if (body.Instructions.Count == 0)
        {
            diagnostics.Error(LoweringCode.NoInstructions, method.FullName, "a body without instructions.");
        }

        foreach (var variable in body.Variables)
        {
            uses.Check(variable.VariableType, method.FullName);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            Check(method, handler);
        }

        foreach (var instruction in body.Instructions)
        {
            Check(instruction, $"{method.FullName} IL_{instruction.Offset:x4}");
        }

        WarnOfChecked(method);
        WarnOfFilters(method);
    }

    private void Check(MethodDefinition method, ExceptionHandler handler)
    {
        var place = $"{method.FullName} IL_{handler.TryStart?.Offset ?? 0:x4}";
        if (handler.TryStart == null || handler.HandlerStart == null || (handler.HandlerType == ExceptionHandlerType.Filter && handler.FilterStart == null))
        {
            diagnostics.Error(LoweringCode.Handler, place, "an exception handler without a beginning.");
        }
        else if (handler.HandlerType == ExceptionHandlerType.Fault)
        {
            diagnostics.Error(LoweringCode.Handler, place, "a fault block: the firmware takes it for one that catches everything.");
        }
        else if (handler.HandlerType == ExceptionHandlerType.Catch)
        {
            uses.Check(handler.CatchType, place);
            if (handler.CatchType is TypeSpecification)
            {
                diagnostics.Error(LoweringCode.Handler, place, "catches a constructed type.");
            }
        }
    }

    private void Check(Instruction instruction, string place)
    {
        var opCode = instruction.OpCode;
        if (!PeOpCodes.IsSupported(opCode))
        {
            diagnostics.Error(LoweringCode.Instruction, place, $"{opCode.Name}: the interpreter does not run it{Hint(opCode)}.");
            return;
        }

        if (!HasItsOperand(instruction))
        {
            diagnostics.Error(LoweringCode.Instruction, place, $"{opCode.Name} without an operand of its kind.");
            return;
        }

        if (instruction.Operand is FieldReference mentioned && Resolution.Of(mentioned) is { IsLiteral: true })
        {
            diagnostics.Error(LoweringCode.Instruction, place, $"{opCode.Name}: {mentioned.FullName} is a constant, which a board does not have.");
            return;
        }

        if (opCode.Code == Code.Sizeof)
        {
            diagnostics.Warning(LoweringCode.SizeOf, place, "sizeof gives the firmware's own size of the type, not that of .NET.");
        }

        switch (instruction.Operand)
        {
            case MethodReference callee: Check(callee, place); break;
            case FieldReference field: Check(field, place); break;
            case TypeReference type: uses.Check(type, place); break;
            case string text: Check(text, place); break;
            case Instruction[] { Length: > byte.MaxValue } cases:
                diagnostics.Error(LoweringCode.SwitchTooLarge, place, $"a switch with {cases.Length} cases; an instruction may have 255. Split it.");
                break;
        }
    }

    private static bool HasItsOperand(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineNone => true,
        OperandType.InlineMethod => instruction.Operand is MethodReference,
        OperandType.InlineField => instruction.Operand is FieldReference,
        OperandType.InlineType => instruction.Operand is TypeReference,
        OperandType.InlineString => instruction.Operand is string,
        OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget => instruction.Operand is Instruction,
        OperandType.InlineSwitch => instruction.Operand is Instruction[] cases && Array.TrueForAll(cases, target => target != null),
        _ => instruction.Operand != null,
    };

    private void Check(MethodReference callee, string place)
    {
        if (callee is GenericInstanceMethod || callee.DeclaringType is GenericInstanceType)
        {
            diagnostics.Error(LoweringCode.Generic, place, $"{callee.FullName}: generation v1 has no generics.");
            return;
        }

        if (callee.DeclaringType is ArrayType)
        {
            diagnostics.Error(LoweringCode.MultiDimensionalArray, place, $"{callee.FullName}: use an array of arrays.");
            return;
        }

        uses.Check(callee.DeclaringType, place);
        uses.Check(callee.ReturnType, place);
        foreach (var parameter in callee.Parameters)
        {
            uses.Check(parameter.ParameterType, place);
        }

        if (callee.CallingConvention == MethodCallingConvention.VarArg)
        {
            diagnostics.Error(LoweringCode.TypeKind, place, $"{callee.FullName} has a variable argument list.");
        }

        if (Resolution.Of(callee) == null)
        {
            uses.Unresolved(callee, place);
        }
    }

    private void Check(FieldReference field, string place)
    {
        uses.Check(field.DeclaringType, place);
        uses.Check(field.FieldType, place);
        if (field.DeclaringType is not GenericInstanceType && Resolution.Of(field) == null)
        {
            uses.Unresolved(field, place);
        }
    }

    private void Check(string text, string place)
    {
        if (text.Contains('\0'))
        {
            diagnostics.Error(LoweringCode.StringText, place, "a string with a zero character: the firmware would cut it there. Build it from characters.");
        }
        else if (HasLoneSurrogate(text))
        {
            diagnostics.Error(LoweringCode.StringText, place, "a string with half a surrogate pair: a .pe holds UTF-8. Build it from characters.");
        }
    }

    private void WarnOfChecked(MethodDefinition method)
    {
        var first = method.Body.Instructions.FirstOrDefault(instruction => PeOpCodes.IsChecked(instruction.OpCode));
        if (first != null)
        {
            diagnostics.Warning(
                LoweringCode.CheckedArithmetic, Place(method, first), "checked arithmetic: the firmware does not check, it overflows silently.");
        }
    }

    private void WarnOfFilters(MethodDefinition method)
    {
        foreach (var first in ExceptionFilters.MayThrow(method))
        {
            diagnostics.Warning(
                LoweringCode.FilterMayThrow, Place(method, first), "an exception filter that may throw, at which the firmware ends: let it only compare, and ask the rest in the catch block.");
        }
    }

    /// <summary>With the line, where there are symbols.</summary>
    private static string Place(MethodDefinition method, Instruction at)
    {
        var point = method.DebugInformation.SequencePoints.LastOrDefault(p => !p.IsHidden && p.Offset <= at.Offset);
        return $"{method.FullName} IL_{at.Offset:x4}{(point == null ? "" : $" ({point.Document.Url}:{point.StartLine})")}";
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Hint(OpCode opCode) => opCode.Code switch
    {
        Code.Localloc => "; allocate an array instead of using stackalloc",
        Code.Calli => "; use a delegate instead of a function pointer",
        _ => "",
    };
}
