using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Patching.Tests;

/// <summary>
/// All objects that one leads to, found by looking into everything, and the swap of those that a patch replaces: what the runtime does with the plan's list of
/// holders, done without it.
/// </summary>
internal sealed class ObjectGraph
{
    private readonly Assembly _loaded;
    private readonly PatchContent _patch;
    private readonly Dictionary<object, object> _successors = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Delegate, Delegate> _subscribed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _met = new(ReferenceEqualityComparer.Instance);
    private readonly List<object> _order = [];

    private ObjectGraph(Assembly loaded, PatchContent patch)
    {
        _loaded = loaded;
        _patch = patch;
    }

    /// <summary>Fields in which an object that is replaced was found, and which the plan has to name; less those of objects that are replaced themselves.</summary>
    public HashSet<(string Class, string Field)> Holders { get; } = [];

    /// <summary>What stands for the root afterwards.</summary>
    public object Root { get; private set; } = null!;

    public static ObjectGraph Update(object root, Assembly loaded, PatchContent patch)
    {
        var graph = new ObjectGraph(loaded, patch);
        graph.Find(root);
        foreach (var old in graph._order.Where(o => graph.ChangeOf(o) != null))
        {
            var type = loaded.GetType(graph.ChangeOf(old)!.NewClass, true)!;
            graph._successors[old] = type.GetConstructors().Single(c => c.GetParameters() is [{ } only] && only.ParameterType == type).Invoke([null]);
        }

        graph.NameHolders();
        foreach (var (old, next) in graph._successors)
        {
            Bench.Transfer(old, next, graph.ChangeOf(old)!.Moves, graph.Map);
        }

        graph.Repoint(graph.Map);
        foreach (var (old, next) in graph._successors)
        {
            Bench.Migrate(old, next, loaded, graph.ChangeOf(old)!);
        }

        graph.Root = graph._successors.GetValueOrDefault(root, root);
        return graph;
    }

    /// <summary>The way back, into the objects of before.</summary>
    public void Return()
    {
        var former = _successors.ToDictionary(p => p.Value, p => p.Key, ReferenceEqualityComparer.Instance);
        foreach (var (old, next) in _successors)
        {
            Bench.Return(next, old, _loaded, ChangeOf(old)!, Former);
        }

        Repoint(Former);

        object? Former(object? value) => value == null ? null : former.TryGetValue(value, out var was) ? was : value is Delegate remade && _subscribed.TryGetValue(remade, out var subscribed) ? subscribed : value;
    }

    private object? Map(object? value) => value == null ? null : _successors.TryGetValue(value, out var next) ? next : value is Delegate subscribed ? Remade(subscribed) : value;

    /// <summary>For a delegate of an object that is replaced, what the patch makes for it.</summary>
    private Delegate Remade(Delegate subscribed)
    {
        if (subscribed.Target == null || !_successors.TryGetValue(subscribed.Target, out var next))
        {
            return subscribed;
        }

        var index = Array.IndexOf(ChangeOf(subscribed.Target)!.Handlers, subscribed.Method.Name);
        var remade = (Delegate)next.GetType().GetMethod("Handler")!.Invoke(null, [next, index])!;
        _subscribed[remade] = subscribed;
        return remade;
    }

    private ClassChange? ChangeOf(object of) =>
        _patch.Plan.Classes.FirstOrDefault(c => c.OldAssembly == of.GetType().Assembly.GetName().Name && c.OldClass == of.GetType().FullName);

    private void Find(object root)
    {
        var queue = new Queue<object>([root]);
        _met.Add(root);
        while (queue.TryDequeue(out var at))
        {
            _order.Add(at);
            foreach (var value in Leading(at).Where(v => v is not null and not string && !v.GetType().IsPrimitive && _met.Add(v)))
            {
                queue.Enqueue(value!);
            }
        }
    }

    private static IEnumerable<object?> Leading(object at) =>
        at is Array array ? (array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>())
        : at is Delegate made ? made.GetInvocationList().Select(d => d.Target)
        : at.GetType().Assembly.GetName().Name == "System.Private.CoreLib" && at is not System.Collections.IList ? []
        : at is System.Collections.IList list ? list.Cast<object?>()
        : Bench.Fields(at.GetType()).Select(f => f.GetValue(at));

    private void NameHolders()
    {
        foreach (var at in _order.Where(o => ChangeOf(o) == null && o is not Array and not Delegate && o.GetType().Assembly.GetName().Name is "Drivers" or "Users"))
        {
            foreach (var field in Bench.Fields(at.GetType()))
            {
                var value = field.GetValue(at);
                if (Holds(value))
                {
                    Holders.Add((field.DeclaringType!.FullName!, field.Name));
                }
            }
        }
    }

    /// <summary>Such an object, or arrays with one in them.</summary>
    private bool Holds(object? value) => value != null && (_successors.ContainsKey(value) || value is Array and not byte[] && Leading(value).Any(Holds));

    private void Repoint(Func<object?, object?> map)
    {
        foreach (var at in _order.Where(o => !_successors.ContainsKey(o)))
        {
            switch (at)
            {
                case Array array when !array.GetType().GetElementType()!.IsPrimitive:
                    for (var i = 0; i < array.Length; i++)
                    {
                        array.SetValue(map(array.GetValue(i)), i);
                    }

                    break;
                case not Delegate and not Array when at.GetType().Assembly.GetName().Name is "Drivers" or "Users":
                    foreach (var field in Bench.Fields(at.GetType()).Where(f => map(f.GetValue(at)) != f.GetValue(at)))
                    {
                        field.SetValue(at, map(field.GetValue(at)));
                    }

                    break;
            }
        }
    }
}
