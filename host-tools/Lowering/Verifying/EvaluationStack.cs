using Mono.Cecil.Cil;
using static NanoLive.Lowering.Verifying.StackKind;

namespace NanoLive.Lowering.Verifying;

/// <summary>The kinds on an evaluation stack, and the first thing that is wrong with what is done to it.</summary>
internal sealed class EvaluationStack(List<StackKind> kinds)
{
    /// <summary>Null while nothing is wrong.</summary>
    public string? Complaint { get; private set; }

    public void Clear() => kinds.Clear();

    /// <summary>Takes what an instruction without a rule of its own takes.</summary>
    public void Take(StackBehaviour behaviour)
    {
        StackKind[] kinds = behaviour switch
        {
            StackBehaviour.Pop0 => [],
            StackBehaviour.Pop1 => [Any],
            StackBehaviour.Popi => [Any],
            StackBehaviour.Popref => [Reference],
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 => [Any, Any],
            StackBehaviour.Popref_pop1 => [Reference, Any],
            StackBehaviour.Popref_popi => [Reference, I4],
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi => [Reference, I4, Any],
            StackBehaviour.Popref_popi_popi8 => [Reference, I4, I8],
            StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 => [Reference, I4, Float],
            StackBehaviour.Popref_popi_popref => [Reference, I4, Reference],
            _ => [],
        };
        for (var i = kinds.Length - 1; i >= 0; i--)
        {
            Pop(kinds[i]);
        }
    }

    /// <summary>Leaves what it leaves.</summary>
    public void Give(StackBehaviour behaviour)
    {
        switch (behaviour)
        {
            case StackBehaviour.Pushi: Push(I4); break;
            case StackBehaviour.Pushi8: Push(I8); break;
            case StackBehaviour.Pushr4 or StackBehaviour.Pushr8: Push(Float); break;
            case StackBehaviour.Pushref: Push(Reference); break;
            case StackBehaviour.Push1: Push(Any); break;
        }
    }

    public void Push(StackKind kind) => kinds.Add(kind);

    /// <summary>Takes one value; a kind that cannot be the expected one is complained of.</summary>
    public StackKind Pop(StackKind expected)
    {
        if (kinds.Count == 0)
        {
            return Complain("nothing is on the stack");
        }

        var kind = kinds[^1];
        kinds.RemoveAt(kinds.Count - 1);
        if (kind != expected && kind != Any && expected != Any)
        {
            Complain($"{kind} where {expected} must be");
        }

        return kind;
    }

    public void PopObject()
    {
        if (Pop(Any) is I4 or I8 or Float)
        {
            Complain("a number where an object or its address must be");
        }
    }

    public StackKind PopNumber()
    {
        var kind = Pop(Any);
        return kind is Reference or Address ? Complain($"{kind} where a number must be") : kind;
    }

    /// <summary>Nothing may be left.</summary>
    public void Empty()
    {
        if (kinds.Count > 0)
        {
            Complain($"{kinds.Count} values are left on the stack");
        }
    }

    public StackKind Complain(string complaint)
    {
        Complaint ??= complaint;
        return Any;
    }
}
