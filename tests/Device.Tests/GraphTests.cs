using System.Collections;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Loading;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>Graphs with aliases and cycles: what a swap makes of one looks the same from every entry, but is new.</summary>
    [TestClass]
    public class GraphTests
    {
        private const int Graphs = 40;

        private uint _seed;

        [TestMethod]
        public void Graph_keeps_its_form_and_comes_back_as_it_was()
        {
            LoadedPatch patch = Swapping.Load("nodes");
            for (int graph = 1; graph <= Graphs; graph++)
            {
                _seed = (uint)graph * 2654435761u;
                ObjectTable table = Grow(1 + Next(3), 1 + Next(12));
                object first = table.EntryAt(0).Target;
                string before = Draw(table);
                SwapPlan plan = Swapping.Prepare(table, patch);
                Assert.IsTrue(plan.Transfer(int.MaxValue) == null);
                plan.Commit();
                Assert.AreEqual(before, Draw(table), "swapped " + graph);
                Assert.AreEqual("NewNode", table.EntryAt(0).Target.GetType().Name);
                Swapping.RollBack(plan);
                Assert.AreEqual(before, Draw(table), "back " + graph);
                Assert.AreSame(first, table.EntryAt(0).Target);
            }
        }

        [TestMethod]
        public void Graph_that_is_swapped_in_portions_ends_as_the_one_swapped_at_once()
        {
            LoadedPatch patch = Swapping.Load("nodes");
            for (int graph = 1; graph <= Graphs; graph++)
            {
                _seed = (uint)graph * 40503u;
                ObjectTable table = Grow(5, 8);
                string before = Draw(table);
                SwapPlan plan = Swapping.Prepare(table, patch);
                int commits = 0;
                while (plan.HasMore)
                {
                    Assert.IsTrue(plan.Transfer(2) == null);
                    plan.Commit();
                    commits++;
                    Assert.AreEqual(before, Draw(table), "after commit " + commits);
                }

                Assert.AreEqual(3, commits);
                Swapping.RollBack(plan);
                Assert.AreEqual(before, Draw(table));
            }
        }

        [TestMethod]
        public void Types_and_assemblies_that_objects_hold_are_passed_over()
        {
            LoadedPatch patch = Swapping.Load("nodes");
            ObjectTable table = Grow(1, 1);
            ArrayList held = ((Node)table.EntryAt(0).Target).Others;
            held.Add(typeof(Node));
            held.Add(typeof(Node).Assembly);
            SwapPlan plan = Swapping.Prepare(table, patch);
            Assert.IsTrue(plan.Transfer(int.MaxValue) == null);
            plan.Commit();
            Assert.AreEqual("NewNode", table.EntryAt(0).Target.GetType().Name);
            Assert.IsTrue((System.Type)held[held.Count - 2] == typeof(Node));
        }

        private int Next(int below)
        {
            _seed = (_seed * 1664525u) + 1013904223u;
            return (int)((_seed >> 8) % (uint)below);
        }

        private ObjectTable Grow(int entries, int nodes)
        {
            Node[] all = new Node[nodes];
            for (int i = 0; i < nodes; i++)
            {
                all[i] = new Node();
                all[i].Number = i;
            }

            foreach (Node node in all)
            {
                node.Left = Pick(all);
                node.Right = Next(4) == 0 ? (object)new object[] { Pick(all), "text" } : Pick(all);
                node.Some[Next(3)] = Pick(all);
                node.Others.Add(Pick(all));
            }

            ObjectTable table = Swapping.Table();
            Factory factory = table.Define("nodes", typeof(Node));
            for (int i = 0; i < entries; i++)
            {
                factory.Enlist("entry" + i, all[i % nodes]);
            }

            return table;
        }

        private Node Pick(Node[] all)
        {
            return Next(5) == 0 ? null : all[Next(all.Length)];
        }

        /// <summary>The graph as text: objects are numbered as they are met, so two drawings are equal when the graphs have one form.</summary>
        private static string Draw(ObjectTable table)
        {
            ArrayList met = new ArrayList();
            string text = "";
            for (int i = 0; i < table.EntryCount; i++)
            {
                text += Draw(table.EntryAt(i).Target, met) + "\n";
            }

            return text;
        }

        private static string Draw(object value, ArrayList met)
        {
            if (value == null || value is string)
            {
                return value == null ? "- " : value + " ";
            }

            for (int i = 0; i < met.Count; i++)
            {
                if (met[i] == value)
                {
                    return "#" + i + " ";
                }
            }

            met.Add(value);
            Node node = value as Node;
            if (node != null)
            {
                return "node " + node.Number + " " + Draw(node.Left, met) + Draw(node.Right, met) + Draw(node.Some, met) + Draw(node.Others, met);
            }

            string text = "list ";
            foreach (object element in (IEnumerable)value)
            {
                text += Draw(element, met);
            }

            return text;
        }
    }
}
