using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Says of each edit of code what the patch does about it, and what it cannot do.</summary>
internal sealed class Judgement(Difference difference, Closure closure, PatchOptions options)
{
    private const string Unneeded = "leave the adapter out once boards are flashed with a release that does not call it";

    private readonly HashSet<string> _migrated = [.. Difference.Migrations(difference.Matching.New).Select(m => Names.Of(m.Class))];

    public void Run()
    {
        foreach (var change in difference.Changes.Where(c => c.Method != null))
        {
            Judge(change, change.Method!);
        }

        foreach (var change in difference.Changes.Where(c => c.Kind is EditKind.FieldAdded or EditKind.FieldRetyped && !closure.IsExtended(c.Type) && !difference.Matching.IsReplaced(c.Type) && c.Verdict < Verdict.AtReboot))
        {
            change.Judge(change.Verdict, "nobody uses it yet");
        }

        foreach (var change in difference.Changes.Where(c => c is { Kind: EditKind.Enum, Type.IsEnum: true }))
        {
            JudgeEnum(change);
        }

        foreach (var change in difference.Changes.Where(c => c.Gone != null && !options.AtReboot))
        {
            JudgeGone(change, change.Gone!);
        }

        foreach (var outlived in Outlived)
        {
            JudgeOutlived(outlived);
        }

        foreach (var thread in Inside)
        {
            var own = difference.Changes.Where(c => c.Type == thread.Class).ToList();
            var changes = own.Count > 0 ? own : difference.Changes.Where(c => difference.Matching.New.Line(thread.Class).Contains(c.Type)).ToList();
            foreach (var change in changes.Count > 0 ? changes : difference.Changes)
            {
                JudgeInside(change, thread);
            }
        }
    }

    /// <summary>What of the release would go on beside the patch; nothing on a board that starts with it.</summary>
    public IReadOnlyList<Outlived> Outlived { get; } = options.AtReboot ? [] : Outliving.Of(difference.Matching, closure);

    private void JudgeOutlived(Outlived outlived)
    {
        var isMigrated = _migrated.Contains(Names.Of(outlived.Class));
        var verdict = isMigrated ? Verdict.LiveWithMigration : Verdict.AtReboot;
        var own = difference.Changes.Where(c => c.Type == outlived.Class).ToList();

        // A class that did not change itself is taken over because of others.
        foreach (var change in (own.Count > 0 ? own : difference.Changes).Where(c => c.Verdict < verdict || c.Reason == ""))
        {
            change.Judge(verdict, outlived.Code, outlived.Finding.Message, isMigrated ? outlived.Duty : outlived.Finding.Remedy);
        }
    }

    /// <summary>Threads that may be inside of what is replaced; none of a board that starts with the patch.</summary>
    public IReadOnlyList<InsideThread> Inside { get; } = options.AtReboot ? [] : Threads.Inside(difference.Matching, closure, options.After);

    /// <summary>What was found of both.</summary>
    public IEnumerable<Finding> Findings(bool withStopped) => [.. Outlived.Select(o => o.Finding), .. Inside.Where(i => withStopped || !i.IsStopped).Select(i => i.Finding)];

    private void JudgeInside(Change change, InsideThread thread)
    {
        // What is open for a reason of its own keeps that; the thread has a stub beside it.
        var owner = Names.Unmarked(thread.Owner.Name);
        if (change.IsOpen && (thread.IsStopped || thread.Control != null))
        {
            return;
        }

        if (thread.IsStopped)
        {
            change.Judge(Verdict.LiveWithMigration, RefusalCode.ThreadInside, thread.Finding.Message, $"the migration of {owner} stops it and starts it again");
        }
        else if (thread.Control is { } control)
        {
            change.IsOpen = true;
            change.Judge(Verdict.LiveWithMigration, RefusalCode.ThreadInside, thread.Finding.Message,
                $"look at the migration that is proposed for {owner}: it stops the thread by {Names.Unmarked(control.Ender.Name)} and starts it again by {Names.Unmarked(control.Starter.Name)}");
        }
        else
        {
            change.Judge(Verdict.AtReboot, RefusalCode.ThreadInside, thread.Finding.Message, thread.Finding.Remedy);
        }
    }

    /// <summary>Code that goes on as it was asks for it still: by an adapter it gets what took its place.</summary>
    private void JudgeGone(Change change, MethodDefinition gone)
    {
        if (closure.Adapters.CallerOf(gone) is not var (caller, at) || difference.Matching.NewOf(gone.DeclaringType) is not { } @new)
        {
            return;
        }

        var who = $"{Model.Owner(caller.DeclaringType).Name}.{Names.Unmarked(caller.Name)}{(Places.Of(caller, at) is { } place ? $" ({place})" : "")} goes on as it was and calls {Names.ForPeople(gone)}";
        if (!closure.Adapters.IsAnswered(gone, @new))
        {
            change.IsOpen = true;
            change.Judge(Verdict.LiveWithMigration, RefusalCode.FormerCall, $"{who}, and nothing says what it should get", $"write an adapter for {Names.ForPeople(gone)}, or mark what took its place with [FormerName(\"{gone.Name}\")]");
        }
        else
        {
            var isWritten = closure.Adapters.Written(gone, @new) != null;
            change.Judge(isWritten ? Verdict.LiveWithMigration : Verdict.Live, $"{who}: it is answered by {(isWritten ? "the adapter that was written" : "an adapter")}", isWritten ? Unneeded : "");
        }
    }

