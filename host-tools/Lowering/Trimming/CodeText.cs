using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Edits of a body in its long form (<c>ldarg</c>, <c>ldloc</c>, <c>br</c>, <c>ldc.i4</c>). An instruction that is taken out becomes a
/// <c>nop</c> in place, so that who jumps to it still does; <see cref="Sweep"/> removes it for good.
/// </summary>
internal static class CodeText
{
    /// <summary>Instructions that something other than the one before may lead to.</summary>
    public static HashSet<Instruction> Targets(MethodBody body)
    {
        var targets = new HashSet<Instruction>();
        foreach (var instruction in body.Instructions)
        {
            targets.UnionWith(TargetsOf(instruction));
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            foreach (var edge in new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart })
            {
                if (edge != null)
                {
                    targets.Add(edge);
                }
            }
        }

        return targets;
    }

    public static IEnumerable<Instruction> TargetsOf(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] cases => cases,
        _ => [],
    };

    /// <summary>Whether what stands behind it is reached by a jump only.</summary>
    public static bool EndsPath(Instruction instruction) => instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw;

    public static void Become(Instruction instruction, OpCode code, object? operand = null)
    {
        instruction.OpCode = code;
        instruction.Operand = operand;
    }

    public static void TakeOut(Instruction instruction) => Become(instruction, OpCodes.Nop);

    public static bool IsLoad(Instruction instruction, out object? variable)
    {
        variable = instruction.OpCode.Code is Code.Ldarg or Code.Ldloc ? instruction.Operand : null;
        return variable != null;
    }

    public static bool LoadsThis(Instruction instruction, MethodBody body) =>
        instruction.OpCode.Code == Code.Ldarg && body.Method.HasThis && instruction.Operand == body.ThisParameter;

    /// <summary>Removes what was taken out. True when there was something.</summary>
    public static bool Sweep(MethodBody body)
    {
        if (body.Instructions.All(instruction => instruction.OpCode.Code != Code.Nop))
        {
            return false;
        }

        // The last one stays when nothing follows, and so does one that is jumped to in front of a region: who leaves a region for its own start
        // would otherwise not leave it.
        var starts = body.ExceptionHandlers.Select(handler => handler.TryStart).ToHashSet();
        var targets = body.HasExceptionHandlers ? Targets(body) : [];
        var next = new Dictionary<Instruction, Instruction>();
        Instruction? following = null;
        for (var i = body.Instructions.Count - 1; i >= 0; i--)
        {
            var instruction = body.Instructions[i];
            if (instruction.OpCode.Code != Code.Nop || following == null
                || (starts.Contains(following) && !starts.Contains(instruction) && targets.Contains(instruction)))
            {
                following = instruction;
            }

            next[instruction] = following;
        }

        Redirect(body, instruction => next[instruction]);
        var kept = body.Instructions.Where(instruction => next[instruction] == instruction).ToList();
        var changed = kept.Count < body.Instructions.Count;
        Replace(body, kept);
        return changed;
    }

    public static void Replace(MethodBody body, IReadOnlyList<Instruction> instructions)
    {
        body.Instructions.Clear();
        foreach (var instruction in instructions)
        {
            body.Instructions.Add(instruction);
        }
    }

    public static void Redirect(MethodBody body, Func<Instruction, Instruction> to)
    {
        foreach (var instruction in body.Instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => to(target),
                Instruction[] cases => cases.Select(to).ToArray(),
                _ => instruction.Operand,
            };
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = to(handler.TryStart);
            handler.TryEnd = handler.TryEnd == null ? null : to(handler.TryEnd);
            handler.HandlerStart = to(handler.HandlerStart);
            handler.HandlerEnd = handler.HandlerEnd == null ? null : to(handler.HandlerEnd);
            handler.FilterStart = handler.FilterStart == null ? null : to(handler.FilterStart);
        }
    }
}
