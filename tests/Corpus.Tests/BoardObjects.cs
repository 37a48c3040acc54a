using System.Collections;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Corpus.Tests;

/// <summary>All objects of a board that an application leads to, found by looking into everything.</summary>
internal static class BoardObjects
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] s_assemblies = ["Drivers", "Application"];

    /// <summary>How many objects are replaced, and the fields of objects that stay in which one of them lies, be it in an array or a list.</summary>
    public static (int Objects, HashSet<(string Class, string Field)> Holders) Walk(CorpusBoard board, Func<object, bool> isReplaced)
    {
        var holders = new HashSet<(string, string)>();
        var met = Meet(board, isReplaced, (field, value, isOwn) =>
        {
            if (isOwn && !field.DeclaringType!.Name.StartsWith('<') && (isReplaced(value) || Inside(value).Any(i => i != null && isReplaced(i))))
            {
                holders.Add((field.DeclaringType.FullName!, field.Name));
            }
        });
        return (met.Keys.Count(isReplaced), holders);
    }

    /// <summary>The ways to objects that changes replace, and that are there all the same.</summary>
    public static List<string> Left(CorpusBoard board, IEnumerable<ClassChange> changes)
    {
        var replaced = changes.Select(c => (c.OldAssembly, c.OldClass)).ToHashSet();
        bool IsReplaced(object of) => replaced.Contains((of.GetType().Assembly.GetName().Name!, of.GetType().FullName!));
        var met = Meet(board, IsReplaced, (_, _, _) => { });
        return [.. met.Keys.Where(IsReplaced).Select(o => string.Join(" < ", Way(o)))];

        IEnumerable<string> Way(object? of)
        {
            for (var at = of; at != null; at = met[at])
            {
                yield return at.GetType().FullName!;
            }
        }
    }

    /// <summary>Each with the object by which it was found; null: a static field.</summary>
    private static Dictionary<object, object?> Meet(CorpusBoard board, Func<object, bool> isReplaced, Action<FieldInfo, object, bool> look)
    {
        var met = new Dictionary<object, object?>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<object>();
        foreach (var field in board.Assemblies.Where(a => s_assemblies.Contains(a.GetName().Name)).SelectMany(a => a.GetTypes()).SelectMany(t => t.GetFields(Own)).Where(f => f is { IsStatic: true, IsLiteral: false }))
        {
            Look(field, null, true);
        }

        while (queue.TryDequeue(out var at))
        {
            var isOwn = s_assemblies.Contains(at.GetType().Assembly.GetName().Name) && !isReplaced(at);
            for (var type = at.GetType(); type != null && type.Assembly != typeof(object).Assembly; type = type.BaseType)
            {
                foreach (var field in type.GetFields(Own).Where(f => !f.IsStatic))
                {
                    Look(field, at, isOwn);
                }
            }

            foreach (var inside in Inside(at))
            {
                Add(inside, at);
            }
        }

        return met;

        void Look(FieldInfo field, object? at, bool isOwn)
        {
            if (field.GetValue(at) is { } value)
            {
                Add(value, at);
                look(field, value, isOwn);
            }
        }

        void Add(object? value, object? by)
        {
            if (value is not (null or string or Type or Assembly or Pointer) && !value.GetType().IsPrimitive && !value.GetType().IsEnum && met.TryAdd(value, by))
            {
                queue.Enqueue(value);
            }
        }
    }

    private static IEnumerable<object?> Inside(object value) => value switch
    {
        Array array when array.GetType().GetElementType()!.IsPrimitive => [],
        Delegate made => made.GetInvocationList().Select(d => d.Target),
        IDictionary pairs => pairs.Keys.Cast<object?>().Concat(pairs.Values.Cast<object?>()),
        IEnumerable many and (IList or Queue or Stack) => many.Cast<object?>(),
        _ => [],
    };
}
