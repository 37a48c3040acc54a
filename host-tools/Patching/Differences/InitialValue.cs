using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What a new field has in a new object, as far as it does not depend on how the object was made: a statement of a constructor to repeat, nothing
/// (its default), or missing, when constructors set it from what they were given, or one otherwise than another.
/// </summary>
internal sealed record InitialValue(MethodDefinition? Constructor, (int From, int To)? Range, bool IsMissing)
{
    public static InitialValue Of(FieldDefinition field)
    {
        InitialValue? found = null;
        var isElsewhere = false;
        foreach (var constructor in field.DeclaringType.Methods.Where(m => m is { IsConstructor: true, IsStatic: false, HasBody: true }))
        {
            var stores = constructor.Body.Instructions.Count(i => i.OpCode.Code is Code.Stfld or Code.Ldflda && i.Operand is FieldReference f
                && f.Name == field.Name && Names.Of(f.DeclaringType) == Names.Of(field.DeclaringType));
            var initialisers = new Initialisers(constructor);
            if (stores == 0)
            {
                isElsewhere |= !initialisers.ChainsToOwn;
                continue;
            }

            var own = initialisers.Assignments.Where(a => a.Field == field).ToList();
            if (stores > 1 || own.Count != 1 || !initialisers.IsPure(own[0].Range))
            {
                return new InitialValue(null, null, true);
            }

            if (found != null && !Spelled(found.Constructor!, found.Range!.Value).SequenceEqual(Spelled(constructor, own[0].Range)))
            {
                return new InitialValue(null, null, true);
            }

            found ??= new InitialValue(constructor, own[0].Range, false);
        }

        return found == null ? new InitialValue(null, null, false) : isElsewhere ? new InitialValue(null, null, true) : found;
    }

    private static IEnumerable<string> Spelled(MethodDefinition constructor, (int From, int To) range) => constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From)
        .Where(i => i.OpCode.Code != Code.Nop).Select(i => Canonical.Of(constructor, i).ToString());
}
