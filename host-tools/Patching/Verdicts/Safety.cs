using Mono.Cecil;
using NanoLive.Metadata;

namespace NanoLive.Patching;

/// <summary>Looks over the whole application for code that goes on using something old, or that a replacement may surprise.</summary>
internal static class Safety
{
    public static List<Finding> Look(Difference difference, Closure closure, IEnumerable<Finding> outlived)
    {
        var findings = outlived.ToList();
        foreach (var ((caller, where, at), reached) in closure.Gaps.Where(g => !closure.Served.Bridges(g)))
        {
            var isNew = reached is TypeReference;
            findings.Add(new Finding(isNew ? FindingId.CreatesOld : FindingId.CallsOld,
                $"{caller.DeclaringType.Name}.{caller.Name} {(isNew ? "creates" : "calls")} {Short(reached)} directly and stays as it was: {closure.Stuck[caller].Reason}",
                isNew ? "create it by a factory of the table; an object that exists is replaced all the same where a field of a table's object leads to it" : "call it from a class of the table",
                Places.Of(where, at)));
        }

        foreach (var change in difference.Changes.Where(c => c is { KeepsValue: true, Verdict: Verdict.Live }))
        {
            findings.Add(change.Kind == EditKind.StaticData
                ? new Finding(FindingId.KeepsValue, $"{change.Type.Name}.{change.Member} starts with another value; it keeps what it has, and starts with the old one until the release is flashed", "set it in code that runs, if the new value is meant", change.Place)
                : new Finding(FindingId.KeepsValue, $"{change.Type.Name}.{change.Member} starts with another value; an object that is taken over keeps what it has", "write a migration if the new value is meant", change.Place));
        }

        foreach (var (migration, type) in Difference.Migrations(difference.Matching.New).Where(m => !m.Migration.Methods.Any(o => o is { Name: "Down", IsStatic: true })))
        {
            findings.Add(new Finding(FindingId.NoWayBack, $"{migration.Name} has no Down: a trial that fails puts {type.Name} back as it was at the commit, and a rollback takes effect at the next reboot",
                "write static void Down(object next, object old)", Places.Of(migration)));
        }

        findings.AddRange(Filters(difference.Matching, closure));
        findings.AddRange(Leftovers.NotUndone(difference));
        findings.AddRange(Meanings.Of(difference));
        findings.AddRange(Packings.Of(difference.Matching));
        return findings;
    }

    /// <summary>In what the patch brings.</summary>
    private static IEnumerable<Finding> Filters(Matching matching, Closure closure) =>
        from method in matching.New.Types.Values.SelectMany(t => t.Methods)
        where closure.Carried.Contains(method) || matching.OldOf(method.DeclaringType) == null
        from body in closure.Calls.Text(method).Made.Prepend(method)
        where body.HasBody
        from at in ExceptionFilters.MayThrow(body)
        select new Finding(FindingId.FilterMayThrow, $"{Model.Owner(body.DeclaringType).Name}.{Names.Unmarked(method.Name)} has an exception filter that may throw, at which a real board ends", "let the filter only compare, and ask the rest in the catch block",
            Places.Of(body, at));

    private static string Short(MemberReference member) => member is TypeReference ? member.Name : member.DeclaringType.Name + "." + member.Name;
}
