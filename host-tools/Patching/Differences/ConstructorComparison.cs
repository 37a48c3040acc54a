using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What a constructor does beyond the release's, statement by statement, with the constructors of its class that it calls. Left out on both sides are start values of fields, which were compared, statements
/// that stand in both in whatever order, and checks that only throw: an object that exists has passed them.
/// </summary>
internal sealed class ConstructorComparison
{
    private readonly Matching _matching;

    public ConstructorComparison(Matching matching, MethodDefinition old, MethodDefinition @new)
    {
        _matching = matching;
        Old = old = WholeConstructor.Of(matching.Old, old);
        New = @new = WholeConstructor.Of(matching.New, @new);

        // 1. The statements that only one of the two has.
        var before = Statements(old, new Initialisers(old), WasSetByConstructor, matching.Old, matching.OldToken);
        var after = Statements(@new, new Initialisers(@new), IsSetByConstructor, matching.New, matching.NewTokenForPeople);
        IsSame = before.Select(s => Spelled(matching.Old, old, matching.OldToken, s.Range))
            .SequenceEqual(after.Select(s => Spelled(matching.New, @new, matching.NewTokenForPeople, s.Range)), StringComparer.Ordinal);
        var (added, removed) = (Beyond(after, before, @new), Beyond(before, after, old));
        Added = Joined(added);
        Removed = Joined(removed);

        // 2. Of what came, what the release's did, too, if with other arguments, and what cannot be done again.
        var whole = Beyond(Statements(old, new Initialisers(old), _ => true, matching.Old, matching.OldToken), Statements(@new, new Initialisers(@new), _ => true, matching.New, matching.NewTokenForPeople), old);
        var done = whole.SelectMany(r => OnceOnly.In(old, r)).ToHashSet(StringComparer.Ordinal);
        LeftOut = [.. added.Where(r => OnceOnly.In(@new, r).Any(done.Contains))];
        Runs = Joined([.. added.Except(LeftOut)]);
    }

    public MethodDefinition Old { get; }

    public MethodDefinition New { get; }

    /// <summary>Nothing but lambdas and start values changed.</summary>
    public bool IsSame { get; }

    /// <summary>Runs of instructions of the new constructor.</summary>
    public IReadOnlyList<(int From, int To)> Added { get; }

    /// <summary>Statements of those that a running board has done, and cannot do again.</summary>
    public IReadOnlyList<(int From, int To)> LeftOut { get; }

    /// <summary>What is added, without those.</summary>
    public IReadOnlyList<(int From, int To)> Runs { get; }

    /// <summary>Runs of instructions of the release's.</summary>
    public IReadOnlyList<(int From, int To)> Removed { get; }

