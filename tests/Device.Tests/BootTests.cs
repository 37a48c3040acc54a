using DeviceTests.Doubles;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Update;

namespace DeviceTests
{
    /// <summary>What a boot makes of what an earlier one left behind. A boot here is a new board over the same flash.</summary>
    [TestClass]
    public class BootTests
    {
        [TestMethod]
        public void Confirmed_patch_runs_from_the_first_object_on_after_a_reset()
        {
            Bench bench = Confirmed();
            bench.Boot();
            Assert.AreEqual("PlainThermometer", bench.Class());
            bench.Run(100);
            Assert.AreEqual(Status.AppliedAtBoot, Bench.Number(bench.Broker.Last("/state"), "\"status\":"));
            Assert.AreEqual(bench.Live.Loop.TaskAt(0).Ticks, bench.Thermometer.Count);
        }

        [TestMethod]
        public void Reset_in_a_trial_boots_what_was_before_and_says_so()
        {
            Bench bench = new Bench();
            bench.Offer("plain");
            bench.RunTo(UpdatePhase.Trial);
            bench.Broker.Retain("nanolive/default/offer/all", new byte[0]);
            bench.Boot();
            Assert.AreEqual("Thermometer", bench.Class());
            bench.Run(50);
            Assert.AreEqual(Status.ResetInTrial, Bench.Number(bench.Broker.Last("/state"), "\"status\":"));
        }

        [TestMethod]
        public void Patch_for_another_state_waits_for_the_next_boot()
        {
            Bench bench = new Bench();
            bench.Offer("from-elsewhere");
            Assert.AreEqual(Status.AtReboot, bench.RunToEnd());
            Assert.AreEqual("Thermometer", bench.Class());
            bench.Boot();
            Assert.AreEqual("PlainThermometer", bench.Class());
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
        }

        [TestMethod]
        public void Three_boots_in_a_row_without_health_lead_to_the_release()
        {
            Bench bench = Confirmed();
            for (int boot = 0; boot < 3; boot++)
            {
                bench.Boot();
                Assert.AreEqual("PlainThermometer", bench.Class(), "boot " + boot);
            }

            bench.Boot();
            Assert.AreEqual("Thermometer", bench.Class());
            bench.Run(50);
            Assert.AreEqual(Status.BootLoop, Bench.Number(bench.Broker.Last("/state"), "\"status\":"));
        }

        [TestMethod]
        public void Flash_that_fails_refuses_the_patch_with_its_fault()
        {
            Bench bench = new Bench();
            bench.Flash.Fails = true;
            bench.Offer("plain");
            Assert.AreEqual(Status.FlashFault, bench.RunToEnd());
            Assert.AreEqual("Thermometer", bench.Class());
        }

        [TestMethod]
        public void Power_cut_anywhere_in_an_update_boots_the_old_or_the_new_and_the_offer_is_taken_again()
        {
            Bench whole = Confirmed();
            int operations = whole.Flash.Operations;
            Assert.IsTrue(operations > 8, operations + " operations");
            for (int cut = 0; cut < operations; cut += 2)
            {
                CutAt(cut);
            }
        }

        private static void CutAt(int cut)
        {
            Bench bench = new Bench();
            bench.Flash.PowerUp(cut);
            bench.Offer("plain");
            bool isCut = false;
            try
            {
                bench.RunToEnd();
            }
            catch (PowerCut)
            {
                isCut = true;
            }

            bench.Flash.PowerUp(RamFlash.Never);
            if (isCut)
            {
                bench.Boot();
                string booted = bench.Class();
                Assert.IsTrue(booted == "Thermometer" || booted == "PlainThermometer", booted);
                bench.Run(3000);
            }

            Assert.AreEqual("PlainThermometer", bench.Class(), "cut " + cut);
        }

        private static Bench Confirmed()
        {
            Bench bench = new Bench();
            bench.Offer("plain");
            Assert.AreEqual(Status.Confirmed, bench.RunToEnd());
            return bench;
        }
    }
}
