using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Puts code where the jump to it stands, so that the jump goes. A chain is code that falls through from its first instruction to its last; one
/// that ends by a jump to the start of another is joined with it. Not in bodies with handlers, whose regions are places, and never where
/// something lies on the stack: a jump back with something on it is no valid IL.
/// </summary>
internal sealed class BlockOrder
{
    private static readonly Dictionary<Code, OpCode> Opposites = new()
    {
        [Code.Brtrue] = OpCodes.Brfalse, [Code.Brfalse] = OpCodes.Brtrue, [Code.Beq] = OpCodes.Bne_Un, [Code.Bne_Un] = OpCodes.Beq,
    };

    private readonly MethodBody _body;
    private readonly IReadOnlyDictionary<Instruction, int> _depths;
    private readonly List<List<Instruction>> _chains = [];

    private BlockOrder(MethodBody body)
    {
        _body = body;
        _depths = StackUse.Depths(body);
        List<Instruction>? chain = null;
        foreach (var instruction in body.Instructions)
        {
            if (chain == null)
            {
                _chains.Add(chain = []);
            }

            chain.Add(instruction);
            chain = CodeText.EndsPath(instruction) ? null : chain;
        }
    }

    public static void Run(MethodBody body)
    {
        if (body.HasExceptionHandlers)
        {
            return;
        }

        var order = new BlockOrder(body);
        while (order.JoinOne())
        {
        }

        CodeText.Replace(body, [.. order._chains.SelectMany(chain => chain)]);
        CodeText.Sweep(body);
    }

    private bool JoinOne()
    {
        foreach (var chain in _chains)
        {
            if (chain[^1].OpCode.Code != Code.Br)
            {
                continue;
            }

            // Where it jumps to, or where the branch before that jump goes when that is turned round.
            var jump = chain[^1];
            var branch = chain.Count > 1 && Opposites.ContainsKey(chain[^2].OpCode.Code) ? chain[^2] : null;
            if (ChainAt(jump.Operand, chain) is { } next)
            {
                chain.RemoveAt(chain.Count - 1);
                return Join(chain, next, jump);
            }

            if (branch != null && ChainAt(branch.Operand, chain) is { } other && !_body.Instructions.Any(each => CodeText.TargetsOf(each).Contains(jump)))
            {
                CodeText.Become(branch, Opposites[branch.OpCode.Code], jump.Operand);
                chain.RemoveAt(chain.Count - 1);
                return Join(chain, other, jump);
            }
        }

        return false;
    }

    // Who jumped to the jump that goes jumps to what stands there now.
    private bool Join(List<Instruction> chain, List<Instruction> next, Instruction jump)
    {
        CodeText.Redirect(_body, target => target == jump ? next[0] : target);
        chain.AddRange(next);
        _chains.Remove(next);
        return true;
    }

    private List<Instruction>? ChainAt(object start, List<Instruction> from) =>
        _chains.Skip(1).FirstOrDefault(chain => chain != from && chain[0] == start && _depths.TryGetValue(chain[0], out var depth) && depth == 0);
}
