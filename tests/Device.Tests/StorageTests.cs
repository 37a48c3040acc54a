using DeviceTests.Doubles;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Storage;

namespace DeviceTests
{
    /// <summary>What is staged, marked and chosen at boot, and that a cut of any operation leaves exactly the old or exactly the new.</summary>
    [TestClass]
    public class StorageTests
    {
        private const int PayloadBytes = 700;

        [TestMethod]
        public void Payload_reads_as_it_was_written_after_a_reset()
        {
            RamFlash flash = new RamFlash();
            PatchStore store = Open(flash);
            int slot = StageAll(store, 1);
            store = Open(flash);
            AssertPayload(store, slot, 1);
            Assert.AreEqual(1, (int)store.HighestSequence);
        }

        [TestMethod]
        public void Half_a_payload_goes_on_where_it_stopped_after_a_reset()
        {
            RamFlash flash = new RamFlash();
            PatchStore store = Open(flash);
            int slot;
            Assert.AreEqual(Status.Ok, store.Reserve(Digest(3), PayloadBytes, 1, out slot));
            Assert.AreEqual(Status.Ok, store.Append(slot, Payload(3), 0, 496));
            store = Open(flash);
            Assert.AreEqual(Status.Ok, store.Reserve(Digest(3), PayloadBytes, 1, out slot));
            int staged = store.StagedBytes(slot);
            Assert.IsTrue(staged > 0 && staged <= 496, staged + " staged");
            Assert.AreEqual(Status.Ok, store.Append(slot, Payload(3), staged, PayloadBytes - staged));
            Assert.AreEqual(Status.Ok, store.MarkStaged(slot));
            AssertPayload(store, slot, 3);
        }

        [TestMethod]
        public void Confirmed_patch_boots_and_three_boots_without_health_lead_to_the_release()
        {
            RamFlash flash = new RamFlash();
            int slot = Confirm(Open(flash), 1);
            for (int boot = 0; boot < PatchStore.MaxBootsWithoutHealth; boot++)
            {
                Assert.AreEqual(slot, Boot(flash).Slot, "boot " + boot);
            }

            BootChoice last = Boot(flash);
            Assert.AreEqual(PatchStore.NoSlot, last.Slot);
            Assert.AreEqual(Status.BootLoop, last.Status);
        }

        [TestMethod]
        public void Reset_in_a_live_trial_boots_what_was_before()
        {
            RamFlash flash = new RamFlash();
            int first = Confirm(Open(flash), 1);
            PatchStore store = Open(flash);
            int second = StageAll(store, 2);
            Assert.AreEqual(Status.Ok, store.MarkTrial(second));
            BootChoice choice = Boot(flash);
            Assert.AreEqual(first, choice.Slot);
            Assert.AreEqual(Status.ResetInTrial, choice.Status);
        }

        [TestMethod]
        public void Cut_of_any_operation_leaves_what_was_confirmed_or_what_came_next()
        {
            RamFlash whole = new RamFlash(1024, 2048);
            Confirm(Open(whole), 1);
            whole.PowerUp(RamFlash.Never);
            Confirm(Open(whole), 2);
            int operations = whole.Operations;
            Assert.IsTrue(operations > 8, operations + " operations");
            for (int cut = 0; cut < operations; cut++)
            {
                CutAt(cut);
            }
        }

        private static void CutAt(int cut)
        {
            RamFlash flash = new RamFlash(1024, 2048);
            Confirm(Open(flash), 1);
            flash.PowerUp(cut);
            Assert.ThrowsException(typeof(PowerCut), () => Confirm(Open(flash), 2), "cut " + cut);
            flash.PowerUp(RamFlash.Never);

            PatchStore store = Open(flash);
            BootChoice choice;
            Assert.AreEqual(Status.Ok, store.MarkBoot(out choice));
            int slot = store.ConfirmedSlot;
            Assert.IsTrue(slot != PatchStore.NoSlot && slot == choice.Slot, "cut " + cut);
            AssertPayload(store, slot, store.Sequence(slot) == 2 ? 2 : 1);

            // And the next update succeeds.
            slot = Confirm(store, 3);
            AssertPayload(Open(flash), slot, 3);
        }

        private static PatchStore Open(RamFlash flash)
        {
            int status;
            PatchStore store = PatchStore.Open(flash, out status);
            Assert.AreEqual(Status.Ok, status);
            return store;
        }

        private static BootChoice Boot(RamFlash flash)
        {
            BootChoice choice;
            Assert.AreEqual(Status.Ok, Open(flash).MarkBoot(out choice));
            return choice;
        }

        private static int StageAll(PatchStore store, int number)
        {
            int slot;
            Assert.AreEqual(Status.Ok, store.Reserve(Digest(number), PayloadBytes, number, out slot));
            byte[] payload = Payload(number);
            for (int at = store.StagedBytes(slot); at < PayloadBytes; at += 100)
            {
                Assert.AreEqual(Status.Ok, store.Append(slot, payload, at, PayloadBytes - at < 100 ? PayloadBytes - at : 100));
            }

            Assert.AreEqual(Status.Ok, store.MarkStaged(slot));
            return slot;
        }

        private static int Confirm(PatchStore store, int number)
        {
            int slot = StageAll(store, number);
            Assert.AreEqual(Status.Ok, store.MarkTrial(slot));
            Assert.AreEqual(Status.Ok, store.MarkConfirmed(slot));
            return slot;
        }

        private static void AssertPayload(PatchStore store, int slot, int number)
        {
            Assert.AreEqual(PayloadBytes, store.LengthBytes(slot));
            byte[] read = new byte[PayloadBytes];
            Assert.AreEqual(Status.Ok, store.Read(slot, 0, read, 0, read.Length));
            byte[] expected = Payload(number);
            for (int i = 0; i < read.Length; i++)
            {
                Assert.AreEqual(expected[i], read[i], "byte " + i + " of payload " + number);
            }
        }

        private static byte[] Digest(int number)
        {
            byte[] digest = new byte[32];
            digest[5] = (byte)number;
            return digest;
        }

        private static byte[] Payload(int number)
        {
            byte[] payload = new byte[PayloadBytes];
            for (int i = 0; i < payload.Length; i++)
            {
                payload[i] = (byte)((i * 31) + number);
            }

            return payload;
        }
    }
}
