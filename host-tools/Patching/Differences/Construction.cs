using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Compares what a constructor makes with what the release's makes and the patch then takes over: fields that came get what their initialisers say,
/// those that moved what the plan converts, all else stays. When the two are equal, the patch needs no constructor for it.
/// </summary>
internal sealed class Construction
{
    private readonly Matching _matching;
    private readonly MethodDefinition _old;
    private readonly MethodDefinition _new;
    private readonly Initialisers _before;
    private readonly Initialisers _after;

    private Construction(Matching matching, MethodDefinition old, MethodDefinition @new)
    {
        _matching = matching;
        _old = WholeConstructor.Of(matching.Old, old);
        _new = WholeConstructor.Of(matching.New, @new);
        _before = new Initialisers(_old);
        _after = new Initialisers(_new);
    }

    /// <summary>Whether taking over an object that <paramref name="old"/> made gives what <paramref name="new"/> makes.</summary>
    public static bool IsTakenOver(Matching matching, MethodDefinition old, MethodDefinition @new) =>
        old.HasBody && @new.HasBody && new Construction(matching, old, @new).IsTakenOver();

    private bool IsTakenOver()
    {
        var came = _after.Assignments.Where(a => _matching.InPlace(a.Field) == null).ToList();
        var went = _before.Assignments.Where(a => !_matching.IsTaken(a.Field)).ToList();
        var moved = _matching.Moves.Where(m => came.Any(a => a.Field == m.New)).ToList();
        return came.All(a => _matching.Move(a.Field) != null || InitialValue.Of(a.Field).Range != null)
            && went.All(a => _before.IsPure(a.Range))
            && moved.All(IsConverted)
            && Rest(_after, _new, _matching.NewText, [.. came.Select(a => a.Range)])
                == Rest(_before, _old, _matching.OldText, [.. went.Concat(_before.Assignments.Where(a => moved.Any(m => m.Old == a.Field))).Select(a => a.Range)]);
    }

    private static string Rest(Initialisers parts, MethodDefinition constructor, Func<MethodDefinition, (int, int)?, string> text, HashSet<(int, int)> without) =>
        string.Concat(parts.Assignments.Select(a => a.Range).Concat(parts.Rest).Distinct().Where(r => !without.Contains(r)).Order().Select(r => text(constructor, r)).Where(t => t != "").Select(t => t + ";"));

    /// <summary>The new one stores what the old one stores, times and divided by what the plan says; or the number that this gives.</summary>
    private bool IsConverted(FieldMatch move)
    {
        var before = _before.Assignments.Where(a => a.Field == move.Old).ToList();
        var after = _after.Assignments.Where(a => a.Field == move.New).ToList();
        if (before.Count != 1 || after.Count != 1)
        {
            return false;
        }

        var was = Expression(_old, before[0].Range);
        var now = Expression(_new, after[0].Range);
        if (was is [var one] && now is [var other] && Number(one) is { } from && Number(other) is { } to)
        {
            return from * move.Multiply / move.Divide == to;
        }

        if (move.Multiply != 1)
        {
            was.AddRange(["ldc " + move.Multiply, "mul"]);
        }

        if (move.Divide != 1)
        {
            was.AddRange(["ldc " + move.Divide, "div"]);
        }

        return was.SequenceEqual(now);
    }

    /// <summary>What is stored, without conversions between numbers.</summary>
    private static List<string> Expression(MethodDefinition method, (int From, int To) range)
    {
        var text = new List<string>();
        foreach (var instruction in method.Body.Instructions.Skip(range.From).Take(range.To - range.From - 1).Where(i => i.OpCode.Code != Code.Nop))
        {
            var (name, operand) = Canonical.Of(method, instruction);
            if (!name.StartsWith("conv.", StringComparison.Ordinal))
            {
                text.Add((name is "ldc.i4" or "ldc.i8" ? "ldc" : name) + (operand == null ? "" : " " + operand));
            }
        }

        // The object that the field is of.
        text.RemoveAt(0);
        return text;
    }

    private static long? Number(string instruction) =>
        instruction.StartsWith("ldc ", StringComparison.Ordinal) && long.TryParse(instruction.AsSpan(4), out var number) ? number : null;
}
