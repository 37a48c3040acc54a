using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What a change of the code that makes the application's objects means for a board that made them long ago. Where each statement that changed makes an object
/// by a factory or by its constructor, as before with other arguments, the objects are there and are taken over. Anything else would have to be done now.
/// </summary>
internal static class Beginnings
{
    private static readonly string[] s_making = ["NanoLive.Objects.ObjectTable::Define", "NanoLive.Objects.Factory::Create", "NanoLive.Objects.Factory::Enlist"];

    public static bool OnlyMakesObjects(Matching matching, MethodDefinition old, MethodDefinition @new)
    {
        var before = Statements(old).ToLookup(s => matching.OldText(old, s), s => s);
        var after = Statements(@new).ToLookup(s => matching.NewText(@new, s), s => s);
        var gone = before.SelectMany(g => g.Skip(after[g.Key].Count())).ToList();
        var come = after.SelectMany(g => g.Skip(before[g.Key].Count())).ToList();
        return gone.Count == come.Count && gone.All(s => Makes(old, s)) && come.All(s => Makes(@new, s));
    }

    private static List<(int From, int To)> Statements(MethodDefinition method) => method.HasBody ? new StackShape(method.Body).Statements() : [];

    /// <summary>Nothing is called but what makes objects, and at least one is made.</summary>
    private static bool Makes(MethodDefinition method, (int From, int To) statement)
    {
        var code = method.Body.Instructions.Skip(statement.From).Take(statement.To - statement.From).ToList();
        var calls = code.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt && i.Operand is MethodReference).Select(i => (MethodReference)i.Operand).ToList();
        return (calls.Any(IsMaking) || code.Any(i => i.OpCode.Code == Code.Newobj))
            && code.All(i => i.OpCode.Code is not (Code.Stfld or Code.Stsfld))
            && calls.All(c => IsMaking(c) || c.DeclaringType.FullName is "System.Type" or Names.PinEvents || LineClass.IsOne(c.DeclaringType) || c.Name.StartsWith("get_", StringComparison.Ordinal) || BoardLibraries.IsOne(Names.AssemblyOf(c.DeclaringType)));
    }

    private static bool IsMaking(MethodReference method) => s_making.Contains(method.DeclaringType.FullName + "::" + method.Name);
}
