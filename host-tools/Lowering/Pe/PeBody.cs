using System.Collections.Immutable;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Pe;

/// <summary>A decoded method body.</summary>
public sealed record PeBody(ImmutableArray<PeInstruction> Instructions, ImmutableArray<PeHandler> Handlers, int CodeSizeBytes)
{
    /// <summary>The stock processor lets a handler that is the last thing in its body end one instruction early; this gives its real end.</summary>
    public PeHandler ToItsEnd(PeHandler handler) =>
        Instructions.Length > 0 && handler.HandlerEnd == Instructions[^1].Offset && handler.HandlerStart < handler.HandlerEnd && EndsHandler(Instructions[^1])
            ? handler with { HandlerEnd = CodeSizeBytes }
            : handler;

    private static bool EndsHandler(PeInstruction instruction) =>
        instruction.OpCode.Code is Code.Endfinally or Code.Throw or Code.Rethrow or Code.Leave or Code.Leave_S or Code.Br or Code.Br_S;
}
