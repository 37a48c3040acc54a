using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Looks over the whole application for code that goes on using something old, or that a replacement may surprise.</summary>
internal static class Safety
{
    public static List<Finding> Look(Difference difference, Closure closure, IEnumerable<Finding> outlived)
    {
        var findings = outlived.ToList();
        foreach (var (caller, where, at, reached) in closure.Gaps.Where(g => !closure.Served.Bridges(g)))
        {
            var isNew = reached is TypeReference;
            findings.Add(new Finding(isNew ? "creates-old" : "calls-old",
                $"{caller.DeclaringType.Name}.{caller.Name} {(isNew ? "creates" : "calls")} {Short(reached)} directly and stays as it was: {closure.Stuck[caller].Reason}",
                isNew ? "create it by a factory of the table; an object that exists is replaced all the same where a field of a table's object leads to it" : "call it from a class of the table",
                Places.Of(where, at)));
        }

        foreach (var change in difference.Changes.Where(c => c is { KeepsValue: true, Verdict: Verdict.Live }))
        {
            findings.Add(change.Kind == EditKind.StaticData
                ? new Finding("keeps-value", $"{change.Type.Name}.{change.Member} starts with another value; it keeps what it has, and starts with the old one until the release is flashed", "set it in code that runs, if the new value is meant", change.Place)
                : new Finding("keeps-value", $"{change.Type.Name}.{change.Member} starts with another value; an object that is taken over keeps what it has", "write a migration if the new value is meant", change.Place));
        }

        foreach (var (migration, type) in Difference.Migrations(difference.Matching.New).Where(m => !m.Migration.Methods.Any(o => o is { Name: "Down", IsStatic: true })))
        {
            findings.Add(new Finding("no-way-back", $"{migration.Name} has no Down: a trial that fails puts {type.Name} back as it was at the commit, and a rollback takes effect at the next reboot",
                "write static void Down(object next, object old)", Places.Of(migration)));
        }

        findings.AddRange(Leftovers.NotUndone(difference));
        findings.AddRange(Meanings.Of(difference));
        findings.AddRange(Packings.Of(difference.Matching));
        return findings;
    }

    private static string Short(MemberReference member) => member is TypeReference ? member.Name : member.DeclaringType.Name + "." + member.Name;
}
