using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// How control may cross protected blocks: into a try block only at its beginning, into handlers and filters not at all, out of both only by
/// what is made for it (<c>leave</c>, <c>endfinally</c>, <c>endfilter</c>, throwing). The interpreter keeps a record for each handler it is in
/// and trusts that code ends what it began.
/// </summary>
internal sealed class RegionCheck
{
    private readonly PeBody _body;

    private RegionCheck(PeBody body) => _body = body with { Handlers = [.. body.Handlers.Select(body.ToItsEnd)] };

    /// <summary>Null, or the first problem. Requires targets that exist.</summary>
    public static string? Run(PeBody body) => new RegionCheck(body).Run();

    private string? Run()
    {
        for (var i = 0; i < _body.Instructions.Length; i++)
        {
            var instruction = _body.Instructions[i];
            var problem = Ending(instruction) ?? instruction.Targets.Select(target => Step(instruction, target)).FirstOrDefault(p => p != null);
            if (problem == null && FallsThrough(instruction) && i + 1 < _body.Instructions.Length)
            {
                problem = Step(instruction, _body.Instructions[i + 1].Offset);
            }

            if (problem != null)
            {
                return $"IL_{instruction.Offset:x4} {instruction.OpCode.Name}: {problem}";
            }
        }

        return null;
    }

    private string? Ending(PeInstruction instruction) => instruction.OpCode.Code switch
    {
        Code.Endfinally when !IsIn(instruction.Offset, PeHandlerKind.Finally) => "outside a finally block",
        Code.Endfilter when !_body.Handlers.Any(handler => IsInFilter(handler, instruction.Offset)) => "outside a filter",
        Code.Rethrow when !_body.Handlers.Any(handler => handler.Kind != PeHandlerKind.Finally && IsInHandler(handler, instruction.Offset)) =>
            "outside a catch block",
        Code.Ret when _body.Handlers.Any(handler => IsInside(handler, instruction.Offset)) => "returns from inside a protected block",
        _ => null,
    };

    private string? Step(PeInstruction from, int to)
    {
        var leaves = from.OpCode.Code is Code.Leave or Code.Leave_S;
        foreach (var handler in _body.Handlers)
        {
            if (IsInHandler(handler, to) && !IsInHandler(handler, from.Offset))
            {
                return $"enters a handler at IL_{to:x4}";
            }

            if (IsInFilter(handler, to) && !IsInFilter(handler, from.Offset))
            {
                return $"enters a filter at IL_{to:x4}";
            }

            if (IsInTry(handler, to) && !IsInTry(handler, from.Offset) && to != handler.TryStart)
            {
                return $"enters a try block at IL_{to:x4}";
            }

            var exits = (IsInTry(handler, from.Offset) && !IsInTry(handler, to)) || (IsInHandler(handler, from.Offset) && !IsInHandler(handler, to));
            var isForced = (IsInFilter(handler, from.Offset) && !IsInFilter(handler, to))
                || (handler.Kind == PeHandlerKind.Finally && IsInHandler(handler, from.Offset) && !IsInHandler(handler, to));
            if ((exits && !leaves) || isForced)
            {
                return $"goes on at IL_{to:x4}, outside its protected block";
            }
        }

        return null;
    }

    private bool IsIn(int offset, PeHandlerKind kind) => _body.Handlers.Any(handler => handler.Kind == kind && IsInHandler(handler, offset));

    private static bool IsInside(PeHandler handler, int offset) =>
        IsInTry(handler, offset) || IsInHandler(handler, offset) || IsInFilter(handler, offset);

    private static bool IsInTry(PeHandler handler, int offset) => offset >= handler.TryStart && offset < handler.TryEnd;

    private static bool IsInHandler(PeHandler handler, int offset) => offset >= handler.HandlerStart && offset < handler.HandlerEnd;

    private static bool IsInFilter(PeHandler handler, int offset) =>
        handler.Kind == PeHandlerKind.Filter && offset >= handler.FilterStart && offset < handler.HandlerStart;

    private static bool FallsThrough(PeInstruction instruction) =>
        instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
}
