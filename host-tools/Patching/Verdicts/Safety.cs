using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Looks over the whole application for code that goes on using something old, or that a replacement may surprise.</summary>
internal static class Safety
{
    private const string Timer = "System.Threading.Timer";

    public static List<Finding> Look(Difference difference, Closure closure, Delta delta, IEnumerable<Finding> threads)
    {
        var findings = threads.ToList();
        foreach (var (caller, where, at, reached) in closure.Gaps.Where(g => !closure.Served.Bridges(g)))
        {
            var isNew = reached is TypeReference;
            findings.Add(new Finding(isNew ? "creates-old" : "calls-old",
                $"{caller.DeclaringType.Name}.{caller.Name} {(isNew ? "creates" : "calls")} {Short(reached)} directly and stays as it was: {closure.Stuck[caller].Reason}",
                isNew ? "create it by a factory of the table; an object that exists is replaced all the same where a field of a table's object leads to it" : "call it from a class of the table",
                Places.Of(where, at)));
        }

        foreach (var type in delta.Replaced)
        {
            LookInto(difference, closure, type, findings);
        }

        foreach (var change in difference.Changes.Where(c => c is { KeepsValue: true, Verdict: Verdict.Live }))
        {
            findings.Add(new Finding("keeps-value", $"{change.Type.Name}.{change.Member} starts with another value; an object that is taken over keeps what it has",
                "write a migration if the new value is meant", change.Place));
        }

        foreach (var (migration, type) in Difference.Migrations(difference.Matching.New).Where(m => !m.Migration.Methods.Any(o => o is { Name: "Down", IsStatic: true })))
        {
            findings.Add(new Finding("no-way-back", $"{migration.Name} has no Down: a trial that fails puts {type.Name} back as it was at the commit, and a rollback takes effect at the next reboot",
                "write static void Down(object next, object old)", Places.Of(migration)));
        }

        findings.AddRange(Leftovers.NotUndone(difference));
        findings.AddRange(Leftovers.Captured(difference.Matching, delta.Replaced));
        findings.AddRange(Meanings.Of(difference));
        findings.AddRange(Packings.Of(difference.Matching));
        return findings;
    }

    private static void LookInto(Difference difference, Closure carried, TypeDefinition type, List<Finding> findings)
    {
        var finalizer = type.Methods.FirstOrDefault(m => m is { Name: "Finalize", IsStatic: false } && m.Parameters.Count == 0);
        if (finalizer != null)
        {
            findings.Add(new Finding("finalizer", $"{type.Name} has a finalizer: it runs for the old object after the patch is confirmed, while the new one uses the same handles",
                "release handles in Dispose only", Places.Of(finalizer)));
        }

        foreach (var method in type.Methods.Concat(type.NestedTypes.Where(n => Names.IsCompilerMade(n)).SelectMany(n => n.Methods)).Where(m => m.HasBody))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.OpCode.Code == Code.Newobj && ((MethodReference)instruction.Operand).DeclaringType.FullName == Timer)
                {
                    findings.Add(new Finding("keeps-running", $"{type.Name}.{method.Name} starts a timer, which is bound to the old object: a board that has one does not swap",
                        "do the work in a tick of the loop, or let the board take the patch at its next reboot", Places.Of(method, instruction)));
                }
                else if (instruction.OpCode.Code is Code.Ldftn && difference.Matching.NewOf(method) is { } now && carried.Carried.Contains(now) && ((MethodReference)instruction.Operand).HasThis
                    && difference.Matching.Old.Type(((MethodReference)instruction.Operand).DeclaringType) is { } closure && Names.IsCompilerMade(closure)
                    && closure.Fields.Any(f => f.Name.Contains("this", StringComparison.Ordinal)))
                {
                    findings.Add(new Finding("closure", $"a lambda in {type.Name}.{method.Name} captures variables and this; one that is subscribed already keeps its old code",
                        "subscribe a method instead", Places.Of(method, instruction)));
                }
            }
        }
    }

    private static string Short(MemberReference member) => member is TypeReference ? member.Name : member.DeclaringType.Name + "." + member.Name;
}
