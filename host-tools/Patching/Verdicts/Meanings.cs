using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Number fields that keep name and type while every expression that is stored into them outside of constructors changed: a value of before may mean
/// something else now, which no rule can tell.
/// </summary>
internal static class Meanings
{
    private const int MaxDepth = 4;

    public static IEnumerable<Finding> Of(Difference difference)
    {
        var matching = difference.Matching;
        foreach (var type in matching.New.Types.Values.Where(t => matching.Old.Type(t) != null && !t.IsEnum))
        {
            foreach (var field in type.Fields.Where(f => matching.InPlace(f) is { IsStatic: false } && Conversions.IsNumber(f.FieldType)))
            {
                var writers = type.Methods.Where(m => m is { HasBody: true, IsConstructor: false } && Stores(m, field.Name).Any()).ToList();
                if (writers.Count > 0 && writers.All(w => Differs(matching, w, field)))
                {
                    yield return new Finding(FindingId.Meaning, $"all that writes {type.Name}.{field.Name} changed: does its value still mean the same?",
                        $"if not, give it a new name and [FormerName(\"{field.Name}\", Multiply = …, Divide = …)]", Places.Of(writers[0], Stores(writers[0], field.Name).First()));
                }
            }
        }
    }

    private static IEnumerable<Instruction> Stores(MethodDefinition method, string field) =>
        method.Body.Instructions.Where(i => i.OpCode.Code == Code.Stfld && ((FieldReference)i.Operand).Name == field
            && Names.Of(((FieldReference)i.Operand).DeclaringType) == Names.Of(method.DeclaringType));

    private static bool Differs(Matching matching, MethodDefinition method, FieldDefinition field)
    {
        var old = matching.FormerOf(method);
        return old is { HasBody: true } && Text(matching.Old, old, matching.InPlace(field)!.Name, matching.OldText) != Text(matching.New, method, field.Name, matching.NewText);
    }

    /// <summary>What is stored, with what goes into the locals that it is made of, and the methods of the build that compute it.</summary>
    private static string Text(Model model, MethodDefinition method, string field, Func<MethodDefinition, (int, int)?, string> text)
    {
        var shape = new StackShape(method.Body);
        var result = new StringBuilder();
        foreach (var store in Stores(method, field))
        {
            var range = shape.Expression(store, 1);
            var called = new HashSet<MethodDefinition>();
            void Append((int, int)? part)
            {
                result.Append(text(method, part)).Append(';');
                Computing(model, method, part, called, 0);
            }

            Append(range);
            foreach (var local in range == null ? [] : Locals(method, range.Value))
            {
                foreach (var setting in method.Body.Instructions.Where(i => Canonical.Of(method, i) is ("stloc", VariableDefinition set) && set == local))
                {
                    Append(shape.Expression(setting, 0));
                }
            }

            called.ToList().ForEach(c => result.Append(text(c, null)).Append(';'));
        }

        return result.ToString();
    }

    private static IEnumerable<VariableDefinition> Locals(MethodDefinition method, (int From, int To) range) =>
        method.Body.Instructions.Skip(range.From).Take(range.To - range.From).Select(i => Canonical.Of(method, i))
            .Where(c => c is { Name: "ldloc", Operand: VariableDefinition }).Select(c => (VariableDefinition)c.Operand!).Distinct();

    /// <summary>Methods of the build that an expression gets numbers from, and those that they get theirs from.</summary>
    private static void Computing(Model model, MethodDefinition method, (int From, int To)? range, HashSet<MethodDefinition> found, int depth)
    {
        var (from, to) = range ?? (0, method.Body.Instructions.Count);
        foreach (var instruction in method.Body.Instructions.Skip(from).Take(to - from))
        {
            if (depth < MaxDepth && instruction.Operand is MethodReference reference && Conversions.IsNumber(reference.ReturnType)
                && model.Method(reference) is { HasBody: true } called && found.Add(called))
            {
                Computing(model, called, null, found, depth + 1);
            }
        }
    }
}
