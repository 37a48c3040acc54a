using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Methods of the release that are gone and that code which goes on as it was still calls. Objects of the patch answer such a call by an adapter: one that follows from what took the
/// method's place, or one that somebody wrote. Whom nobody calls any more gets none.
/// </summary>
internal sealed class Adapters
{
    private readonly Matching _matching;
    private readonly Dictionary<MethodDefinition, (MethodDefinition Method, Instruction At)> _called = [];
    private readonly Dictionary<TypeDefinition, List<MethodDefinition>> _gone = [];

    /// <param name="matching">Both builds.</param>
    /// <param name="options">How the release was prepared.</param>
    /// <param name="stuck">What cannot be carried.</param>
    /// <param name="takesOver">Whether there is code that was entered, or is kept, from before the patch.</param>
    public Adapters(Matching matching, PreparationOptions options, IReadOnlyDictionary<MethodDefinition, Hindrance> stuck, bool takesOver)
    {
        _matching = matching;
        foreach (var old in matching.Old.Types.Values.Where(t => Replaceable.WhyNot(t, options) == null))
        {
            var gone = Successors.Gone(matching, old).ToList();
            if (gone.Count > 0)
            {
                _gone[old] = gone;
            }
        }

        var former = _gone.Count == 0 ? null : new FormerCode(matching, options, stuck.Where(s => s.Value.Code != RefusalCode.StartHasRun).Select(s => s.Key), takesOver);
        foreach (var method in _gone.Values.SelectMany(g => g).Distinct())
        {
            if (former?.CallerOf(method) is { } caller)
            {
                _called[method] = caller;
            }
        }
    }

    /// <summary>Classes of the new build whose objects have to answer.</summary>
    public IEnumerable<TypeDefinition> Answering => _gone.Where(g => g.Value.Any(m => _called.ContainsKey(m) && IsAnswered(m, _matching.NewOf(g.Key)!))).Select(g => _matching.NewOf(g.Key)!);

    /// <summary>Who goes on calling a method that is gone; null when nobody does.</summary>
    public (MethodDefinition Method, Instruction At)? CallerOf(MethodDefinition gone) => _called.TryGetValue(gone, out var caller) ? caller : null;

    /// <summary>Methods that objects of a class of the release are still asked for, and its counterpart has no more.</summary>
    public IEnumerable<MethodDefinition> Of(TypeDefinition old) => _gone.GetValueOrDefault(old, []).Where(_called.ContainsKey);

    /// <summary>What is gone of any class, with what follows for its callers; null where nothing does.</summary>
    public IEnumerable<(MethodDefinition Gone, TypeDefinition New, Succession? Derived)> All =>
        _gone.SelectMany(g => g.Value.Select(m => (m, _matching.NewOf(g.Key)!, Successors.Of(_matching, m, _matching.NewOf(g.Key)!))));

    public bool IsAnswered(MethodDefinition gone, TypeDefinition @new) => Written(gone, @new) is { } written ? !IsOpen(written) : Successors.Of(_matching, gone, @new) != null;

    /// <summary>
    /// What somebody wrote for it, in a class that is marked as a migration: a static method of the same name that is given the object, then what the method was given.
    /// </summary>
    public MethodDefinition? Written(MethodDefinition gone, TypeDefinition @new)
    {
        foreach (var type in _matching.New.Line(@new))
        {
            foreach (var (migration, _) in Difference.Written(_matching.New).Where(m => Names.Of(m.Class) == Names.Of(type)))
            {
                var found = migration.Methods.FirstOrDefault(m => m is { IsStatic: true, HasBody: true } && m.Name == gone.Name && Names.Of(m.ReturnType) == Names.Of(gone.ReturnType)
                    && m.Parameters.Select(p => Names.Of(p.ParameterType)).SequenceEqual(gone.Parameters.Select(p => Names.Of(p.ParameterType)).Prepend(Names.Of(type))));
                if (found != null)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>A stub as it was proposed: nobody has said yet what it gives.</summary>
    private static bool IsOpen(MethodDefinition written) => written.Body.Instructions.Where(i => i.OpCode.Code != Code.Nop).ToList() is
        [{ OpCode.Code: Code.Newobj, Operand: MethodReference { DeclaringType.FullName: "System.NotSupportedException" } }, { OpCode.Code: Code.Throw }];
}
