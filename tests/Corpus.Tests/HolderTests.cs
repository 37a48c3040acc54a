using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>The plan's list of holders against all objects of a running board, found by looking into everything.</summary>
public class HolderTests(ITestOutputHelper output)
{
    private const int Ticks = 23;
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] s_assemblies = ["Drivers", "Application"];

    [Fact]
    public void Plan_names_every_field_in_which_a_running_board_has_a_replaced_object()
    {
        var text = new StringBuilder("| pair | replaced objects | fields that hold one | named | needless |\n|---|---|---|---|---|\n");
        int needless = 0;
        int needed = 0;
        foreach (var pair in Pair.All)
        {
            var build = new PairBuild(pair);
            if (build.Report.Patch is not { Plan: var plan } || pair.Waits)
            {
                continue;
            }

            using var board = new CorpusBoard(build.Before, pair);
            board.RunToLine(Ticks);
            var replaced = plan.Classes.Select(c => (c.OldAssembly, c.OldClass)).ToHashSet();
            var (objects, found) = Walk(board, o => replaced.Contains((o.GetType().Assembly.GetName().Name!, o.GetType().FullName!)));
            var named = plan.Holders.Select(h => (h.Class, h.Field)).ToHashSet();
            Assert.True(found.IsSubsetOf(named), $"{pair.Name}: {string.Join(", ", found.Except(named))} not in the plan\n{build.Lines()}");
            needless += named.Count - found.Count;
            needed += found.Count;
            text.Append(CultureInfo.InvariantCulture, $"| {pair.Name} | {objects} | {found.Count} | {named.Count} | {named.Count - found.Count} |\n");
        }

        Assert.NotEqual(0, needed);
        output.WriteLine(text.ToString() + $"\n{needless} fields are named that hold none.");
    }

    /// <summary>How many objects are replaced, and the fields of objects that stay in which one of them lies, be it in an array or a list.</summary>
    private static (int Objects, HashSet<(string Class, string Field)> Holders) Walk(CorpusBoard board, Func<object, bool> isReplaced)
    {
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var holders = new HashSet<(string, string)>();
        var queue = new Queue<object>();
        foreach (var field in board.Assemblies.Where(a => s_assemblies.Contains(a.GetName().Name)).SelectMany(a => a.GetTypes()).SelectMany(t => t.GetFields(Own)).Where(f => f is { IsStatic: true, IsLiteral: false }))
        {
            Look(field, field.GetValue(null), true);
        }

        while (queue.TryDequeue(out var at))
        {
            var isOwn = s_assemblies.Contains(at.GetType().Assembly.GetName().Name) && !isReplaced(at);
            for (var type = at.GetType(); type != null && type.Assembly != typeof(object).Assembly; type = type.BaseType)
            {
                foreach (var field in type.GetFields(Own).Where(f => !f.IsStatic))
                {
                    Look(field, field.GetValue(at), isOwn);
                }
            }

            foreach (var inside in Inside(at))
            {
                Meet(inside);
            }
        }

        return (met.Count(isReplaced), holders);

        void Look(FieldInfo field, object? value, bool isOwn)
        {
            if (value == null)
            {
                return;
            }

            Meet(value);
            if (isOwn && !field.DeclaringType!.Name.StartsWith('<') && (isReplaced(value) || Inside(value).Any(i => i != null && isReplaced(i))))
            {
                holders.Add((field.DeclaringType.FullName!, field.Name));
            }
        }

        void Meet(object? value)
        {
            if (value is not (null or string or Type or Assembly or Pointer) && !value.GetType().IsPrimitive && !value.GetType().IsEnum && met.Add(value))
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
