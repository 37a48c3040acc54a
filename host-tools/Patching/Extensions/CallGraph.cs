using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Who reaches whom in the new build, as far as its code says: methods that are called directly or whose address is taken, methods of one class that are asked for by
/// dispatch, classes that objects are made of, interfaces of which somebody calls a member that the release does not have.
/// </summary>
internal sealed class CallGraph
{
    private const int MaxDepth = 8;
    private readonly Matching _matching;
    private readonly PreparationOptions _options;
    private readonly bool _takesOver;
    private readonly Dictionary<MethodDefinition, BodyText> _texts = [];
    private readonly Dictionary<MethodDefinition, List<Call>> _callers = [];
    private readonly Dictionary<MethodDefinition, List<Call>> _askers = [];
    private readonly Dictionary<TypeDefinition, List<Call>> _creators = [];
    private readonly HashSet<TypeDefinition> _addedTo = [];

    /// <param name="matching">Both builds.</param>
    /// <param name="options">How the release was prepared.</param>
    /// <param name="takesOver">Whether boards take over what the release makes.</param>
    public CallGraph(Matching matching, PreparationOptions options, bool takesOver)
    {
        _matching = matching;
        _options = options;
        _takesOver = takesOver;
        Index();
    }

    /// <summary>Interfaces of the release of which somebody calls a member that they have not there.</summary>
    public IReadOnlySet<TypeDefinition> AddedTo => _addedTo;

    /// <summary>Methods that people wrote, of types that are in both builds.</summary>
    public IEnumerable<MethodDefinition> Written() =>
        from type in _matching.New.Types.Values
        where !type.IsInterface && !type.IsEnum && _matching.Old.Type(type) != null
        from method in type.Methods
        where !method.Name.StartsWith('<') && method is not { IsConstructor: true, IsStatic: true }
        select method;

    public IReadOnlyList<Call> CallersOf(MethodDefinition method) => _callers.GetValueOrDefault(method, []);

    public IReadOnlyList<Call> CreatorsOf(TypeDefinition type) => _creators.GetValueOrDefault(type, []);

    public BodyText Text(MethodDefinition method)
    {
        if (!_texts.TryGetValue(method, out var text))
        {
            _texts[method] = text = BodyText.Of(_matching.New, method, _matching.NewToken);
        }

        return text;
    }

    /// <summary>Whether objects are asked for the method by dispatch that the patch can have taken over by then.</summary>
    public bool IsAsked(MethodDefinition method) => Replaceable.IsForOneClass(method)
        ? _askers.GetValueOrDefault(method, []).Any(a => !IsBeforeTakingOver(a.Caller)) : method.IsVirtual;

    /// <summary>The application's own code and Main.</summary>
    public bool IsStart(MethodDefinition method) => StartCode.IsMain(method) || StartCode.IsOfApplication(_matching.New, method.DeclaringType);

    /// <summary>What it makes is there before the patch takes over.</summary>
    public bool RunsAtStartOnly(MethodDefinition method, int depth = 0) =>
        IsStart(method) && (StartCode.IsMain(method) || StartCode.IsBuild(_matching.New, method) || method is { IsConstructor: true, IsStatic: false }
            || (!method.IsVirtual || Replaceable.IsForOneClass(method)) && depth < MaxDepth
                && _callers.GetValueOrDefault(method, []).Concat(_askers.GetValueOrDefault(method, [])).ToList() is { Count: > 0 } callers && callers.All(c => c.Caller == c.In && RunsAtStartOnly(c.Caller, depth + 1)));

    private void Index()
    {
        foreach (var method in Written())
        {
            foreach (var (where, at) in Text(method).Uses)
            {
                if (at.Operand is not MethodReference reference || _matching.New.Method(reference) is not { DeclaringType.IsInterface: false } reached)
                {
                    continue;
                }

                if (at.OpCode.Code == Code.Newobj)
                {
                    List(_creators, reached.DeclaringType).Add(new Call(method, where, at));
                }

                if (!IsDispatched(at, reached))
                {
                    List(_callers, reached).Add(new Call(method, where, at));
                }
                else if (Replaceable.IsForOneClass(reached))
                {
                    List(_askers, reached).Add(new Call(method, where, at));
                }
            }
        }

        // Whoever calls it, be it a class that came or one that takes another's place.
        _addedTo.UnionWith(from type in _matching.New.Types.Values
                           from method in type.Methods
                           from use in Text(method).Uses
                           let member = use.At.Operand is MethodReference reference ? _matching.New.Method(reference) : null
                           where member != null && InterfaceVersions.IsAdded(_matching, member)
                           select member.DeclaringType);

        foreach (var constructor in _matching.New.Types.Values.Where(t => _matching.Old.Type(t) != null).Select(StaticComparison.StaticConstructor).OfType<MethodDefinition>())
        {
            IndexStatic(constructor);
        }

        // What start code asks is an object of the release still.
        foreach (var (reached, askers) in _askers)
        {
            List(_callers, reached).AddRange(askers.Where(a => IsBeforeTakingOver(a.Caller)));
        }
    }

    /// <summary>What the release's static constructor calls. Fields that the patch brings it sets itself, and objects are taken over.</summary>
    private void IndexStatic(MethodDefinition constructor)
    {
        var own = new Initialisers(constructor).Assignments.Where(a => _matching.InPlace(a.Field) == null).SelectMany(a => constructor.Body.Instructions.Skip(a.Range.From).Take(a.Range.To - a.Range.From)).ToHashSet();
        foreach (var (where, at) in Text(constructor).Uses.Where(u => u.At.OpCode.Code is Code.Call or Code.Ldftn && !own.Contains(u.At)))
        {
            if (_matching.New.Method((MethodReference)at.Operand) is { DeclaringType.IsInterface: false } reached)
            {
                List(_callers, reached).Add(new Call(constructor, where, at));
            }
        }
    }

    private bool IsBeforeTakingOver(MethodDefinition method) => StartCode.IsMain(method) || (_takesOver && RunsAtStartOnly(method));

    private static List<Call> List<T>(Dictionary<T, List<Call>> of, T key) where T : notnull
    {
        if (!of.TryGetValue(key, out var list))
        {
            of[key] = list = [];
        }

        return list;
    }

    private bool IsDispatched(Instruction at, MethodDefinition reached) =>
        at.OpCode.Code is Code.Callvirt or Code.Ldvirtftn && _matching.OldOf(reached) is { IsVirtual: true } old && Replaceable.WhyNot(old.DeclaringType, _options) == null;
}
