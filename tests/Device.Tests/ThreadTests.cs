using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>A thread inside of an object that is replaced.</summary>
    [TestClass]
    public class ThreadTests
    {
        private readonly ObjectTable _table = Swapping.Table();
        private readonly Entry _entry;

        public ThreadTests()
        {
            _entry = _table.Define("readers", typeof(Reader)).Create("reader");
        }

        [TestMethod]
        public void Thread_ends_in_the_object_that_is_left_and_goes_on_in_the_other_with_all_that_was_taken()
        {
            Reader old = (Reader)_entry.Target;
            old.Start();
            SwapPlan plan = Swapping.Swap(_table, "reader");
            Reader next = (Reader)_entry.Target;
            Assert.AreEqual("NewReader", next.GetType().Name);
            Assert.IsFalse(old.Runs);
            Assert.IsTrue(next.Runs);
            next.Stop();
            Assert.IsTrue(old.Taken > 0 && old.Taken < 10000);
            Assert.AreEqual(old.Taken, next.Taken % 10000);

            next.Start();
            Swapping.RollBack(plan);
            Assert.AreSame(old, _entry.Target);
            Assert.IsFalse(next.Runs);
            Assert.IsTrue(old.Runs);
            old.Stop();
            Assert.IsTrue(old.Taken > next.Taken);
            Assert.AreEqual(0, plan.Strays);
        }

        [TestMethod]
        public void Thread_that_does_not_run_is_not_started()
        {
            SwapPlan plan = Swapping.Swap(_table, "reader");
            Assert.IsFalse(((Reader)_entry.Target).Runs);
            Swapping.RollBack(plan);
            Assert.IsFalse(((Reader)_entry.Target).Runs);
        }
    }
}
