using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What the new constructor of a class does beyond the release's, as code that can run on an object that was taken over: the same for every constructor that
/// makes such objects, with arguments that fields keep, and complete in itself.
/// </summary>
internal sealed class ConstructorAdditions
{
    private readonly ConstructorComparison? _comparison;

    private ConstructorAdditions(ConstructorComparison? comparison, string? problem, IReadOnlyList<string> statements, IReadOnlyList<string> leftOut)
    {
        _comparison = comparison;
        Problem = problem;
        Statements = statements;
        LeftOut = leftOut;
    }

    /// <summary>Why it has to be written by hand; null when it need not be.</summary>
    public string? Problem { get; }

    /// <summary>For people: place and members of each statement.</summary>
    public IReadOnlyList<string> Statements { get; }

    /// <summary>Those that do not run, because the board has done them with the release's constructor.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    public static ConstructorAdditions Of(Matching matching, TypeDefinition @new)
    {
        var compared = @new.Methods.Where(m => m is { IsConstructor: true, IsStatic: false, HasBody: true } && matching.FormerOf(m) is { HasBody: true } && !IsSaidBelow(matching, m))
            .Select(m => new ConstructorComparison(matching, matching.FormerOf(m)!, m)).ToList();
        var adding = compared.Where(c => c.Added.Count > 0).ToList();
        if (adding.Count == 0)
        {
            return new ConstructorAdditions(null, null, [], []);
        }

        var first = adding[0];
        var statements = first.Runs.Select(r => ForPeople(first.New, r)).ToList();
        var leftOut = first.LeftOut.Select(r => ForPeople(first.New, r)).ToList();
        var texts = compared.Select(c => string.Concat(c.Runs.Select(r => matching.NewText(c.New, r)))).Distinct(StringComparer.Ordinal).Count();
        var problem = texts > 1 ? "constructors differ in what they add, and an object does not know which one made it" : Unset(matching, first) ?? first.Runs.Select(r => ProblemOf(first, r)).FirstOrDefault(p => p != null);
        return new ConstructorAdditions(first, problem, statements, leftOut);
    }

    /// <summary>Appends the statements to a method, for the object that a local of it holds.</summary>
    public void Append(Emission emission, Extension extension, MethodDefinition to, VariableDefinition next)
    {
        foreach (var range in _comparison?.Runs ?? [])
        {
            emission.Bodies.Append(_comparison!.New, range, to, extension, () => Instruction.Create(OpCodes.Ldloc, next), argument =>
            {
                var kept = _comparison.KeptIn(argument)!;
                return [Instruction.Create(OpCodes.Ldloc, next), Instruction.Create(OpCodes.Ldfld, emission.Fields.Map(kept, extension).Field)];
            });
        }
    }

    /// <summary>It calls a constructor of its class as the release's does, and that one is compared itself.</summary>
    private static bool IsSaidBelow(Matching matching, MethodDefinition constructor) =>
        new Initialisers(constructor).ChainsToOwn && matching.OldText(matching.FormerOf(constructor)!) == matching.NewText(constructor);

    /// <summary>What is left out would have set a field that the object does not bring.</summary>
    private static string? Unset(Matching matching, ConstructorComparison comparison)
    {
        var code = comparison.LeftOut.SelectMany(r => comparison.New.Body.Instructions.Skip(r.From).Take(r.To - r.From));
        var unset = code.Where(i => i.OpCode.Code == Code.Stfld).Select(i => matching.New.Field((FieldReference)i.Operand)).FirstOrDefault(f => f != null && matching.Kept(f) == null);
        return unset == null ? null : $"what a running board cannot do again would set {unset.Name}";
    }

    private static string? ProblemOf(ConstructorComparison comparison, (int From, int To) range)
    {
        var constructor = comparison.New;
        var stored = new HashSet<object?>();
        for (var i = range.From; i < range.To; i++)
        {
            var instruction = constructor.Body.Instructions[i];
            var (name, operand) = Canonical.Of(constructor, instruction);
            if (name is "ldarga" or "starg" || instruction.OpCode.FlowControl == FlowControl.Return)
            {
                return "it sets a parameter or returns early";
            }

            if (name == "ldarg" && operand is int argument && argument > 0 && comparison.KeptIn(argument) == null)
            {
                return $"no field of the release keeps {constructor.Parameters[argument - 1].Name}";
            }

            if (name is "ldloc" or "ldloca" && !stored.Contains(operand) && (name == "ldloc" || IsStoredOutside(constructor, range, operand)))
            {
                return "it uses a local that an unchanged statement sets";
            }

            if (name is "stloc" or "ldloca")
            {
                stored.Add(operand);
            }

            if (instruction.Operand is MethodReference { Name: ".ctor" } && instruction.OpCode.Code == Code.Call)
            {
                return "it calls another base constructor";
            }
        }

        var isTried = constructor.Body.ExceptionHandlers.Any(h => range.From <= constructor.Body.Instructions.IndexOf(h.TryStart) && constructor.Body.Instructions.IndexOf(h.TryStart) < range.To);
        return isTried ? "it handles exceptions" : null;
    }

    private static bool IsStoredOutside(MethodDefinition constructor, (int From, int To) range, object? local) =>
        constructor.Body.Instructions.Where((i, at) => (at < range.From || at >= range.To) && Canonical.Of(constructor, i) is ("stloc" or "ldloca", var other) && other == local).Any();

    /// <summary>Place of a run of instructions, and the members that it names.</summary>
    public static string ForPeople(MethodDefinition constructor, (int From, int To) range)
    {
        var code = constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).ToList();
        var place = code.Select(i => Places.Of(constructor, i)).FirstOrDefault(p => p != null);
        var members = code.Where(i => i.OpCode.Code is Code.Stfld or Code.Call or Code.Callvirt or Code.Newobj or Code.Throw)
            .Select(i => i.Operand switch
            {
                FieldReference field => "sets " + field.Name,
                MethodReference { Name: ".ctor" } made => "new " + made.DeclaringType.Name,
                MethodReference called => called.Name,
                _ => "throw",
            });
        return $"{(place == null ? constructor.DeclaringType.Name : place.ToString())}: {string.Join(", ", members)}";
    }
}
