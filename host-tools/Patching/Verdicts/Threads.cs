using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Threads of the release that may be inside of an object when it is replaced. Nobody can take a thread's frame over: it goes on with the old object and the old code. That does no harm
/// where all that it uses of its object stays as it is (what only constructors write, of classes that are not replaced), where its code did not change but for calls that adapters answer,
/// and where it calls replaced objects between <c>Enter</c> and <c>Leave</c> of their entries. A thread
/// without a loop comes to its end by itself, one that nobody starts does not run, and one that a migration stops has ended when state is read.
/// Timers are <see cref="HeldElsewhere"/>'s.
/// </summary>
internal sealed class Threads
{
    private const string Entry = "NanoLive.Objects.Entry";
    private const string Remedy = "do the work in a tick of the loop, call what is replaced between Enter and Leave of its entry, or write a migration for the class of the thread that stops it and starts it again";

    private readonly Matching _matching;
    private readonly Closure _closure;
    private readonly StartedThreads _started;
    private readonly List<InsideThread> _found = [];

    private Threads(Matching matching, Closure closure, IEnumerable<EarlierPatch> after)
    {
        _started = new StartedThreads(matching.Old, after);
        _matching = matching;
        _closure = closure;
        foreach (var (starter, address, _) in matching.Old.Delegates.Where(d => d.Constructor.DeclaringType.FullName == Names.ThreadStart))
        {
            if (matching.Old.Method((MethodReference)address.Operand) is { HasBody: true } run)
            {
                LookAt(starter, address, run);
            }
        }
    }

    /// <summary>For each class of the new build whose objects a thread may be inside of, or go on with: what happens, and where the thread begins.</summary>
    public static IReadOnlyList<InsideThread> Inside(Matching matching, Closure closure, IEnumerable<EarlierPatch> after) => new Threads(matching, closure, after)._found;

    private void LookAt(MethodDefinition starter, Instruction at, MethodDefinition run)
    {
        var own = Model.Owner(run.DeclaringType);
        var inside = Inside(run, own);
        if (!inside.Any(Loops) || !_started.CanRun(starter))
        {
            return;
        }

        var isStopped = _matching.NewOf(own) is { } owner && ThreadMigrations.Stops(_matching.New, owner);

        var isBracketed = inside.SelectMany(m => m.Body.Instructions).Any(i => i.Operand is MethodReference { DeclaringType.FullName: Entry, Name: "Enter" });
        if (Names.IsCompilerMade(run) && _matching.NewOf(own) is { } now && IsOther(starter))
        {
            Add(now, $"may be inside of a lambda of {own.Name}.{starter.Name}, and goes on with the old code");
        }

        foreach (var method in inside)
        {
            foreach (var (type, what) in Harm(method, own, isBracketed))
            {
                Add(type, what);
            }
        }

        void Add(TypeDefinition type, string what)
        {
            if (_found.All(f => f.Class != type || f.Run != run))
            {
                var where = Places.Of(starter, at);
                var finding = new Finding(FindingId.KeepsRunning, $"a thread that {Model.Owner(starter.DeclaringType).Name}.{Names.Unmarked(starter.Name)} starts{(where == null ? "" : $" ({where})")} {what}", Remedy, where);
                _found.Add(new InsideThread(type, finding, own, run, isStopped, isStopped ? null : ThreadControl.Of(_matching, starter, run)));
            }
        }
    }

    /// <summary>What the thread comes to call on the object that it was made with, and on what is not replaced.</summary>
    private HashSet<MethodDefinition> Inside(MethodDefinition run, TypeDefinition own)
    {
        var inside = new HashSet<MethodDefinition> { run };
        var queue = new Queue<MethodDefinition>(inside);
        while (queue.TryDequeue(out var method))
        {
            foreach (var called in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt).Select(i => _matching.Old.Method((MethodReference)i.Operand)).OfType<MethodDefinition>())
            {
                if (called.HasBody && (called.IsStatic || Replaced(called.DeclaringType) == null || _matching.Old.Line(own).Contains(called.DeclaringType)) && inside.Add(called))
                {
                    queue.Enqueue(called);
                }
            }
        }

