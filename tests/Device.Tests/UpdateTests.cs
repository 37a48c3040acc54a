using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Update;

namespace DeviceTests
{
    /// <summary>An update from a signed offer's bytes to its end, on a whole board.</summary>
    [TestClass]
    public class UpdateTests
    {
        [TestMethod]
        public void Patch_goes_live_between_two_ticks_is_watched_and_confirmed()
        {
            Bench bench = new Bench();
            bench.Run(50);
            int before = bench.Thermometer.Count;
            bench.Offer("plain");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            LoopTask task = bench.Live.Loop.TaskAt(0);
            Assert.AreEqual("PlainThermometer", bench.Class());
            Assert.AreEqual(0, task.Missed);
            Assert.AreEqual(task.Ticks, bench.Thermometer.Count);
            Assert.IsTrue(before < task.Ticks);
            Assert.AreEqual(1, bench.Diary.Count(TraceWord.Commit));
            Assert.AreEqual(0, bench.Power.Reboots);
        }

        [TestMethod]
        public void Patch_that_throws_in_its_third_tick_is_rolled_back_live_and_no_count_is_lost()
        {
            Bench bench = new Bench();
            bench.Run(50);
            object old = bench.Entry.Target;
            bench.Offer("thrower");
            Assert.AreEqual(Status.TickThrew, bench.RunToEnd());
            bench.Run(20);
            LoopTask task = bench.Live.Loop.TaskAt(0);
            Assert.AreSame(old, bench.Entry.Target);
            Assert.AreEqual(1, bench.Diary.Count(TraceWord.Threw));
            Assert.AreEqual(task.Ticks, bench.Thermometer.Count);
            Assert.AreEqual(0, task.Missed);
            Assert.AreEqual(0, bench.Power.Reboots);
            Assert.Contains("third", bench.Broker.Last("/state"));
        }

        [TestMethod]
        public void Patch_that_was_rolled_back_is_not_tried_again_and_a_better_one_is_taken()
        {
            Bench bench = new Bench();
            bench.Offer("thrower");
            bench.RunToEnd();
            bench.Offer("thrower-again");
            Assert.AreEqual(Status.FailedBefore, bench.RunToEnd());
            bench.Offer("later");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            Assert.AreEqual("LaterThermometer", bench.Class());
        }

        [TestMethod]
        public void Second_patch_goes_live_from_the_first_and_the_neutral_one_leads_back()
        {
            Bench bench = new Bench();
            bench.Offer("plain");
            bench.RunToEnd();
            bench.Offer("after-plain");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            Assert.AreEqual("RenamedThermometer", bench.Class());
            bench.Offer("neutral");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            Assert.AreEqual("NeutralThermometer", bench.Class());
            Assert.Contains("\"patch\":null", bench.Broker.Last("/state"));
            bench.Boot();
            Assert.AreEqual("Thermometer", bench.Class());
        }

        [TestMethod]
        public void Forged_offers_change_nothing_and_say_why()
        {
            Bench bench = new Bench();
            bench.Offer("strangers-key");
            Assert.AreEqual(Status.KeyUnknown, bench.RunToEnd());
            bench.Offer("forged");
            Assert.AreEqual(Status.SignatureWrong, bench.RunToEnd());
            bench.Offer(new byte[] { 1, 2, 3 });
            Assert.AreEqual(Status.Malformed, bench.RunToEnd());
            Assert.AreEqual("Thermometer", bench.Class());
            Assert.AreEqual(0, bench.Loader.Loads);
        }

        [TestMethod]
        public void Older_offer_is_refused()
        {
            Bench bench = new Bench();
            bench.Offer("later");
            bench.RunToEnd();
            bench.Offer("plain");
            Assert.AreEqual(Status.SequenceNotHigher, bench.RunToEnd());
        }

        [TestMethod]
        public void Many_objects_are_swapped_in_portions_between_ticks()
        {
            Bench bench = new Bench(7);
            bench.Run(20);
            bench.Offer("plain");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            for (int i = 0; i < 7; i++)
            {
                Drivers.Thermometer thermometer = (Drivers.Thermometer)bench.Live.Table.EntryAt(i).Target;
                Assert.AreEqual("PlainThermometer", thermometer.GetType().Name);
                Assert.AreEqual(bench.Live.Loop.TaskAt(i).Ticks, thermometer.Count);
            }

            Assert.AreEqual(7, Bench.Number(bench.Broker.Last("/event"), "\"objects\":"));
        }

        [TestMethod]
        public void Broker_out_of_reach_takes_the_patch_back()
        {
            Bench bench = new Bench();
            bench.Offer("plain");
            bench.RunTo(UpdatePhase.Trial);
            bench.Broker.Disconnect();
            bench.RunTo(UpdatePhase.Idle);
            Assert.AreEqual("Thermometer", bench.Class());
            bench.Broker.Connect();
            bench.Run(100);
            Assert.AreEqual(Status.Unhealthy, Bench.Number(bench.Broker.Last("/state"), "\"status\":"));
        }

        [TestMethod]
        public void Object_made_by_the_patch_in_its_trial_needs_a_reboot_to_be_rid_of()
        {
            Bench bench = new Bench();
            bench.Offer("thrower");
            bench.RunTo(UpdatePhase.Trial);
            bench.Entry.Factory.Create("late", "bus");
            bench.Run(20000);
            Assert.AreEqual(1, bench.Power.Reboots);
            bench.Boot();
            bench.Run(100);
            Assert.AreEqual("Thermometer", bench.Class());
            Assert.AreEqual(0, bench.Power.Reboots);
        }
    }
}
