using System;
using System.Threading;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>Table, entries, factories, bound fields, and callers on threads of their own.</summary>
    [TestClass]
    public class TableTests
    {
        private readonly ObjectTable _table = Swapping.Table();
        private readonly Factory _factory;
        private readonly Entry _entry;

        public TableTests()
        {
            _factory = _table.Define("thermometers", typeof(Thermometer), typeof(object));
            _entry = _factory.Create("outside", "bus");
        }

        [TestMethod]
        public void Entry_is_found_by_its_name_and_holds_what_the_factory_made()
        {
            Assert.AreSame(_entry, _table.Find("outside"));
            Assert.IsNull(_table.Find("inside"));
            Assert.AreSame(_factory, _entry.Factory);
            Assert.AreEqual("bus", (string)((Thermometer)_entry.Target).Bus);
            Assert.AreEqual(1, _factory.Count);
            Assert.AreEqual(1, _table.EntryCount);
        }

        [TestMethod]
        public void Object_made_elsewhere_is_enlisted()
        {
            Thermometer own = new Thermometer("other");
            Assert.AreSame(own, _factory.Enlist("own", own).Target);
            Assert.AreEqual(2, _factory.Count);
        }

        [TestMethod]
        public void Name_that_is_taken_and_a_class_that_does_not_fit_are_refused_at_once()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => _factory.Create("outside", "bus"));
            Assert.ThrowsException(typeof(ArgumentException), () => _factory.Enlist("own", "no thermometer"));
        }

        [TestMethod]
        public void Bound_field_has_the_target_and_one_that_does_not_fit_throws()
        {
            Station station = new Station(null);
            _entry.Bind(station, "_bound");
            Assert.AreSame(_entry.Target, station.Bound);
            Assert.ThrowsException(typeof(ArgumentException), () => _entry.Bind(station, "_nothing"));
            Assert.ThrowsException(typeof(ArgumentException), () => _entry.Bind(station, "Shared"));
        }

        [TestMethod]
        public void Mediator_waits_for_a_caller_that_is_inside_and_lets_it_pass()
        {
            Mediator mediator = new Mediator(_table.Callers, 10000);
            Assert.IsTrue(_entry.Enter(0));
            mediator.Announce();
            Assert.IsFalse(mediator.TryComplete());
            mediator.Close();

            // Inside already: may enter again.
            Assert.IsTrue(_entry.Enter(0));
            _entry.Leave();
            Assert.IsFalse(mediator.TryComplete());
            _entry.Leave();
            Assert.IsTrue(mediator.TryComplete());
            Assert.AreEqual(MediatorState.Completed, mediator.State);
            mediator.Open();
            Assert.IsTrue(_entry.Enter(0));
            _entry.Leave();
        }

        [TestMethod]
        public void Caller_of_another_thread_waits_outside_a_closed_table()
        {
            Mediator mediator = new Mediator(_table.Callers, 10000);
            mediator.Announce();
            mediator.Close();
            Assert.IsTrue(mediator.TryComplete());
            object old = _entry.Target;
            object seen = null;
            ManualResetEvent done = new ManualResetEvent(false);
            Thread caller = new Thread(() =>
            {
                if (_entry.Enter(10000))
                {
                    seen = _entry.Target;
                    _entry.Leave();
                }

                done.Set();
            });
            caller.Start();
            object next = new Thermometer("next");
            _entry.Target = next;
            mediator.Open();
            Assert.IsTrue(done.WaitOne(20000, false));
            Assert.AreSame(next, seen);
            Assert.AreNotSame(old, seen);
        }

        [TestMethod]
        public void Leave_without_enter_is_a_defect()
        {
            Assert.ThrowsException(typeof(Defect), () => _entry.Leave());
        }
    }
}
