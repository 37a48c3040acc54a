using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// How a thread that runs inside of objects of a class is started and ended, recognised by use: the method that makes it and starts it, and one that sets what its loop looks at.
/// Names say nothing. Both have to be there in both builds, because they are called on objects of either.
/// </summary>
internal sealed record ThreadControl(TypeDefinition Class, MethodDefinition Run, MethodDefinition Starter, IReadOnlyList<FieldDefinition?> Arguments, MethodDefinition Ender, bool? EndingValue, FieldDefinition? Thread)
{
    /// <summary>Null when nothing that can be called ends the loop, or nothing begins it.</summary>
    public static ThreadControl? Of(Matching matching, MethodDefinition oldStarter, MethodDefinition oldRun)
    {
        if (matching.NewOf(oldStarter) is not { HasBody: true, IsStatic: false, IsConstructor: false } starter || matching.NewOf(oldRun) is not { HasBody: true } run || Model.Owner(run.DeclaringType) != starter.DeclaringType
            || !Calls(starter).Any(c => c is { DeclaringType.FullName: Names.Thread, Name: "Start" }))
        {
            return null;
        }

        var type = starter.DeclaringType;
        var thread = Stored(matching.New, starter).FirstOrDefault(f => f.FieldType.FullName == Names.Thread);
        var arguments = starter.Parameters.Select(p => KeptIn(matching.New, starter, p)).ToList();
        if (starter.Parameters.Where((p, i) => arguments[i] == null && !p.IsOptional).Any())
        {
            return null;
        }

        var looks = LoopCondition.Of(matching.New, run);
        var enders = from method in matching.New.Line(type).SelectMany(t => t.Methods)
                     where method is { HasBody: true, IsStatic: false, IsConstructor: false } && method != run && method != starter && !Names.IsCompilerMade(method) && matching.FormerOf(method) != null
                     from look in looks
                     let value = Ends(matching.New, method, look, starter)
                     where value.Ends
                     orderby Calls(method).Any(c => c is { DeclaringType.FullName: Names.Thread, Name: "Join" }) descending, method.Parameters.Count, method.IsPublic descending
                     select (method, value.Value);
        return enders.Select(e => new ThreadControl(type, run, starter, arguments, e.method, e.Value, thread)).FirstOrDefault();
    }

    /// <summary>What a method does besides, as people would write it: what a person has to look at before it is called for a swap.</summary>
    public IEnumerable<string> Does(MethodDefinition method)
    {
        var statements = new StackShape(method.Body).Statements();
        return statements.Where(s => method.Body.Instructions.Skip(s.From).Take(s.To - s.From).Any(i => i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Stfld or Code.Stsfld))
            .Select(s => ConstructorAdditions.ForPeople(method, s));
    }

    private static (bool Ends, bool? Value) Ends(Model model, MethodDefinition method, LoopCondition look, MethodDefinition starter)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code == Code.Stfld && model.Field((FieldReference)instruction.Operand) == look.Field && look.EndsWhen is { } ending)
            {
                var stored = instruction.Previous;
                if (method.Parameters.Count == 0 && stored.OpCode.Code is Code.Ldc_I4_0 or Code.Ldc_I4_1 && stored.OpCode.Code == Code.Ldc_I4_1 == ending)
                {
                    return (true, null);
                }

                if (method.Parameters is [{ ParameterType.MetadataType: MetadataType.Boolean }] && IsArgument(method, stored, 1))
                {
                    return (true, ending);
                }
            }
            else if (method.Parameters.Count == 0 && instruction.OpCode.Code == Code.Ldfld && model.Field((FieldReference)instruction.Operand) == look.Field
                && instruction.Next is { Operand: MethodReference { Name: "Cancel" or "Set", Parameters.Count: 0 } })
            {
                return (true, null);
            }
        }

        return (false, null);
    }

    /// <summary>The field that keeps what a method was given.</summary>
    private static FieldDefinition? KeptIn(Model model, MethodDefinition method, ParameterDefinition parameter) => method.Body.Instructions
        .Where(i => i.OpCode.Code == Code.Stfld && IsArgument(method, i.Previous, parameter.Index + 1)).Select(i => model.Field((FieldReference)i.Operand)).FirstOrDefault(f => f != null);

    private static bool IsArgument(MethodDefinition method, Instruction? at, int position) => at != null && Canonical.Of(method, at).Name == "ldarg" && Canonical.Argument(method, at) == position;

    private static IEnumerable<FieldDefinition> Stored(Model model, MethodDefinition method) =>
        method.Body.Instructions.Where(i => i.OpCode.Code == Code.Stfld).Select(i => model.Field((FieldReference)i.Operand)).OfType<FieldDefinition>();

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) => method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>();
}
