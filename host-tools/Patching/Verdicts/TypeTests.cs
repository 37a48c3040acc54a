using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Code that asks an object for its exact class: of one that was taken over the class is the patch's, which only casts and <c>is</c> cannot tell from the release's.</summary>
internal sealed class TypeTests(Matching matching, Closure closure, TakenOver taken)
{
    public IEnumerable<Outlived> All()
    {
        foreach (var method in matching.Old.Bodies.Where(m => m.Body.Instructions.Any(i => i.Operand is MethodReference { Name: "GetType", DeclaringType.FullName: "System.Object" })))
        {
            foreach (var token in method.Body.Instructions.Where(i => i is { OpCode.Code: Code.Ldtoken, Operand: TypeReference }))
            {
                if (matching.Old.Type((TypeReference)token.Operand) is { } type && !IsOfNone(type) && taken.Behind(type) is { } held && IsStill(method, type))
                {
                    yield return new Outlived(held, RefusalCode.TypeTest, "the migration has to see to it", new Finding(FindingId.TypeTest,
                        $"{Model.Owner(method.DeclaringType).Name}.{Names.Unmarked(method.Name)} compares an object's class with {type.Name}, and that of one that was taken over is another", $"ask with is {type.Name}", Places.Of(method, token)));
                }
            }
        }
    }

    /// <summary>Whether no object is exactly of the class, before and after.</summary>
    private bool IsOfNone(TypeDefinition type) => type.IsAbstract && matching.NewOf(type) is { IsAbstract: true };

    /// <summary>Whether the test is there with the patch, too.</summary>
    private bool IsStill(MethodDefinition method, TypeDefinition type) => matching.NewOf(method) is not { HasBody: true } now || !closure.Carried.Contains(now)
        || now.Body.Instructions.Any(i => i.OpCode.Code == Code.Ldtoken && i.Operand is TypeReference asked && matching.New.Type(asked) is { } of && matching.OldOf(of) == type);
}
