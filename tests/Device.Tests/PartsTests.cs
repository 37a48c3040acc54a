using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>Callers that hold a replaced object in all the ways there are, and parts that are replaced with their owner.</summary>
    [TestClass]
    public class PartsTests
    {
        private readonly ObjectTable _table = Swapping.Table();
        private readonly Entry _entry;
        private readonly Station _station;
        private readonly Thermometer _old;

        public PartsTests()
        {
            _entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
            _old = (Thermometer)_entry.Target;
            _station = (Station)_table.Define("stations", typeof(Station), typeof(Thermometer)).Create("station", _old).Target;
        }

        [TestMethod]
        public void Bound_field_follows_the_entry_there_and_back()
        {
            _entry.Bind(_station, "_bound");
            SwapPlan plan = Swapping.Swap(_table, "plain");
            Assert.AreSame(_entry.Target, _station.Bound);
            Assert.AreEqual(1001, _station.Bound.Read());
            Swapping.RollBack(plan);
            Assert.AreSame(_old, _station.Bound);
        }

        [TestMethod]
        public void Fields_arrays_lists_and_listed_statics_are_repointed_there_and_back()
        {
            _station.Again = _old;
            _station.Row[1] = _old;
            _station.List.Add("text");
            _station.List.Add(_old);
            Station.Latest = _old;
            SwapPlan plan = Swapping.Swap(_table, "plain");
            AssertAll(_entry.Target);
            Assert.AreEqual("text", (string)_station.List[0]);
            Assert.IsTrue(_station.Row[0] == null);
            Swapping.RollBack(plan);
            AssertAll(_old);
            Station.Latest = null;
        }

        [TestMethod]
        public void Part_is_converted_once_and_stays_shared()
        {
            Smoother part = _old.Smoother;
            _station.Shared = part;
            SwapPlan plan = Swapping.Swap(_table, "parts");
            Smoother next = _station.Shared;
            Assert.AreEqual("NewSmoother", next.GetType().Name);
            Assert.AreSame(next, ((Thermometer)_entry.Target).Smoother);
            Assert.AreEqual(4, next.Window);
            next.Window = 9;
            Swapping.RollBack(plan);
            Assert.AreSame(part, _station.Shared);
            Assert.AreSame(part, ((Thermometer)_entry.Target).Smoother);
            Assert.AreEqual(9, part.Window);
        }

        [TestMethod]
        public void Place_whose_type_cannot_hold_the_new_class_is_refused_by_name()
        {
            Refusal refusal;
            Assert.IsTrue(SwapPlan.Prepare(_table, Swapping.Load("stranger"), out refusal) == null);
            Assert.AreEqual(Status.HolderTypeOther, refusal.Status);
            Assert.Contains("_direct", refusal.Subject);
            Assert.AreSame(_old, _entry.Target);
        }

        private void AssertAll(object expected)
        {
            Assert.AreSame(expected, _station.Direct, "field");
            Assert.AreSame(expected, _station.Again, "field of object");
            Assert.AreSame(expected, _station.Row[1], "array");
            Assert.AreSame(expected, _station.List[1], "list");
            Assert.AreSame(expected, Station.Latest, "static");
        }
    }
}
