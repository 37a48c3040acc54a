using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>Objects swapped by patches that are really loaded, and swapped back.</summary>
    [TestClass]
    public class SwapTests
    {
        private readonly ObjectTable _table = Swapping.Table();
        private readonly Factory _factory;
        private readonly Entry _entry;
        private readonly Thermometer _old;

        public SwapTests()
        {
            _factory = _table.Define("thermometers", typeof(Thermometer), typeof(object));
            _entry = _factory.Create("outside", "bus");
            _old = (Thermometer)_entry.Target;
            _old.Read();
        }

        private Thermometer Now
        {
            get { return (Thermometer)_entry.Target; }
        }

        [TestMethod]
        public void New_object_has_the_state_and_the_handles_of_the_old_and_its_own_code()
        {
            Swapping.Swap(_table, "plain");
            Assert.AreEqual("PlainThermometer", Now.GetType().Name);
            Assert.AreEqual(_old.State, Now.State);
            Assert.AreSame(_old.Bus, Now.Bus);
            Assert.AreSame(_old.Buffer, Now.Buffer);
            Assert.AreEqual(1002, Now.Read());
            Assert.AreEqual(1, _old.Count);
        }

        [TestMethod]
        public void Prepare_and_transfer_change_nothing_that_is_live()
        {
            string before = _old.State;
            SwapPlan plan = Swapping.Prepare(_table, Swapping.Load("plain"));
            Assert.IsTrue(plan.Transfer(int.MaxValue) == null);
            Assert.AreSame(_old, _entry.Target);
            Assert.AreEqual(before, _old.State);
            Assert.AreSame(typeof(Thermometer), _factory.Type);
        }

        [TestMethod]
        public void State_is_that_of_the_transfer_not_of_the_preparation()
        {
            SwapPlan plan = Swapping.Prepare(_table, Swapping.Load("plain"));
            _old.Read();
            Assert.IsTrue(plan.Transfer(int.MaxValue) == null);
            plan.Commit();
            Assert.AreEqual(2, Now.Count);
        }

        [TestMethod]
        public void Factory_creates_the_new_class_after_the_commit_and_the_old_after_the_rollback()
        {
            SwapPlan plan = Swapping.Swap(_table, "plain");
            Assert.AreEqual("PlainThermometer", _factory.Create("second", "bus").Target.GetType().Name);
            Swapping.RollBack(plan);
            Assert.AreEqual("Thermometer", _factory.Create("third", "bus").Target.GetType().Name);
            Assert.AreEqual(1, plan.Strays);
        }

        [TestMethod]
        public void Rollback_brings_back_what_was_counted_in_the_trial()
        {
            SwapPlan plan = Swapping.Swap(_table, "plain");
            Now.Read();
            Now.Read();
            Swapping.RollBack(plan);
            Assert.AreSame(_old, _entry.Target);
            Assert.AreEqual(3, _old.Count);
        }

        [TestMethod]
        public void Renamed_field_of_another_type_and_unit_is_converted_there_and_back()
        {
            SwapPlan plan = Swapping.Swap(_table, "renamed");
            IProbe probe = (IProbe)_entry.Target;
            Assert.AreEqual(5, probe.Get("quarters"));
            Assert.AreEqual(10, probe.Get("own-count"));
            probe.Set("quarters", 10);
            probe.Set("own-count", 70);
            Swapping.RollBack(plan);
            Assert.AreEqual("bus True 7 40 7 5 2024 3 9 outside 4 4", _old.State);
        }

        [TestMethod]
        public void Fields_of_an_earlier_patch_go_on_in_the_next_by_name()
        {
            Swapping.Swap(_table, "renamed");
            object first = _entry.Target;
            ((IProbe)first).Set("filtered", 42);
            SwapPlan plan = Swapping.Swap(_table, "later");
            Assert.AreEqual(42, ((IProbe)_entry.Target).Get("filtered"));
            Swapping.RollBack(plan);
            Assert.AreSame(first, _entry.Target);
        }

        [TestMethod]
        public void Value_that_does_not_fit_on_the_way_back_leaves_the_state_of_the_commit()
        {
            SwapPlan plan = Swapping.Swap(_table, "renamed");
            Now.Read();
            ((IProbe)_entry.Target).Set("not-a-number", 0);
            Refusal refusal = plan.TransferBack();
            plan.Rollback();
            Assert.AreEqual(Status.FieldTypeOther, refusal.Status);
            Assert.AreSame(_old, _entry.Target);
            Assert.AreEqual("bus True 1 20 7 5 2024 3 9 outside 4 4", _old.State);
        }

        [TestMethod]
        public void Enum_is_copied_by_the_migration_of_the_patch_there_and_back()
        {
            Entry lamp = _table.Define("lamps", typeof(Lamp)).Create("lamp");
            Lamp old = (Lamp)lamp.Target;
            SwapPlan plan = Swapping.Swap(_table, "lamp");
            Assert.AreEqual((int)Mode.On, (int)((Lamp)lamp.Target).Mode);
            Assert.AreNotSame(old, lamp.Target);
            ((Lamp)lamp.Target).Mode = Mode.Off;
            Swapping.RollBack(plan);
            Assert.AreEqual((int)Mode.Off, (int)old.Mode);
        }

        [TestMethod]
        public void Migration_that_throws_refuses_the_swap_and_changes_nothing()
        {
            string before = _old.State;
            SwapPlan plan = Swapping.Prepare(_table, Swapping.Load("throwing-migration"));
            Refusal refusal = plan.Transfer(int.MaxValue);
            Assert.AreEqual(Status.MigrationThrew, refusal.Status, Swapping.Text(refusal));
            Assert.AreSame(_old, _entry.Target);
            Assert.AreEqual(before, _old.State);
        }
    }
}