    /// <summary>Its objects keep the old numbers, and whoever reads them has the new ones.</summary>
    private void JudgeEnum(Change change)
    {
        var kept = difference.Matching.New.Types.Values.Where(t => !closure.IsExtended(t) && !difference.Matching.IsReplaced(t)).SelectMany(t => t.Fields)
            .FirstOrDefault(f => difference.Matching.IsRenumbered(f) && difference.Matching.New.Type(f.FieldType) == change.Type);
        if (kept != null)
        {
            change.Judge(Verdict.Reflash, RefusalCode.EnumUnreachable, $"{kept.DeclaringType.Name}.{kept.Name} holds it, and a patch cannot reach objects of that class", "give its members the numbers back that they had");
        }
    }

    private void Judge(Change change, MethodDefinition method)
    {
        if (closure.Stuck.TryGetValue(method, out var hindrance) && closure.Served.Verdict(method) is { } served)
        {
            change.Judge(served, "it stays as it was, and what it calls is answered by adapters", served == Verdict.Live ? "" : Unneeded);
        }
        else if (hindrance?.Code == RefusalCode.StartHasRun)
        {
            JudgeStart(change, method);
        }
        else if (hindrance != null)
        {
            change.Judge(Verdict.Reflash, hindrance.Code, hindrance.Reason, "flash the new release" + (hindrance.Code is RefusalCode.Main or RefusalCode.ApplicationNotMade ? ", or move the change into a class of the table" : ""));
        }
        else if (change.Kind == EditKind.Constructor)
        {
            JudgeConstructor(change, method);
        }
        else if (!IsEffective(method) && ReachedBy(method) is { Count: > 0 } hindrances)
        {
            JudgeUnreached(change, hindrances);
        }
        else if (change.Kind is EditKind.MethodBody && change.Reason == "")
        {
            change.Judge(Verdict.Live, difference.Matching.IsReplaced(method.DeclaringType) ? "carried with its whole class"
                : method.IsStatic ? "redirected: the patch brings it, and those who call it"
                : method.IsVirtual ? "overridden by the extending class" : "carried with those who call it");
        }
    }

    private void JudgeStart(Change change, MethodDefinition method)
    {
        if (difference.Matching.FormerOf(method) is { } former && Beginnings.OnlyMakesObjects(difference.Matching, former, method))
        {
            change.Judge(Verdict.Live, "it makes its objects with other arguments; those that the release makes are taken over, now and at every boot");
            return;
        }

        var isMigrated = _migrated.Contains(Names.Of(method.DeclaringType));
        change.Judge(isMigrated ? Verdict.LiveWithMigration : Verdict.AtReboot, RefusalCode.StartHasRun, "it does something else than make the same objects, and " + StartCode.HasRun,
            isMigrated ? "" : $"let the board take the patch at its next reboot, or write a migration for {Names.Unmarked(method.DeclaringType.Name)} that does the rest");
    }

    private void JudgeConstructor(Change change, MethodDefinition method)
    {
        if (difference.Matching.FormerOf(method) == null)
        {
            change.Judge(Verdict.Live, "new constructor; for new objects");
            return;
        }

        if (change.Reason != "")
        {
            return;
        }

        var isMigrated = difference.Matching.New.Line(method.DeclaringType).Any(t => _migrated.Contains(Names.Of(t)));
        change.IsOpen = !isMigrated && !options.AtReboot;
        change.Judge(Verdict.LiveWithMigration, RefusalCode.ConstructorElse, "it does something else than before, and it does not run for an object that is taken over" + (isMigrated ? "; the migration does the rest" : ""),
            isMigrated ? "" : $"write a migration for {Names.Unmarked(method.DeclaringType.Name)} that does the rest; an empty one if there is none");
    }

    /// <summary>Whether somebody who is called by dispatch, or makes objects, comes to call the method.</summary>
    private bool IsEffective(MethodDefinition method) => Upwards(method).Any(m => closure.Calls.IsAsked(m) || m is { IsConstructor: true, IsStatic: false });

    /// <summary>Why those who come to call the method stay as they were.</summary>
    private List<Hindrance> ReachedBy(MethodDefinition method)
    {
        var above = Upwards(method).ToHashSet();
        return [.. closure.Gaps.Where(g => g.Reached is MethodDefinition reached && above.Contains(reached) && !closure.Served.Bridges(g)).Select(g => closure.Stuck[g.Caller])];
    }

    private static void JudgeUnreached(Change change, List<Hindrance> hindrances)
    {
        var other = hindrances.FirstOrDefault(h => h.Code is not (RefusalCode.StartHasRun or RefusalCode.Main));
        if (other != null)
        {
            change.Judge(Verdict.Reflash, other.Code, $"who calls it stays as it was: {other.Reason}", "flash the new release, or call it from a class of the table");
        }
        else
        {
            var hasRun = hindrances.All(h => h.Code == RefusalCode.StartHasRun);
            change.Judge(hasRun ? Verdict.AtReboot : Verdict.Reflash, RefusalCode.OnlyStartCalls, "only code that runs when the board starts calls it", hasRun ? "let the board take the patch at its next reboot" : "flash the new release");
        }
    }

    private IEnumerable<MethodDefinition> Upwards(MethodDefinition method)
    {
        var seen = new HashSet<MethodDefinition> { method };
        var queue = new Queue<MethodDefinition>(seen);
        while (queue.TryDequeue(out var at))
        {
            yield return at;
            foreach (var caller in closure.CallersOf(at).Where(seen.Add))
            {
                queue.Enqueue(caller);
            }
        }
    }
}
