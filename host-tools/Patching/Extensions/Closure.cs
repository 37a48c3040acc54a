using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Which methods of the new build the patch has to carry. It begins with those that differ from the release and follows every way by which code of the
/// release would reach an old one: direct calls, addresses, and <c>new</c> of an extended class. It ends where calls are dispatched, because an object
/// of the extending class answers those itself.
/// A constructor that only makes what the patch takes over anyway is not followed: the release's runs, and its object becomes one of the patch.
/// Invariant: when a method is not carried, everything it reaches without dispatch is in the release and unchanged; what breaks this is in
/// <see cref="Gaps"/>.
/// </summary>
internal sealed class Closure
{
    private readonly Matching _matching;
    private readonly CallGraph _calls;
    private readonly Hindrances _hindrances;
    private readonly HashSet<MethodDefinition> _carried = [];
    private readonly HashSet<MethodDefinition> _takenOver = [];
    private readonly bool _takesOver;
    private readonly HashSet<TypeDefinition> _extended = [];
    private readonly Queue<MethodDefinition> _queue = new();

    /// <param name="difference">What was edited.</param>
    /// <param name="options">How the release was prepared.</param>
    /// <param name="takesOver">Whether boards take over what the release makes; false for a patch that is made for reboots.</param>
    public Closure(Difference difference, PreparationOptions options, bool takesOver)
    {
        _takesOver = takesOver;
        _matching = difference.Matching;
        _calls = new CallGraph(_matching, options, takesOver);
        _hindrances = new Hindrances(_matching, _calls, options, takesOver);
        foreach (var method in _calls.Written().Where(Differs))
        {
            Begin(method);
        }

        // A class whose only change is a new interface, a method that it has from its base now or that answers for an interface, or a field that holds what was replaced, is extended all the same.
        foreach (var (key, type) in _matching.New.Types)
        {
            if (_matching.Old.Types.TryGetValue(key, out var old) && Replaceable.WhyNot(old, options) == null
                && (GainsInterface(old, type) || type.Fields.Any(f => _matching.Move(f) is { IsOfReplacedType: true } || _matching.IsRenumbered(f)) || Inherited.Lost(_matching, old).Any()
                    || ExplicitAnswers.Of(_matching, old, type).Any()))
            {
                Extend(type);
            }
        }

        // What implements an interface that got members, which somebody calls, implements them, too.
        foreach (var type in _matching.New.Types.Values.Where(t => _matching.Old.Type(t) is { } old && Replaceable.WhyNot(old, options) == null && _calls.AddedTo.Any(i => InterfaceVersions.Implements(t, i))))
        {
            Extend(type);
        }

        // A migration of the application does what its start code would do; it needs an object to do it with.
        foreach (var build in Stuck.Keys.Where(m => Stuck[m].Code == RefusalCode.StartHasRun && Difference.Migrations(_matching.New).Any(t => Names.Of(t.Class) == Names.Of(m.DeclaringType))).ToList())
        {
            Extend(build.DeclaringType);
        }

        FollowAll();

        // A migration that stops a thread is run for objects that are replaced.
        foreach (var type in _matching.New.Types.Values.Where(t => _extended.Count > 0 && takesOver && _matching.Old.Type(t) is { } old && Replaceable.WhyNot(old, options) == null && ThreadMigrations.Of(_matching.New, t) != null).ToList())
        {
            Extend(type);
        }

        FollowAll();

        // Who answers for what is gone is extended, too, whatever else it has.
        for (var extended = -1; extended != _extended.Count;)
        {
            extended = _extended.Count;
            Adapters = new Adapters(_matching, options, Stuck, takesOver);
            Adapters.Answering.ToList().ForEach(Extend);
            FollowAll();
        }

        Served = new Served(_matching, Adapters, Gaps);
    }

    /// <summary>Methods of classes that are in both builds, as the new build has them.</summary>
    public IReadOnlySet<MethodDefinition> Carried => _carried;

    /// <summary>Whether objects that the release's constructor makes differ from those of this one, be it that the patch takes them over.</summary>
    public bool IsOther(MethodDefinition constructor) => _carried.Contains(constructor) || _takenOver.Contains(constructor);

    /// <summary>Classes of the new build whose release counterparts get an extending class, in ordinal order of their names.</summary>
    public IEnumerable<TypeDefinition> Extended => _extended.OrderBy(Names.Of, StringComparer.Ordinal);

    /// <summary>Whether somebody calls a member of the interface that the release's has not.</summary>
    public bool UsesAdded(TypeDefinition @interface) => _calls.AddedTo.Contains(@interface);

    public bool IsExtended(TypeDefinition @new) => _extended.Contains(@new);

