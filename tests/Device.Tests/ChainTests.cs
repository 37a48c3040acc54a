using DeviceTests.Doubles;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>A patch after a patch: what the earlier one brought goes along, and comes back.</summary>
    [TestClass]
    public class ChainTests
    {
        private readonly ObjectTable _table = Swapping.Table();
        private readonly BoardLoader _loader = new BoardLoader();

        [TestMethod]
        public void Objects_and_statics_that_an_earlier_patch_brought_are_converted_there_and_back()
        {
            Entry entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
            Swapping.Swap(_table, "brings", _loader);
            IProbe brought = (IProbe)entry.Target;
            brought.Set("", 41);

            SwapPlan plan = Swapping.Swap(_table, "follows", _loader);
            IProbe following = (IProbe)entry.Target;
            Assert.AreEqual("FollowingThermometer", following.GetType().Name);
            Assert.AreEqual(41, following.Get("sum"));
            Assert.AreEqual(42, following.Get("all"));
            ((Thermometer)following).Read();
            Assert.AreEqual(46, following.Get("sum"));

            Swapping.RollBack(plan);
            Assert.AreSame(brought, entry.Target);
            Assert.AreEqual(46, brought.Get("sum"));
            Assert.AreEqual(43, brought.Get("all"));
        }

        [TestMethod]
        public void Patch_after_a_patch_is_loaded_where_the_earlier_one_is_not()
        {
            Entry entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
            Swapping.Swap(_table, "follows");
            Assert.AreEqual("FollowingThermometer", entry.Target.GetType().Name);
        }

        [TestMethod]
        public void Migration_of_an_earlier_patch_is_undone_by_its_own_way_down()
        {
            Entry entry = _table.Define("lamps", typeof(Lamp)).Create("lamp");
            Swapping.Swap(_table, "turned-lamp", _loader);
            Lamp turned = (Lamp)entry.Target;
            Assert.IsTrue(turned.Mode == Mode.Off);
            SwapPlan plan = Swapping.Swap(_table, "undone-lamp", _loader);
            Assert.IsTrue(((Lamp)entry.Target).Mode == Mode.On);

            // What was undone has no way back but to the state of the commit.
            ((Lamp)entry.Target).Mode = Mode.Off;
            Assert.IsTrue(plan.TransferBack() != null);
            plan.Rollback();
            Assert.AreSame(turned, entry.Target);
            Assert.IsTrue(turned.Mode == Mode.Off);
        }
    }
}