    /// <summary>The field that keeps what the constructor was given, as the release's did, and that nothing else ever sets. Null when there is none.</summary>
    public FieldDefinition? KeptIn(int argument)
    {
        foreach (var (field, range, _) in new Initialisers(New).Assignments)
        {
            if (_matching.Kept(field) is { } old && !_matching.OldWriters.IsWritten(old) && Kept(New, range) == argument
                && new Initialisers(Old).Assignments.Where(a => a.Field == old).ToList() is [var was] && Kept(Old, was.Range) == argument)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>A field whose value comes from what a constructor was given, or does.</summary>
    private bool IsSetByConstructor(FieldDefinition field) => _matching.Kept(field) is { } old
        ? InitialValue.Of(old).IsMissing || InitialValue.Of(field).IsMissing
        : _matching.Move(field) == null && InitialValue.Of(field).IsMissing;

    private bool WasSetByConstructor(FieldDefinition old) =>
        _matching.NewOf(old.DeclaringType)?.Fields.Any(f => _matching.Kept(f) == old && IsSetByConstructor(f)) ?? false;

    private static List<((int From, int To) Range, string Text)> Statements(MethodDefinition constructor, Initialisers parts, Func<FieldDefinition, bool> counts,
        Model model, Func<FieldReference, string> token)
    {
        var assigned = parts.Assignments.ToDictionary(a => a.Range, a => a.Field);
        string Text((int, int) range) => assigned.TryGetValue(range, out var field) && Kept(constructor, range) is { } argument
            ? $"keeps {argument} in {token(field)}"
            : Spelled(model, constructor, token, range);
        return [.. parts.Rest.Where(r => !assigned.TryGetValue(r, out var field) || counts(field)).Select(r => (r, Text(r))).Where(s => s.Item2 != "")];
    }

    /// <summary>A base class whose constructor only sets its fields makes the constructor no other one.</summary>
    private static string Spelled(Model model, MethodDefinition constructor, Func<FieldReference, string> token, (int From, int To) range) =>
        IsTrivialBaseCall(constructor, range) ? "base" : Names.Unmarked(BodyText.Of(model, constructor, token, range).TextWithoutHandlers);

    private static bool IsTrivialBaseCall(MethodDefinition constructor, (int From, int To) range) =>
        constructor.Body.Instructions[range.To - 1] is { OpCode.Code: Code.Call, Operand: MethodReference { Name: ".ctor", HasParameters: false } called }
        && Names.Of(called.DeclaringType) != Names.Of(constructor.DeclaringType) && IsTrivial(called, 0);

    private static bool IsTrivial(MethodReference constructor, int depth)
    {
        if (constructor.DeclaringType.FullName == "System.Object")
        {
            return true;
        }

        return depth < 16 && constructor.Resolve() is { HasBody: true } definition && new Initialisers(definition).Rest.All(r =>
            definition.Body.Instructions[r.To - 1] is { } last && (last.OpCode.FlowControl == FlowControl.Return || last.OpCode == OpCodes.Nop
                || last is { OpCode.Code: Code.Call, Operand: MethodReference { Name: ".ctor", HasParameters: false } called } && IsTrivial(called, depth + 1)));
    }

    private static List<(int From, int To)> Beyond(List<((int From, int To) Range, string Text)> of, List<((int From, int To) Range, string Text)> other, MethodDefinition constructor)
    {
        var left = other.Select(s => s.Text).ToList();
        return [.. of.Where(s => !left.Remove(s.Text) && !IsCheck(constructor, s.Range)).Select(s => s.Range)];
    }

    /// <summary>Neighbours make one run, so that they share locals.</summary>
    private static List<(int From, int To)> Joined(List<(int From, int To)> statements)
    {
        var beyond = statements.ToList();
        for (var i = beyond.Count - 1; i > 0; i--)
        {
            if (beyond[i - 1].To == beyond[i].From)
            {
                beyond[i - 1] = (beyond[i - 1].From, beyond[i].To);
                beyond.RemoveAt(i);
            }
        }

        return beyond;
    }

    /// <summary>Which argument a statement keeps as it is in a field; one that is checked for null on the way is kept, too.</summary>
    private static int? Kept(MethodDefinition constructor, (int From, int To) range)
    {
        var code = constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).Where(i => i.OpCode.Code != Code.Nop).Select(i => Canonical.Of(constructor, i)).ToList();
        var isPlain = code.Count == 3 || code.Count is > 5 && code[2].Name == "dup" && code[3].Name == "brtrue" && code[4].Name == "pop" && code[^2].Name == "throw"
            && code[5..^2].All(c => c.Name is "ldstr" or "newobj");
        return isPlain && code[1] is ("ldarg", int argument) && argument > 0 ? argument : null;
    }

    /// <summary>Looks at arguments and constants, throws or does nothing.</summary>
    private static bool IsCheck(MethodDefinition constructor, (int From, int To) range)
    {
        var code = constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).ToList();
        return code.Any(i => i.OpCode.Code == Code.Throw) && code.All(i => i.OpCode.FlowControl switch
        {
            FlowControl.Call => i.OpCode.Code == Code.Newobj ? ((MethodReference)i.Operand).DeclaringType.Name.EndsWith("Exception", StringComparison.Ordinal) : IsLook((MethodReference)i.Operand),
            FlowControl.Return => false,
            _ => i.OpCode.StackBehaviourPop is not (StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popref)
                && i.OpCode.Code is not (Code.Stfld or Code.Stsfld or Code.Stobj or Code.Stelem_Any),
        });
    }

    private static bool IsLook(MethodReference called) =>
        Names.AssemblyOf(called.DeclaringType) == BoardLibraries.CoreLibrary && (called.Name.StartsWith("get_", StringComparison.Ordinal)
            || called.Name is "IsNullOrEmpty" or "op_Equality" or "op_Inequality" or "Concat" or "ToString" or "Equals");
}