    /// <summary>Code that reaches something old and cannot be carried, with the method or class it reaches.</summary>
    public List<Gap> Gaps { get; } = [];

    /// <summary>Methods that would have to be carried and cannot be, with the reason.</summary>
    public Dictionary<MethodDefinition, Hindrance> Stuck { get; } = [];

    /// <summary>How code that goes on as it was is answered.</summary>
    public Adapters Adapters { get; private set; } = null!;

    /// <summary>Which of that code does all the same what the new build's does.</summary>
    public Served Served { get; }

    /// <summary>Who reaches whom.</summary>
    public CallGraph Calls => _calls;

    /// <summary>Who calls the method directly, and is carried.</summary>
    public IEnumerable<MethodDefinition> CallersOf(MethodDefinition method) =>
        _calls.CallersOf(method).Select(c => c.Caller).Where(_carried.Contains);

    private bool Differs(MethodDefinition method)
    {
        var old = _matching.OldOf(method);
        return old == null || _matching.OldCode(old) != _calls.Text(method).Text;
    }

    private bool GainsInterface(TypeDefinition old, TypeDefinition @new) =>
        !@new.IsInterface && !@new.IsValueType && @new.Interfaces.Any(i => old.Interfaces.All(o => Names.Of(o.InterfaceType) != Names.Of(i.InterfaceType)));

    private void Begin(MethodDefinition method)
    {
        if (_takesOver && method is { IsConstructor: true, IsStatic: false } && _hindrances.WhyNot(method) == null
            && _matching.OldOf(method) is { } old && Construction.IsTakenOver(_matching, old, method))
        {
            TakeOver(method);
            Extend(method.DeclaringType);
        }
        else
        {
            Carry(method);
        }
    }

    /// <summary>
    /// The release's constructor will do where a factory calls it, or the start of the board. Where other code makes such objects, that code is carried,
    /// and makes the patch's.
    /// </summary>
    private void TakeOver(MethodDefinition constructor)
    {
        if (!_takenOver.Add(constructor))
        {
            return;
        }

        var type = constructor.DeclaringType;
        var makers = _calls.CreatorsOf(type).Concat(_calls.CallersOf(constructor)).ToList();
        if (makers.Any(m => !IsMadeAlong(m) && !_calls.IsStart(m.Caller)))
        {
            Extend(type);
        }

        foreach (var caller in makers.Where(IsMadeAlong).Select(m => m.Caller))
        {
            TakeOver(caller);
        }
    }

    /// <summary>Whether a constructor makes it, in its own code: then it is taken over with what that one makes.</summary>
    private bool IsMadeAlong(Call by) =>
        _takesOver && by.Caller == by.In && by.Caller is { IsConstructor: true, IsStatic: false } && !_calls.IsStart(by.Caller);

    private void Carry(MethodDefinition method)
    {
        if (_carried.Contains(method) || Stuck.ContainsKey(method))
        {
            return;
        }

        var hindrance = _hindrances.WhyNot(method);
        if (hindrance != null)
        {
            Stuck[method] = hindrance;
            return;
        }

        _carried.Add(method);
        _queue.Enqueue(method);
        if (!method.IsStatic && !method.DeclaringType.IsValueType)
        {
            Extend(method.DeclaringType);
        }
    }

    /// <summary>The class and those that derive from it: each has objects of its own.</summary>
    private void Extend(TypeDefinition type)
    {
        if (!_extended.Add(type))
        {
            return;
        }

        // A board that starts takes over the application that it is given, or makes the patch's in its place.
        var isApplication = StartCode.IsOfApplication(_matching.New, type);
        foreach (var made in _calls.CreatorsOf(type).Where(c => !isApplication || !StartCode.IsMain(c.Caller)))
        {
            if (IsMadeAlong(made))
            {
                TakeOver(made.Caller);
            }
            else if (!_takesOver || !_calls.RunsAtStartOnly(made.Caller))
            {
                Reach(made, type);
            }
        }

        foreach (var derived in _matching.New.Types.Values.Where(t => t != type && _matching.Old.Type(t) != null && _matching.New.Line(t).Contains(type)).ToList())
        {
            Extend(derived);
        }
    }

    private void FollowAll()
    {
        while (_queue.TryDequeue(out var method))
        {
            Follow(method);
        }
    }

    private void Follow(MethodDefinition method)
    {
        foreach (var call in _calls.CallersOf(method))
        {
            Reach(call, method);
        }
    }

    private void Reach(Call call, MemberReference reached)
    {
        Carry(call.Caller);
        if (Stuck.ContainsKey(call.Caller))
        {
            Gaps.Add(new Gap(call, reached));
        }
    }
}
