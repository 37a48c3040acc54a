using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Which classes bring their constructors. At a boot and in factories the release makes the objects and the patch takes them over, so a constructor is
/// needed only where the object could not be taken over as the new version would have made it: its constructor does something else, or reaches
/// code that changed; what the board does while it starts uses that code; or a timer or thread is bound to the object from its first moment on. A patch
/// for reboots takes nothing over, so it brings them all.
/// </summary>
internal sealed class Creation(Matching matching, Closure closure, bool atReboot)
{
    private static readonly string[] Bound = [Names.Thread, Names.Timer];

    private HashSet<MethodDefinition>? _atStart;

    public bool BringsConstructors(Extension extension)
    {
        var line = extension.New == null ? [] : matching.New.Line(extension.New).ToList();
        return atReboot
            || line.SelectMany(Constructors).Any(closure.Carried.Contains)
            || AtStart.Concat(Reached(line.SelectMany(Constructors))).Any(m => line.Contains(m.DeclaringType) && closure.Carried.Contains(m))
            || matching.Old.Line(extension.Old).SelectMany(t => t.Methods).Any(Starts);
    }

    /// <summary>What runs when a board starts, before its first tick.</summary>
    private HashSet<MethodDefinition> AtStart => _atStart ??= Reached(matching.New.Types.Values.SelectMany(t => t.Methods).Where(closure.Calls.IsStart));

    private static IEnumerable<MethodDefinition> Constructors(TypeDefinition type) => type.Methods.Where(m => m is { IsConstructor: true, IsStatic: false });

    private static bool Starts(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(i => i.OpCode.Code == Code.Newobj && Bound.Contains(((MethodReference)i.Operand).DeclaringType.FullName));

    /// <summary>The methods themselves, and all that they come to call, as far as calls show.</summary>
    private HashSet<MethodDefinition> Reached(IEnumerable<MethodDefinition> from)
    {
        var reached = from.ToHashSet();
        var queue = new Queue<MethodDefinition>(reached);
        while (queue.TryDequeue(out var method))
        {
            foreach (var called in Called(method).Where(reached.Add))
            {
                queue.Enqueue(called);
            }
        }

        return reached;
    }

    private IEnumerable<MethodDefinition> Called(MethodDefinition method) =>
        method.HasBody && matching.New.Types.ContainsKey(Names.Of(method.DeclaringType))
            ? closure.Calls.Text(method).Uses.Select(u => u.At.Operand).OfType<MethodReference>().Select(matching.New.Method).OfType<MethodDefinition>().SelectMany(Answering)
            : [];

    /// <summary>The method, and those that answer a dispatched call to it.</summary>
    private IEnumerable<MethodDefinition> Answering(MethodDefinition method)
    {
        if (!method.IsVirtual || Replaceable.IsForOneClass(method))
        {
            return [method];
        }

        var signature = Names.Signature(method);
        return matching.New.Types.Values.SelectMany(t => t.Methods).Where(m => m.IsVirtual && m.Name == method.Name && Names.Signature(m) == signature).Append(method);
    }
}
