using System;
using System.Collections;
using System.Reflection;
using System.Threading;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    /// <summary>What the compiler makes of ordinary device code finds its runtime support through the skeleton.</summary>
    [TestClass]
    public class LanguageTests
    {
        private static readonly byte[] s_table = new byte[] { 1, 2, 3, 5, 8, 13, 21, 34, 55 };

        private event EventHandler Rang;

        [TestMethod]
        public void Static_array_initialisers_lambdas_and_events_work()
        {
            int calls = 0;
            EventHandler handler = (sender, e) => calls++;
            Rang += handler;
            Rang(this, EventArgs.Empty);
            Rang -= handler;
            Assert.AreEqual(1, calls);
            Assert.AreEqual((byte)34, s_table[7]);
            Assert.IsTrue(Rang == null);
        }

        [TestMethod]
        public void Switch_on_strings_and_interpolation_work()
        {
            string answer;
            switch ("sht" + 3.ToString())
            {
                case "bme280": answer = "a"; break;
                case "bmp180": answer = "b"; break;
                case "sht3": answer = "c"; break;
                case "hcsr04": answer = "d"; break;
                case "ds18b20": answer = "e"; break;
                case "relay": answer = "f"; break;
                case "vane": answer = "g"; break;
                default: answer = "?"; break;
            }

            Assert.AreEqual("c at 76 or 0x4C", $"{answer} at {76} or 0x{76:X2}");
        }

        [TestMethod]
        public void Exception_filters_and_finally_work()
        {
            string path = "";
            try
            {
                throw new InvalidOperationException("x");
            }
            catch (Exception e) when (e.Message == "x")
            {
                path += "filter";
            }
            finally
            {
                path += " finally";
            }

            Assert.AreEqual("filter finally", path);
        }

        [TestMethod]
        public void Threads_locks_and_reset_events_work()
        {
            object gate = new object();
            int count = 0;
            ManualResetEvent done = new ManualResetEvent(false);
            Thread thread = new Thread(() =>
            {
                lock (gate)
                {
                    count++;
                }

                done.Set();
            });
            thread.Start();
            Assert.IsTrue(done.WaitOne(5000, false));
            lock (gate)
            {
                Assert.AreEqual(1, count);
            }
        }

        [TestMethod]
        public void Private_fields_are_read_and_written_by_reflection()
        {
            ArrayList list = new ArrayList { 1, "two" };
            Holder holder = new Holder();
            FieldInfo field = typeof(Holder).GetField("_held", BindingFlags.Instance | BindingFlags.NonPublic);
            field.SetValue(holder, list);
            Assert.AreSame(list, field.GetValue(holder));
            Assert.AreSame(typeof(object), field.FieldType);
            ConstructorInfo constructor = typeof(Holder).GetConstructor(new Type[0]);
            Assert.IsInstanceOfType(constructor.Invoke(null), typeof(Holder));
        }

        [TestMethod]
        public void A_span_is_a_window_on_its_array()
        {
            byte[] array = new byte[] { 1, 2, 3, 4, 5 };
            SpanByte window = new SpanByte(array, 1, 3);
            window[0] = 9;
            Assert.AreEqual((byte)9, array[1]);
            Assert.AreEqual(3, window.Length);
            Assert.AreEqual((byte)4, window.Slice(1, 2)[1]);
            SpanByte target = new byte[3];
            window.CopyTo(target);
            Assert.AreEqual((byte)3, target.ToArray()[1]);
            Assert.IsTrue(SpanByte.Empty.IsEmpty);
            bool thrown = false;
            try
            {
                window.Slice(2, 2);
            }
            catch (ArgumentOutOfRangeException)
            {
                thrown = true;
            }

            Assert.IsTrue(thrown, "slice past the end");
        }

        [TestMethod]
        public void Numbers_and_dates_come_from_text()
        {
            int value;
            Assert.IsTrue(int.TryParse("-42", out value));
            Assert.AreEqual(-42, value);
            Assert.AreEqual((byte)0x76, Convert.ToByte("76", 16));
            Assert.AreEqual(2.5, double.Parse("2.5"));
            Assert.AreEqual("2.50", 2.5.ToString("F2"));
            Assert.AreEqual(1234, BitConverter.ToInt32(BitConverter.GetBytes(1234), 0));
            Assert.AreEqual("1013.25", (1000.0 * Math.Pow(1.0133, 1.0) - 0.05).ToString("F2"));
            Assert.AreEqual(86400L, (DateTime.UnixEpoch.AddDays(1) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
        }

        private sealed class Holder
        {
            private readonly object _held = "empty";

            public override string ToString()
            {
                return _held.ToString();
            }
        }
    }
}
