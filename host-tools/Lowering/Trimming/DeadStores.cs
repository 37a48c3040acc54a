using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// A value that goes into a local only to come out once stays on the stack, and one that nobody reads again is not kept. Locals whose address is
/// taken stay as they are.
/// </summary>
internal static class DeadStores
{
    public static bool Run(MethodBody body)
    {
        if (!body.HasVariables)
        {
            return false;
        }

        var lives = new Liveness(body);
        var targets = CodeText.Targets(body);
        var addressed = body.Instructions.Where(each => each.OpCode.Code == Code.Ldloca).Select(each => (VariableDefinition)each.Operand).ToHashSet();
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            var first = body.Instructions[i];
            if (first.Operand is not VariableDefinition variable || addressed.Contains(variable))
            {
                continue;
            }

            var second = i + 1 < body.Instructions.Count && !targets.Contains(body.Instructions[i + 1]) ? body.Instructions[i + 1] : null;
            var isSame = second?.Operand == variable;
            if (first.OpCode.Code == Code.Ldloc && isSame && second!.OpCode.Code == Code.Stloc)
            {
                CodeText.TakeOut(first);
                CodeText.TakeOut(second);
            }
            else if (first.OpCode.Code == Code.Stloc && isSame && second!.OpCode.Code == Code.Ldloc && KeepsItsType(variable) && !lives.After(i + 1).Contains(variable))
            {
                CodeText.TakeOut(first);
                CodeText.TakeOut(second);
            }
            else if (first.OpCode.Code == Code.Stloc && !lives.After(i).Contains(variable))
            {
                CodeText.Become(first, OpCodes.Pop);
            }
        }

        return CodeText.Sweep(body);
    }

    // A local of fewer than 32 bits may change the value that goes through it.
    private static bool KeepsItsType(VariableDefinition variable) =>
        !variable.VariableType.IsValueType || variable.VariableType.MetadataType is MetadataType.Int32 or MetadataType.Int64 or MetadataType.Boolean;
}
