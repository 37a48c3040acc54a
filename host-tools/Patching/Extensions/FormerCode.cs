using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Code of the release that goes on as it was when a patch has been applied, and whom it may call: loops of threads, callbacks of timers that have no line, lambdas and static methods that somebody
/// keeps a delegate of, what comes in Main after the board was made, tasks of classes that are gone, and code that would have to be carried and cannot be. What those call counts as
/// well, because a frame that was entered before the swap has the old object. Too much is counted rather than too little: what it costs is an adapter.
/// </summary>
internal sealed class FormerCode
{
    private readonly Matching _matching;
    private readonly List<(MethodDefinition Method, Instruction At, MethodDefinition Called)> _calls = [];
    private readonly HashSet<MethodDefinition> _running = [];
    private readonly Queue<(MethodDefinition Method, int From)> _queue = new();
    private readonly PreparationOptions _options;
    private readonly Lifetimes _lifetimes;
    private readonly HashSet<MethodDefinition> _stuck;
    private readonly ILookup<string, MethodDefinition> _dispatched;

    /// <param name="matching">Both builds.</param>
    /// <param name="options">How the release was prepared.</param>
    /// <param name="stuck">Methods of the new build that cannot be carried, less those that have run.</param>
    /// <param name="takesOver">False: the board starts with the patch, so that only what cannot be carried is left.</param>
    public FormerCode(Matching matching, PreparationOptions options, IEnumerable<MethodDefinition> stuck, bool takesOver)
    {
        _matching = matching;
        _options = options;
        _lifetimes = new Lifetimes(matching.Old);
        _dispatched = matching.Old.Methods.Where(m => m.IsVirtual).ToLookup(Names.Signature);
        foreach (var method in takesOver ? matching.Old.Bodies : [])
        {
            foreach (var (_, address, constructor) in Model.DelegatesIn(method))
            {
                LookAt(method, address, constructor);
            }

            if (StartCode.IsMain(method))
            {
                Run(method, Later(method));
            }
            else if (matching.NewOf(Model.Owner(method.DeclaringType)) == null && method.DeclaringType.Interfaces.Any(i => BoardLibraries.Runtime.Contains(Names.AssemblyOf(i.InterfaceType))))
            {
                Run(method);
            }
        }

        _stuck = [.. stuck.Select(matching.FormerOf).OfType<MethodDefinition>()];
        _stuck.ToList().ForEach(m => Run(m, StartCode.IsMain(m) ? Later(m) : 0));
        while (_queue.TryDequeue(out var next))
        {
            Follow(next.Method, next.From);
        }
    }

    /// <summary>Who goes on calling a method of the release, and where; null when nobody does.</summary>
    public (MethodDefinition Method, Instruction At)? CallerOf(MethodDefinition gone)
    {
        var signature = Names.Signature(gone);
        foreach (var (method, at, called) in _calls.Where(c => Names.Signature(c.Called) == signature))
        {
            var (asked, type) = (called.DeclaringType, gone.DeclaringType);
            if (asked.IsInterface ? _matching.Old.Types.Values.Any(t => _matching.Old.Line(t).Contains(type) && _matching.Old.Line(t).Any(l => InterfaceVersions.Implements(l, asked)))
                : _matching.Old.Line(type).Contains(asked) || _matching.Old.Line(asked).Contains(type))
            {
                return (method, at);
            }
        }

        return null;
    }

    /// <summary>Whether an instruction of the release's Main can come to run once the board was made.</summary>
    public static bool IsLater(MethodDefinition main, Instruction at) => main.Body.Instructions.IndexOf(at) >= Later(main);

    /// <summary>Where in Main the board is there, or a loop around that begins; the length of its code when it never is.</summary>
    private static int Later(MethodDefinition main)
    {
        var code = main.Body.Instructions;
        var made = code.ToList().FindIndex(i => i.Operand is MethodReference { DeclaringType.FullName: "NanoLive.Update.LiveBoard", Name: not ".ctor" });
        var loops = code.Select((i, at) => (At: at, To: i.Operand is Instruction target ? code.IndexOf(target) : at)).Where(b => b.To < b.At).Select(b => b.To);
        return loops.Append(made < 0 ? code.Count : made).Min();
    }

    private void LookAt(MethodDefinition method, Instruction address, MethodReference constructor)
    {
        if (_matching.Old.Method((MethodReference)address.Operand) is not { } target)
        {
            return;
        }

        if (constructor.DeclaringType.FullName == Names.ThreadStart && _matching.NewOf(Model.Owner(target.DeclaringType)) is { } owner && ThreadMigrations.Stops(_matching.New, owner))
        {
            return;
        }

        if (Names.IsCompilerMade(target) ? !IsMadeAgain(method, target) : target.IsStatic || IsEntered(constructor.DeclaringType))
        {
            Run(target);
        }

        // A delegate of the object itself is made anew for the one that takes over, and asks that one for the method.
        var type = _matching.Old.Type(constructor.DeclaringType);
        if (!target.IsStatic && !Names.IsCompilerMade(target) && (type == null || _matching.NewOf(type) is { } now && !_matching.IsReplaced(now)) && _lifetimes.LivesOn(method, address.Next))
        {
            _calls.Add((method, address, target));
        }
    }

    /// <summary>Whether whoever calls such a delegate may be inside of it when objects are swapped.</summary>
    private bool IsEntered(TypeReference type) => type.FullName == Names.ThreadStart || type.FullName == Names.TimerCallback && !LineClass.Leads(_matching.Old, type);

    /// <summary>Whether it is a lambda of the object itself, for which the patch has the new one.</summary>
    private bool IsMadeAgain(MethodDefinition owner, MethodDefinition lambda) => !lambda.IsStatic && !Names.IsCompilerMade(lambda.DeclaringType) && !Names.IsCompilerMade(owner)
        && _matching.NewOf(owner) is { HasBody: true } now && Lambdas(owner) == Lambdas(now);

    private static int Lambdas(MethodDefinition method) => method.Body.Instructions.Count(i => i.OpCode.Code is Code.Ldftn or Code.Ldvirtftn && Names.IsCompilerMade((MethodReference)i.Operand));

    /// <summary>
    /// Whether a call asks the caller's own object, which is the release's: an object of the patch has another method in the caller's place, because one that calls what is gone was edited.
    /// </summary>
    private bool IsOnOldObject(MethodDefinition method, Instruction at, MethodDefinition called) => !method.IsStatic && !Names.IsCompilerMade(method) && !_stuck.Contains(method) && Replaceable.WhyNot(method.DeclaringType, _options) == null
        && !called.IsStatic && Canonical.LoadsThis(method, new StackShape(method.Body).Receiver(at, called.Parameters.Count));

    private void Run(MethodDefinition method, int from = 0)
    {
        if (method.HasBody && _running.Add(method))
        {
            _queue.Enqueue((method, from));
        }
    }

    private void Follow(MethodDefinition method, int from)
    {
        foreach (var at in method.Body.Instructions.Skip(from).Where(i => i.OpCode.Code is Code.Call or Code.Callvirt))
        {
            if (_matching.Old.Method((MethodReference)at.Operand) is not { } called)
            {
                continue;
            }

            if (!IsOnOldObject(method, at, called))
            {
                _calls.Add((method, at, called));
            }

            Run(called);
            foreach (var answering in called.IsVirtual && at.OpCode.Code == Code.Callvirt ? _dispatched[Names.Signature(called)] : [])
            {
                Run(answering);
            }
        }
    }
}
