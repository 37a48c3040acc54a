using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Writes code that makes the number of an enum's member the one that it has in the other build. On the way back a member that the release does not have cannot be
/// said: that throws, and the board goes back to the state of the commit.
/// </summary>
internal sealed class EnumNumberWriter(Emission emission, MethodDefinition method, bool up)
{
    private ILProcessor Il => method.Body.GetILProcessor();

    public void Convert(VariableDefinition value, VariableDefinition result, TypeReference from, TypeReference to, EnumNumbers numbers)
    {
        var pairs = numbers.Moved.Select(m => up ? (From: m.Old, To: m.New) : (From: m.New, To: m.Old)).DistinctBy(p => p.From).ToList();
        var end = Il.Create(OpCodes.Nop);
        if (!up)
        {
            numbers.Added.ToList().ForEach(n => Refuse(value, from, n, numbers.IsFlags));
        }

        if (numbers.IsFlags)
        {
            Il.Emit(OpCodes.Ldloc, value);
            Load(from, pairs.Aggregate(~0L, (mask, p) => mask & ~p.From));
            Il.Emit(OpCodes.And);
            Widen(from, to);
            Il.Emit(OpCodes.Stloc, result);
        }

        foreach (var (was, now) in pairs)
        {
            var next = Il.Create(OpCodes.Nop);
            Test(value, from, was, numbers.IsFlags, next);
            if (numbers.IsFlags)
            {
                Il.Emit(OpCodes.Ldloc, result);
            }

            Load(to, now);
            if (numbers.IsFlags)
            {
                Il.Emit(OpCodes.Or);
            }

            Il.Emit(OpCodes.Stloc, result);
            if (!numbers.IsFlags)
            {
                Il.Emit(OpCodes.Br, end);
            }

            Il.Append(next);
        }

        if (!numbers.IsFlags)
        {
            Il.Emit(OpCodes.Ldloc, value);
            Widen(from, to);
            Il.Emit(OpCodes.Stloc, result);
        }

        Il.Append(end);
    }

    private void Refuse(VariableDefinition value, TypeReference type, long number, bool isBit)
    {
        var next = Il.Create(OpCodes.Nop);
        Test(value, type, number, isBit, next);
        var exception = new MethodReference(".ctor", emission.Module.Module.TypeSystem.Void, emission.Module.Core("System", "NotSupportedException")) { HasThis = true };
        Il.Emit(OpCodes.Newobj, exception);
        Il.Emit(OpCodes.Throw);
        Il.Append(next);
    }

    /// <summary>Goes on behind the test when the value is the number, or has the bit; else to the other place.</summary>
    private void Test(VariableDefinition value, TypeReference type, long number, bool isBit, Instruction otherwise)
    {
        Il.Emit(OpCodes.Ldloc, value);
        Load(type, number);
        if (isBit)
        {
            Il.Emit(OpCodes.And);
            Load(type, 0);
            Il.Emit(OpCodes.Beq, otherwise);
        }
        else
        {
            Il.Emit(OpCodes.Bne_Un, otherwise);
        }
    }

    private void Load(TypeReference type, long number)
    {
        if (IsLong(type))
        {
            Il.Emit(OpCodes.Ldc_I8, number);
        }
        else
        {
            Il.Emit(OpCodes.Ldc_I4, unchecked((int)number));
        }
    }

    private void Widen(TypeReference from, TypeReference to)
    {
        if (Names.Of(from) != Names.Of(to))
        {
            Il.Emit(Conversions.Instruction(from, to));
        }
    }

    private static bool IsLong(TypeReference type) => type.MetadataType is MetadataType.Int64 or MetadataType.UInt64;
}
