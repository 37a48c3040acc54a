using DeviceTests.Doubles;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Update;

namespace DeviceTests
{
    /// <summary>Subscriptions: the interrupt waits in the queue, and is delivered to whoever is live then.</summary>
    [TestClass]
    public class HandlerTests
    {
        private readonly SteppedClock _clock = new SteppedClock();
        private readonly FakePin _pin = new FakePin();
        private readonly InterruptQueue _queue;
        private readonly ObjectTable _table;
        private readonly Loop _loop;
        private readonly Entry _entry;

        public HandlerTests()
        {
            _queue = new InterruptQueue(_clock, 8);
            _table = new ObjectTable(new ILineSource[] { _pin }, _queue);
            BoardPorts ports = new BoardPorts();
            ports.Clock = _clock;
            ports.Trace = new Diary();
            _loop = new Loop(ports, new BoardSettings(), _table, _queue);
            _entry = _table.Define("counters", typeof(Counter), typeof(FakePin)).Create("counter", _pin);
        }

        private Counter Counter
        {
            get { return (Counter)_entry.Target; }
        }

        [TestMethod]
        public void Interrupt_waits_for_the_loop()
        {
            _pin.Raise("edge");
            Assert.AreEqual(0, Counter.Edges);
            Assert.AreEqual(1, _queue.Waiting);
            _loop.Step();
            Assert.AreEqual(1, Counter.Edges);
        }

        [TestMethod]
        public void What_finds_the_ring_full_is_counted()
        {
            for (int i = 0; i < 11; i++)
            {
                _pin.Raise(i);
            }

            Assert.AreEqual(3, _queue.Lost);
            _loop.Step();
            Assert.AreEqual(8, Counter.Edges);
        }

        [TestMethod]
        public void Subscription_moves_to_the_new_object_and_back_and_no_edge_is_lost()
        {
            Counter old = Counter;
            _pin.Raise(1);
            SwapPlan plan = Swapping.Swap(_table, "counter");
            _loop.Step();
            Assert.AreEqual("NewCounter", Counter.GetType().Name);
            Assert.AreEqual(10, Counter.Edges);
            Assert.AreEqual(0, old.Edges);
            _pin.Raise(2);
            Swapping.RollBack(plan);
            _loop.Step();
            Assert.AreSame(old, Counter);
            Assert.AreEqual(11, Counter.Edges);
        }
    }
}
