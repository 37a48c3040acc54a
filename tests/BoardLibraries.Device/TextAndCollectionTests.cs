using System;
using System.Collections;
using System.Text;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    [TestClass]
    public class TextAndCollectionTests
    {
        [TestMethod]
        public void Text_survives_the_way_through_UTF_8()
        {
            string text = "A\u00E9\u20AC\uD83D\uDE00z";
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.AreEqual(11, bytes.Length);
            Assert.AreEqual((byte)0xF0, bytes[6]);
            Assert.AreEqual(text, Encoding.UTF8.GetString(bytes, 0, bytes.Length));
            Assert.AreEqual("\u20AC", new string(Encoding.UTF8.GetChars(bytes, 3, 3)));
        }

        [TestMethod]
        [DataRow(new byte[] { 0xC0, 0x80 }, 2)]
        [DataRow(new byte[] { 0xE2, 0x82, 0x41 }, 2)]
        [DataRow(new byte[] { 0xED, 0xA0, 0x80 }, 3)]
        [DataRow(new byte[] { 0xF5, 0x41 }, 2)]
        public void Bytes_that_are_not_UTF_8_become_replacement_characters(byte[] bytes, int length)
        {
            string text = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
            Assert.AreEqual('\uFFFD', text[0]);
            Assert.AreEqual(length, text.Length);
        }

        [TestMethod]
        public void A_builder_collects_text()
        {
            StringBuilder builder = new StringBuilder("t=");
            builder.Append(21.5).Append(',').Append(true).Append(new char[] { 'x', 'y' }).Append('z', 3).AppendLine();
            Assert.AreEqual("t=21.5,Truexyzzz\r\n", builder.ToString());
            builder.Length = 6;
            builder.Remove(0, 2).Append("abcdef", 2, 2);
            Assert.AreEqual("21.5cd", builder.ToString());
            for (int i = 0; i < 100; i++)
            {
                builder.Append(i);
            }

            Assert.AreEqual(196, builder.Length);
        }

        [TestMethod]
        public void A_table_finds_adds_replaces_and_removes()
        {
            Hashtable table = new Hashtable();
            for (int i = 0; i < 100; i++)
            {
                table.Add("key" + i, i);
            }

            table["key7"] = "seven";
            table.Remove("key8");
            table.Remove("absent");
            Assert.AreEqual(99, table.Count);
            Assert.AreEqual("seven", (string)table["key7"]);
            Assert.IsNull(table["key8"]);
            Assert.IsFalse(table.Contains("key8"));
            Assert.ThrowsException(typeof(ArgumentException), () => table.Add("key9", 0));
            int sum = 0;
            foreach (DictionaryEntry entry in table)
            {
                sum += entry.Value is int ? (int)entry.Value : 0;
            }

            Assert.AreEqual(4950 - 7 - 8, sum);
            Assert.AreEqual(99, table.Keys.Count);
            Assert.AreEqual(99, ((Hashtable)table.Clone()).Count);
        }

        [TestMethod]
        public void A_queue_gives_first_in_first_and_a_stack_last_in_first()
        {
            Queue queue = new Queue();
            Stack stack = new Stack();
            for (int i = 0; i < 10; i++)
            {
                queue.Enqueue(i);
                stack.Push(i);
                if (i % 3 == 0)
                {
                    queue.Enqueue(queue.Dequeue());
                }
            }

            Assert.AreEqual(10, queue.Count);
            Assert.AreEqual(9, (int)stack.Pop());
            Assert.AreEqual(8, (int)stack.Peek());
            Assert.IsTrue(queue.Contains(5));
            object[] order = queue.ToArray();
            for (int i = 0; i < order.Length; i++)
            {
                Assert.AreEqual((int)order[i], (int)queue.Dequeue());
            }

            Assert.ThrowsException(typeof(InvalidOperationException), () => queue.Dequeue());
        }
    }
}
