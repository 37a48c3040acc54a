using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Looks over the whole application for code that goes on using something old, or that a replacement may surprise.</summary>
internal static class Safety
{
    private static readonly string[] KeepsRunning = ["System.Threading.Thread", "System.Threading.Timer"];

    public static List<Finding> Look(Difference difference, Closure closure, Delta delta)
    {
        var findings = new List<Finding>();
        foreach (var (caller, where, at, reached) in closure.Gaps)
        {
            var isNew = reached is TypeReference;
            findings.Add(new Finding(isNew ? "creates-old" : "calls-old",
                $"{caller.DeclaringType.Name}.{caller.Name} {(isNew ? "creates" : "calls")} {Short(reached)} directly and stays as it was: {closure.Stuck[caller]}",
                isNew ? "create it by a factory of the table; an object that exists is replaced all the same where a field of a table's object leads to it" : "call it from a class of the table",
                Places.Of(where, at)));
        }

        foreach (var field in delta.StaticHolders)
        {
            findings.Add(new Finding("static-holder", $"static field {field.DeclaringType.Name}.{field.Name} can hold an object that is replaced, and keeps the old one",
                "keep the entry instead", Places.Of(field)));
        }

        foreach (var type in delta.Replaced)
        {
            LookInto(difference, type, findings);
        }

        foreach (var change in difference.Changes.Where(c => c.Kind is EditKind.FieldInitialiser or EditKind.StaticData && c.Verdict == Verdict.Live && c.Reason.Contains("keeps its value", StringComparison.Ordinal)))
        {
            findings.Add(new Finding("keeps-value", $"{change.Type.Name}.{change.Member} starts with another value; an object that is taken over keeps what it has",
                "write a migration if the new value is meant", change.Place));
        }

        findings.AddRange(Meanings(difference));
        return findings;
    }

    private static void LookInto(Difference difference, TypeDefinition type, List<Finding> findings)
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
                if (instruction.OpCode.Code == Code.Newobj && KeepsRunning.Contains(((MethodReference)instruction.Operand).DeclaringType.FullName))
                {
                    findings.Add(new Finding("keeps-running", $"{type.Name}.{method.Name} starts a {((MethodReference)instruction.Operand).DeclaringType.Name}, which goes on with the old object",
                        "do the work in a tick of the loop, or stop it in a migration and start it again", Places.Of(method, instruction)));
                }
                else if (instruction.OpCode.Code is Code.Ldftn && ((MethodReference)instruction.Operand).HasThis
                    && difference.Matching.Old.Type(((MethodReference)instruction.Operand).DeclaringType) is { } closure && Names.IsCompilerMade(closure)
                    && closure.Fields.Any(f => f.Name.Contains("this", StringComparison.Ordinal)))
                {
                    findings.Add(new Finding("closure", $"a lambda in {type.Name}.{method.Name} captures variables and this; one that is subscribed already keeps its old code",
                        "subscribe a method instead", Places.Of(method, instruction)));
                }
            }
        }
    }

    /// <summary>Fields that keep name and type while everything that writes them outside of constructors changed: perhaps they mean something else now.</summary>
    private static IEnumerable<Finding> Meanings(Difference difference)
    {
        var changed = difference.Changes.Where(c => c.Method != null && c.Kind == EditKind.MethodBody).Select(c => c.Method!).ToHashSet();
        foreach (var type in changed.Select(m => m.DeclaringType).Distinct())
        {
            foreach (var field in type.Fields.Where(f => difference.Matching.InPlace(f) is { IsStatic: false } && Conversions.IsNumber(f.FieldType)))
            {
                var writers = type.Methods.Where(m => m.HasBody && m.Body.Instructions.Any(i => i.OpCode.Code == Code.Stfld && i.Operand == field)).ToList();
                if (writers.Count > 0 && writers.All(w => changed.Contains(w) && DiffersInWriting(difference.Matching, w, field)))
                {
                    yield return new Finding("meaning", $"all that writes {type.Name}.{field.Name} changed: does its value still mean the same?",
                        $"if not, give it a new name and [FormerName(\"{field.Name}\", Multiply = …, Divide = …)]", Places.Of(writers[0]));
                }
            }
        }
    }

    private static bool DiffersInWriting(Matching matching, MethodDefinition method, FieldDefinition field)
    {
        string Stores(MethodDefinition m, string name, Func<MethodDefinition, (int, int)?, string> text) => m.HasBody
            ? string.Concat(new StackShape(m.Body).Statements().Where(s => Enumerable.Range(s.From, s.To - s.From).Any(i =>
                m.Body.Instructions[i].OpCode.Code == Code.Stfld && ((FieldReference)m.Body.Instructions[i].Operand).Name == name)).Select(s => text(m, s)))
            : "";
        var old = matching.OldOf(method);
        return old == null || Stores(old, matching.InPlace(field)!.Name, matching.OldText) != Stores(method, field.Name, matching.NewText);
    }

    private static string Short(MemberReference member) => member is TypeReference ? member.Name : member.DeclaringType.Name + "." + member.Name;
}
