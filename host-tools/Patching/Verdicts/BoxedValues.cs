using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Values of structs that have another layout now, and of enums with other numbers, that the release keeps as objects: what they are is not known where they lie, so nothing converts them.</summary>
internal sealed class BoxedValues(Matching matching)
{
    private readonly Lifetimes _lifetimes = new(matching.Old);

    public IEnumerable<Outlived> All() =>
        from method in matching.Old.Bodies
        from box in method.Body.Instructions
        where box.OpCode.Code == Code.Box
        let type = matching.Old.Type((TypeReference)box.Operand)
        where type != null && !Lifetimes.IsIteration(type)
        let now = matching.NewOf(type)
        where now != null && (now.IsEnum ? matching.Numbers(now) != null : matching.IsReplaced(now)) && _lifetimes.LivesOn(method, box)
        select new Outlived(now, RefusalCode.BoxedKept, "the migration has to convert it", new Finding(FindingId.BoxedKept,
            $"{Model.Owner(method.DeclaringType).Name}.{Names.Unmarked(method.Name)} keeps a {type.Name} as an object, and nothing converts it", "hold it in a place of its own type, or let the board take the patch at its next reboot", Places.Of(method, box)));
}
