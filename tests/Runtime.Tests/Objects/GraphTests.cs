using System.Collections;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>Random graphs of objects, with aliases and cycles: what a swap makes of one looks the same from every entry, but is new.</summary>
public sealed class GraphTests
{
    private const int Graphs = 400;

    [Fact]
    public void Graph_keeps_its_form_and_comes_back_as_it_was()
    {
        for (int seed = 1; seed <= Graphs; seed++)
        {
            var random = new Random(seed);
            var table = new ObjectTable(null, null);
            Grow(table, random, random.Next(1, 4), random.Next(1, 30), random.Next(0, 6));
            string before = Draw(table);
            object[] targets = Targets(table);

            SwapPlan plan = Patches.Swap(table, Patches.Change(typeof(Node), typeof(NodeA)));
            string during = Draw(table);
            Assert.True(before.Replace("Node ", "NodeA ") == during, $"seed {seed}: {before} became {during}");

            Patches.RollBack(plan);
            Assert.True(before == Draw(table), $"seed {seed}, rolled back");
            Assert.Equal(targets, Targets(table), ReferenceEqualityComparer.Instance);
            Assert.Equal(0, plan.Strays);
        }
    }

    [Fact]
    public void Graph_that_is_swapped_in_portions_ends_as_the_one_swapped_at_once()
    {
        for (int seed = 1; seed <= Graphs; seed++)
        {
            var table = new ObjectTable(null, null);
            var random = new Random(seed);
            Grow(table, random, 5, 20, 3);
            string before = Draw(table);
            SwapPlan plan = Patches.Prepare(table, Patches.Load(Patches.Change(typeof(Node), typeof(NodeA))));
            int commits = 0;
            while (plan.HasMore)
            {
                Assert.Null(plan.Transfer(2));
                plan.Commit();
                commits++;
                Assert.Equal(before.Replace("Node ", "NodeA "), Draw(table).Replace("Node ", "NodeA "));
            }

            Assert.Equal(3, commits);
            Assert.Equal(before.Replace("Node ", "NodeA "), Draw(table));
            Patches.RollBack(plan);
            Assert.Equal(before, Draw(table));
        }
    }

    private static void Grow(ObjectTable table, Random random, int entries, int nodes, int frames)
    {
        object[] all = [.. Enumerable.Range(0, nodes).Select(number => new Node { Number = number }), .. Enumerable.Range(0, frames).Select(_ => new Frame())];
        foreach (object one in all)
        {
            if (one is Node node)
            {
                node.Left = Pick<Node>();
                node.Right = random.Next(4) == 0 ? new object[] { Pick<Node>()!, "text" } : Pick<object>()!;
                node.Some[random.Next(3)] = Pick<Node>()!;
                node.Others.Add(Pick<object>());
            }
            else if (one is Frame frame)
            {
                frame.Inner = Pick<Node>()!;
                frame.Any = random.Next(2) == 0 ? new ArrayList { Pick<object>() } : Pick<object>();
                frame.Next = Pick<Frame>()!;
            }
        }

        Factory factory = table.Define("nodes", typeof(Node));
        Factory frameFactory = table.Define("frames", typeof(Frame));
        for (int i = 0; i < entries; i++)
        {
            factory.Enlist("entry" + i, all[i % nodes]);
        }

        if (frames > 0)
        {
            frameFactory.Enlist("frame", all[nodes]);
        }

        T Pick<T>()
            where T : class
        {
            object picked = all[random.Next(all.Length)];
            return random.Next(5) == 0 || picked is not T fits ? null! : fits;
        }
    }

    private static object[] Targets(ObjectTable table) => [.. Enumerable.Range(0, table.EntryCount).Select(i => table.EntryAt(i).Target)];

    /// <summary>The graph as text: objects are numbered as they are met, so two drawings are equal when the graphs have one form.</summary>
    private static string Draw(ObjectTable table)
    {
        var met = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        var text = new System.Text.StringBuilder();
        foreach (object target in Targets(table))
        {
            Draw(target);
            text.Append('\n');
        }

        return text.ToString();

        void Draw(object? value)
        {
            if (value is null or string)
            {
                text.Append(value ?? "-").Append(' ');
                return;
            }

            if (met.TryGetValue(value, out int number))
            {
                text.Append('#').Append(number).Append(' ');
                return;
            }

            met.Add(value, met.Count);
            text.Append(value.GetType().Name).Append(' ');
            switch (value)
            {
                case Node node:
                    text.Append(node.Number).Append(' ');
                    Draw(node.Left);
                    Draw(node.Right);
                    Draw(node.Some);
                    Draw(node.Others);
                    break;
                case Frame frame:
                    Draw(frame.Inner);
                    Draw(frame.Any);
                    Draw(frame.Next);
                    break;
                case IEnumerable list:
                    foreach (object? element in list)
                    {
                        Draw(element);
                    }

                    break;
            }
        }
    }
}
