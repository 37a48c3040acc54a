using System.Collections.Immutable;
using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// Follows all paths through a body with the kinds on its stack. Finds the deepest stack, underflow, paths that meet with different stacks,
/// paths that run over the end, and operands that cannot be what the instruction needs. Each offset is entered again only when a kind became
/// less certain, so it ends. Requires operands and targets that exist.
/// </summary>
internal sealed class StackFlow
{
    /// <summary>Slots the interpreter adds to every stack.</summary>
    public const int SpareSlots = 2;

    private const int MaxStack = 255;

    private readonly PeBody _body;
    private readonly StackEffects _effects;
    private readonly Dictionary<int, int> _indices;
    private readonly Dictionary<int, StackKind[]> _entries = [];
    private readonly Queue<int> _pending = [];

    private StackFlow(PeImage image, int method, PeBody body)
    {
        _body = body;
        _effects = new StackEffects(image, method);
        _indices = body.Instructions.Select((instruction, index) => (instruction.Offset, index)).ToDictionary(p => p.Offset, p => p.index);
    }

    /// <summary>The deepest stack, and null or the first problem.</summary>
    public static (int MaxDepth, string? Problem) Run(PeImage image, int method, PeBody body)
    {
        var flow = new StackFlow(image, method, body);
        return flow.Run();
    }

    private (int, string?) Run()
    {
        if (_body.Instructions.IsEmpty)
        {
            return (0, "no instructions");
        }

        if (_effects.Problem != null || Enter(0, []) is { } || EnterHandlers() is { })
        {
            return (0, _effects.Problem ?? "handlers that begin where another begins with another stack");
        }

        var deepest = _entries.Values.Max(stack => stack.Length);
        while (_pending.TryDequeue(out var offset))
        {
            if (Follow(offset, ref deepest) is { } problem)
            {
                return (deepest, problem);
            }
        }

        return (deepest, null);
    }

    private string? EnterHandlers()
    {
        foreach (var handler in _body.Handlers)
        {
            if (handler.Kind == PeHandlerKind.Filter && Enter(handler.FilterStart, [StackKind.Reference]) is { } problem)
            {
                return problem;
            }

            StackKind[] stack = handler.Kind == PeHandlerKind.Finally ? [] : [StackKind.Reference];
            if (Enter(handler.HandlerStart, stack) is { } another)
            {
                return another;
            }
        }

        return null;
    }

    /// <summary>Runs straight on from an entry until the path ends or joins one that is known.</summary>
    private string? Follow(int offset, ref int deepest)
    {
        var stack = new List<StackKind>(_entries[offset]);
        for (var index = _indices[offset]; ; index++)
        {
            if (index == _body.Instructions.Length)
            {
                return "runs over its end";
            }

            var instruction = _body.Instructions[index];
            if (instruction.Offset != offset && _entries.ContainsKey(instruction.Offset))
            {
                return Enter(instruction.Offset, [.. stack]);
            }

            if (_effects.Apply(instruction, stack) is { } problem)
            {
                return $"IL_{instruction.Offset:x4} {instruction.OpCode.Name}: {problem}";
            }

            deepest = Math.Max(deepest, stack.Count);
            if (deepest > MaxStack)
            {
                return $"more than {MaxStack} values on the stack";
            }

            foreach (var target in instruction.Targets)
            {
                if (Enter(target, [.. stack]) is { } mismatch)
                {
                    return mismatch;
                }
            }

            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            {
                return null;
            }
        }
    }

    private string? Enter(int offset, StackKind[] stack)
    {
        if (!_entries.TryGetValue(offset, out var known))
        {
            _entries[offset] = stack;
            _pending.Enqueue(offset);
            return null;
        }

        if (known.Length != stack.Length)
        {
            return $"IL_{offset:x4} is reached with {known.Length} and with {stack.Length} values on the stack";
        }

        var merged = known.Zip(stack, (a, b) => a == b ? a : StackKind.Any).ToArray();
        if (!merged.AsSpan().SequenceEqual(known))
        {
            _entries[offset] = merged;
            _pending.Enqueue(offset);
        }

        return null;
    }
}
