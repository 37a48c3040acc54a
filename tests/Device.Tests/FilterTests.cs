using System;
using nanoFramework.TestFramework;

namespace DeviceTests
{
    /// <summary>
    /// Exceptions that come out of instance methods into a filter of their caller, as a driver would have it. Run as the compiler writes them, the CLR of a board
    /// goes on with the callee's locals; lowering puts a frame in between.
    /// </summary>
    [TestClass]
    public class FilterTests
    {
        private int _calls;

        private delegate int Reader(int register);

        private interface IBus
        {
            int Read(int register);
        }

        private struct Window
        {
            private readonly int _first;

            internal Window(int first)
            {
                _first = first;
            }

            internal int Read(int register)
            {
                if (register < _first)
                {
                    throw new ArgumentException("window");
                }

                return register - _first;
            }

            public override string ToString()
            {
                throw new ArgumentException("text");
            }
        }

        private sealed class Bus : IBus
        {
            public int Read(int register)
            {
                string text = "register " + register.ToString();
                if (register > 3)
                {
                    throw new InvalidOperationException(text);
                }

                return register;
            }
        }

        [TestMethod]
        public void Locals_of_who_catches_are_its_own_afterwards()
        {
            Assert.AreEqual("name 7: register 7", Caught("name 7", 7, "register 7"));
            Assert.AreEqual("name 7: no, register 7", Caught("name 7", 7, "other"));
            Assert.AreEqual("name 2: 2", Caught("name 2", 2, ""));
        }

        [TestMethod]
        public void Interface_delegate_struct_and_own_method_are_called_under_a_filter()
        {
            for (int round = 0; round < 20; round++)
            {
                Assert.AreEqual("0 bus", Under(0, "bus"));
                Assert.AreEqual("1 delegate", Under(1, "delegate"));
                Assert.AreEqual("2 window", Under(2, "window"));
                Assert.AreEqual("3 text", Under(3, "text"));
                Assert.AreEqual("4 own", Under(4, "own"));
                Assert.AreEqual("5 none", Under(5, "none"));
            }
        }

        [TestMethod]
        public void Exception_that_no_filter_wants_leaves_through_finally()
        {
            _calls = 0;
            string place = "here " + _calls.ToString();
            string caught = "";
            try
            {
                Outer(new Bus());
            }
            catch (InvalidOperationException e)
            {
                caught = place + " " + e.Message;
            }

            Assert.AreEqual("here 0 register 9", caught);
            Assert.AreEqual(101, _calls);
        }

        private static string Caught(string name, int register, string wanted)
        {
            Bus bus = new Bus();
            string prefix = name + ": ";
            try
            {
                return prefix + bus.Read(register).ToString();
            }
            catch (InvalidOperationException e) when (e.Message == wanted)
            {
                return prefix + e.Message;
            }
            catch (InvalidOperationException e)
            {
                return prefix + "no, " + e.Message;
            }
        }

        private string Under(int kind, string name)
        {
            string number = kind.ToString() + " ";
            IBus bus = new Bus();
            Reader reader = bus.Read;
            Window window = new Window(5);
            int sum = 0;
            try
            {
                try
                {
                    sum = kind == 0 ? bus.Read(4) : kind == 1 ? reader(5) : kind == 2 ? window.Read(4) : kind == 3 ? window.ToString().Length : kind == 4 ? Own(1) : Own(0);
                }
                finally
                {
                    sum += 100;
                }
            }
            catch (Exception e) when (kind < 5 && name != e.Message)
            {
                return number + (kind < 2 ? name : "");
            }
            catch (ArgumentException e)
            {
                return number + (sum == 100 ? e.Message : "lost");
            }

            return number + name + (sum == 100 ? "" : " lost");
        }

        private int Own(int register)
        {
            _calls++;
            if (register > 0)
            {
                throw new ArgumentException("own");
            }

            return register;
        }

        private void Outer(IBus bus)
        {
            string place = "outer";
            try
            {
                bus.Read(9);
            }
            catch (InvalidOperationException) when (place.Length == 3)
            {
                _calls = -1;
            }
            finally
            {
                _calls += place.Length == 5 ? 101 : 1;
            }
        }
    }
}
