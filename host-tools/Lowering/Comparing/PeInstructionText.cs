using System.Globalization;
using Mono.Cecil.Cil;

using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Comparing;

/// <summary>Instructions and handlers as text in which tokens are names.</summary>
public static class PeInstructionText
{
    /// <summary><c>IL_0004 call [mscorlib]System.Object::.ctor()</c></summary>
    public static string Of(PeInstruction instruction, PeNames names)
    {
        var head = $"IL_{instruction.Offset:x4} {instruction.OpCode.Name}";
        return instruction.OpCode.OperandType switch
        {
            OperandType.InlineNone => head,
            OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget or OperandType.InlineSwitch =>
                $"{head} {string.Join(", ", instruction.Targets.Select(target => $"IL_{target:x4}"))}",
            OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString =>
                $"{head} {names.Of(instruction.Token)}",
            OperandType.ShortInlineR => $"{head} {BitConverter.UInt32BitsToSingle((uint)instruction.Value).ToString("R", CultureInfo.InvariantCulture)}",
            OperandType.InlineR => $"{head} {BitConverter.Int64BitsToDouble(instruction.Value).ToString("R", CultureInfo.InvariantCulture)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{head} {instruction.Value}"),
        };
    }

    /// <summary><c>.try IL_0000 to IL_0008 catch [mscorlib]System.Exception handler IL_0008 to IL_0010</c></summary>
    public static string Of(PeHandler handler, PeNames names)
    {
        var choice = handler.Kind switch
        {
            PeHandlerKind.Catch => $"catch {names.Of(handler.CatchType)}",
            PeHandlerKind.CatchAll => "catch all",
            PeHandlerKind.Finally => "finally",
            _ => $"filter IL_{handler.FilterStart:x4}",
        };
        return $".try IL_{handler.TryStart:x4} to IL_{handler.TryEnd:x4} {choice} handler IL_{handler.HandlerStart:x4} to IL_{handler.HandlerEnd:x4}";
    }
}
