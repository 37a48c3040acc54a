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
    public static IEnumerable<Finding> Of(Difference difference)
    {
        var matching = difference.Matching;
        var changed = difference.Changes.Where(c => c is { Kind: EditKind.MethodBody, Method: not null }).Select(c => c.Method!).ToHashSet();
        foreach (var type in changed.Select(m => m.DeclaringType).Distinct())
        {
            foreach (var field in type.Fields.Where(f => matching.InPlace(f) is { IsStatic: false } && Conversions.IsNumber(f.FieldType)))
            {
                var writers = type.Methods.Where(m => m is { HasBody: true, IsConstructor: false } && Stores(m, field.Name).Any()).ToList();
                if (writers.Count > 0 && writers.All(w => changed.Contains(w) && Differs(matching, w, field)))
                {
                    yield return new Finding("meaning", $"all that writes {type.Name}.{field.Name} changed: does its value still mean the same?",
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
        var old = matching.OldOf(method);
        return old is { HasBody: true } && Text(old, matching.InPlace(field)!.Name, matching.OldText) != Text(method, field.Name, matching.NewText);
    }

    /// <summary>What is stored, with what goes into the locals that it is made of.</summary>
    private static string Text(MethodDefinition method, string field, Func<MethodDefinition, (int, int)?, string> text)
    {
        var shape = new StackShape(method.Body);
        var result = new StringBuilder();
        foreach (var store in Stores(method, field))
        {
            var range = shape.Expression(store, 1);
            result.Append(text(method, range)).Append(';');
            foreach (var local in range == null ? [] : Locals(method, range.Value))
            {
                foreach (var setting in method.Body.Instructions.Where(i => Canonical.Of(method, i) is ("stloc", VariableDefinition set) && set == local))
                {
                    result.Append(text(method, shape.Expression(setting, 0))).Append(';');
                }
            }
        }

        return result.ToString();
    }

    private static IEnumerable<VariableDefinition> Locals(MethodDefinition method, (int From, int To) range) =>
        method.Body.Instructions.Skip(range.From).Take(range.To - range.From).Select(i => Canonical.Of(method, i))
            .Where(c => c is { Name: "ldloc", Operand: VariableDefinition }).Select(c => (VariableDefinition)c.Operand!).Distinct();
}
