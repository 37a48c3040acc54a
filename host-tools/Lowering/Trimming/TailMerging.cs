using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Paths that end alike share their end: what stands twice before the same jump, return or throw stands once, and the other one jumps there. Not in
/// bodies with handlers, where a jump may leave a region.
/// </summary>
internal sealed class TailMerging
{
    private const int JumpBytes = 2;

    private readonly MethodBody _body;

    private TailMerging(MethodBody body) => _body = body;

    public static void Run(MethodBody body)
    {
        if (body.HasExceptionHandlers)
        {
            return;
        }

        var merging = new TailMerging(body);
        while (merging.MergeOne())
        {
            CodeText.Sweep(body);
        }
    }

    /// <summary>A path's last instruction and where it goes from there; <see cref="Jump"/>: the instruction that only jumps, or null.</summary>
    private readonly record struct Tail(int Last, Instruction? To, Instruction? Jump);

    private bool MergeOne()
    {
        var tails = Tails().ToList();
        var best = (Saved: 0, From: default(Tail), Into: default(Tail), Length: 0);
        foreach (var group in tails.GroupBy(tail => tail.To))
        {
            var members = group.ToList();
            for (var i = 0; i < members.Count; i++)
            {
                for (var k = 0; k < members.Count; k++)
                {
                    // One that falls through cannot jump away without a new instruction, so it is the one that stays.
                    if (i == k || (members[i].Jump == null && members[i].To != null))
                    {
                        continue;
                    }

                    var (length, bytes) = Common(members[i].Last, members[k].Last);
                    var saved = bytes - (members[i].Jump == null ? JumpBytes : 0);
                    if (length > 0 && saved > best.Saved)
                    {
                        best = (saved, members[i], members[k], length);
                    }
                }
            }
        }

        if (best.Saved == 0)
        {
            return false;
        }

        Merge(best.From, best.Into, best.Length);
        return true;
    }

    private IEnumerable<Tail> Tails()
    {
        var targets = CodeText.Targets(_body);
        for (var i = 0; i < _body.Instructions.Count; i++)
        {
            var instruction = _body.Instructions[i];
            if (instruction.OpCode.Code == Code.Br)
            {
                yield return new Tail(i - 1, (Instruction)instruction.Operand, instruction);
            }
            else if (instruction.OpCode.Code is Code.Ret or Code.Throw)
            {
                yield return new Tail(i, null, null);
            }

            if (i > 0 && targets.Contains(instruction) && !CodeText.EndsPath(_body.Instructions[i - 1]))
            {
                yield return new Tail(i - 1, instruction, null);
            }
        }
    }

    private (int Length, int Bytes) Common(int a, int b)
    {
        var (length, bytes) = (0, 0);
        while (a - length >= 0 && b - length >= 0 && Math.Abs(a - b) > length)
        {
            var (left, right) = (_body.Instructions[a - length], _body.Instructions[b - length]);

            // Behind a jump begins another path.
            if ((length > 0 && CodeText.EndsPath(left)) || left.OpCode.Code != right.OpCode.Code || !SameOperand(left.Operand, right.Operand))
            {
                break;
            }

            bytes += ShortForms.SizeBytes(left);
            length++;
        }

        return (length, bytes);
    }

    private void Merge(Tail from, Tail into, int length)
    {
        var replaced = Enumerable.Range(0, length).ToDictionary(i => _body.Instructions[from.Last - i], i => _body.Instructions[into.Last - i]);
        var start = _body.Instructions[into.Last - length + 1];
        CodeText.Redirect(_body, target => replaced.TryGetValue(target, out var kept) ? kept : target);
        if (from.Jump != null)
        {
            // The jump goes to the start of what is shared; whoever jumps to this jump itself still wants what it jumped to.
            var jump = from.Jump;
            var final = from.To!;
            CodeText.Redirect(_body, target => target == jump ? final : target);
            jump.Operand = start;
        }

        var first = _body.Instructions[from.Last - length + 1];
        for (var i = 0; i < length; i++)
        {
            CodeText.TakeOut(_body.Instructions[from.Last - i]);
        }

        if (from.Jump == null)
        {
            CodeText.Become(first, OpCodes.Br, start);
        }
    }

    private static bool SameOperand(object? left, object? right) => left is Instruction[] a && right is Instruction[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);
}
