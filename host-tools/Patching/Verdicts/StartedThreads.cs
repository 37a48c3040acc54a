using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which methods of the release can come to run at all: an application uses a part of a driver, and a thread that nobody starts is none. What is called is told by name and parameters,
/// whatever the class, so too much is taken for used rather than too little. Where the release has no application, or looks methods up by reflection, everything counts.
/// </summary>
internal sealed class StartedThreads
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _askedByPatches;
    private readonly bool _isAnything;

    public StartedThreads(Model old, IEnumerable<EarlierPatch> after)
    {
        var methods = old.Bodies.ToList();
        var bySignature = methods.ToLookup(Names.Signature, StringComparer.Ordinal);
        var queue = new Queue<MethodDefinition>(methods.Where(m => IsCalledFromOutside(old, m)));
        var seen = queue.ToHashSet();
        while (queue.TryDequeue(out var method))
        {
            foreach (var reference in method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>())
            {
                _isAnything |= reference is { DeclaringType.FullName: "System.Type", Name: "GetMethod" or "GetMethods" };
                _asked.Add(Names.Signature(reference));
                foreach (var called in bySignature[Names.Signature(reference)].Where(seen.Add))
                {
                    queue.Enqueue(called);
                }
            }
        }

        _isAnything |= old.Types.Values.All(t => t.Interfaces.All(i => i.InterfaceType.FullName != Names.Application));
        _askedByPatches = [.. after.SelectMany(p => Named(p.Assembly))];

        static IEnumerable<string> Named(byte[] image)
        {
            using var patch = AssemblyDefinition.ReadAssembly(new MemoryStream(image));
            return [.. patch.MainModule.GetMemberReferences().OfType<MethodReference>().Select(m => m.Name), .. patch.MainModule.GetTypes().SelectMany(t => t.Methods).Select(m => m.Name)];
        }
    }

    public bool CanRun(MethodDefinition method) => _isAnything || method.IsConstructor || _asked.Contains(Names.Signature(method)) || _askedByPatches.Contains(method.Name) || IsOutermost(method);

    private static bool IsOutermost(MethodDefinition method) => method.IsStatic && method.Name == "Main";

    /// <summary>Constructors, because factories make objects by reflection; what the runtime or a class library asks for by an interface or by overriding; where a program begins.</summary>
    private static bool IsCalledFromOutside(Model old, MethodDefinition method) => method.IsConstructor || IsOutermost(method)
        || method.IsVirtual && old.Line(method.DeclaringType).SelectMany(t => t.Interfaces.Select(i => i.InterfaceType).Append(t.BaseType)).Any(t => t != null && IsOutside(t) && Declares(t, method));

    private static bool IsOutside(TypeReference type) => BoardLibraries.Runtime.Contains(Names.AssemblyOf(type)) || BoardLibraries.IsOne(Names.AssemblyOf(type));

    private static bool Declares(TypeReference type, MethodDefinition method) => type.FullName switch
    {
        "System.Object" => method.Name is "ToString" or "Equals" or "GetHashCode" or "Finalize",
        "System.IDisposable" => method.Name == "Dispose",
        "NanoLive.Objects.ITickable" => method.Name == "Tick",
        Names.Application => method.Name == "Build",
        _ => true,
    };
}