        return inside;
    }

    private IEnumerable<(TypeDefinition, string)> Harm(MethodDefinition method, TypeDefinition own, bool isBracketed)
    {
        var isOwn = _matching.Old.Line(own).Contains(Model.Owner(method.DeclaringType));
        if (isOwn && _matching.NewOf(own) is { } now && !Names.IsCompilerMade(method) && IsOther(method))
        {
            yield return (now, $"may be inside of {own.Name}.{method.Name}, and goes on with the old code");
        }

        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is FieldReference reference && _matching.Old.Field(reference) is { IsStatic: false } field && Holder(field, own) is { } holder && !IsTheSame(field))
            {
                yield return (holder, $"goes on with the old object, and uses {field.DeclaringType.Name}.{field.Name} of it ({Places.Of(method, instruction)})");
            }
            else if (!isBracketed && instruction.OpCode.Code == Code.Callvirt && _matching.Old.Method((MethodReference)instruction.Operand) is { } called
                && !_matching.Old.Line(own).Contains(called.DeclaringType) && Replaced(called.DeclaringType) is { } asked)
            {
                yield return (asked, $"calls {called.DeclaringType.Name}.{called.Name} without Enter and Leave, so that it may be inside while the object is replaced ({Places.Of(method, instruction)})");
            }
        }
    }

    private static bool Loops(MethodDefinition method) => method.Body.Instructions.Any(i => i.Operand is Instruction target && target.Offset <= i.Offset);

    private bool IsOther(MethodDefinition method) => _matching.NewOf(method) is not { } now || _closure.Carried.Contains(now) && _closure.Served.Verdict(now) == null;

    /// <summary>The class of the new build that takes a class's place; null when objects of it stay. For an interface, one that answers it.</summary>
    private TypeDefinition? Replaced(TypeDefinition old) => old.IsInterface
        ? _closure.Extended.FirstOrDefault(t => InterfaceVersions.Implements(t, old))
        : _matching.NewOf(old) is { } @new && (_closure.IsExtended(@new) && !IsOnlyServed(@new) || _matching.IsReplaced(@new)) ? @new : null;

    /// <summary>Whose object the thread would go on with: that of a field of its own class, or what a lambda captured.</summary>
    private TypeDefinition? Holder(FieldDefinition field, TypeDefinition own) =>
        Names.IsCompilerMade(field.DeclaringType) ? _matching.Old.Type(field.FieldType) is { } captured && captured != own ? Replaced(captured) : null
        : _matching.Old.Line(own).Contains(field.DeclaringType) ? Replaced(own) : null;

    /// <summary>Whether the old object's and the new one's stay the same for ever.</summary>
    private bool IsTheSame(FieldDefinition field) => !Names.IsCompilerMade(field.DeclaringType) && (_matching.Old.Type(field.FieldType) is not { } type || Replaced(type) == null)
        && field.DeclaringType.Methods.Where(m => m is { HasBody: true, IsConstructor: false }).SelectMany(m => m.Body.Instructions)
            .All(i => i.OpCode.Code is not (Code.Stfld or Code.Ldflda) || i.Operand is not FieldReference written || _matching.Old.Field(written) != field);

    /// <summary>A class of which nothing changed but calls that adapters answer: its objects may stay as they are.</summary>
    private bool IsOnlyServed(TypeDefinition @new) => _matching.Old.Type(@new) is { } old && old.Methods.All(m => Names.IsCompilerMade(m) || _matching.NewOf(m) != null)
        && @new.Methods.Where(_closure.Carried.Contains).ToList() is { Count: > 0 } carried && carried.All(m => _closure.Served.Verdict(m) != null)
        && @new.Fields.All(f => f.IsStatic || _matching.InPlace(f) != null);
}
