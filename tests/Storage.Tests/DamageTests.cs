using NanoLive.Format;
using NanoLive.Ports;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>Bits that turn over by themselves, and flash that fails for good.</summary>
public class DamageTests
{
    private static readonly Geometry Shape = new(4, 480, 2048);

    [Fact]
    public void Any_bit_that_turns_over_in_a_payload_is_noticed_when_it_is_read()
    {
        var flash = new TornFlash(Shape);
        var session = new Session(flash);
        session.Update(1);
        int slot = session.Store.ConfirmedSlot;
        byte[] payload = Session.Payload(1);
        int cells = (payload.Length + 247) / 248;
        byte[] read = new byte[payload.Length];
        for (int offset = 0; offset < cells * 256; offset++)
        {
            int bit = offset * 5 % 8;
            flash.Rot(2 + slot, offset, bit);
            PatchStore store = PatchStore.Open(flash, out _);
            Assert.Equal(Status.PayloadDamaged, store.Read(slot, 0, read, 0, read.Length));
            flash.Rot(2 + slot, offset, bit);
            Session.Must(store.Read(slot, 0, read, 0, read.Length));
            Assert.Equal(payload, read);
        }
    }

    [Fact]
    public void Payload_that_rots_while_it_is_staged_is_asked_for_again_from_there()
    {
        var flash = new TornFlash(Shape);
        var session = new Session(flash);
        int slot = session.StageWhole(6);
        flash.Rot(2 + slot, 300, 2);
        session.Reboot();
        Assert.Equal(248, session.Store.StagedBytes(slot));
        session.Update(6);
        session.AssertReads(slot, 6);
    }

    [Fact]
    public void Damaged_patch_is_given_up_and_may_come_again()
    {
        var flash = new TornFlash(Shape);
        var session = new Session(flash);
        session.Update(1);
        flash.Rot(2 + session.Store.ConfirmedSlot, 10, 0);
        BootChoice choice = session.Reboot();
        byte[] read = new byte[100];
        Assert.Equal(Status.PayloadDamaged, session.Store.Read(choice.Slot, 0, read, 0, 100));
        Session.Must(session.Store.MarkRelease(Status.PayloadDamaged));
        Assert.Equal(PatchStore.NoSlot, session.Reboot().Slot);
        Assert.Equal(Status.PayloadDamaged, session.Store.LastOutcome);
        session.Update(1);
        session.AssertReads(session.Reboot().Slot, 1);
    }

    [Fact]
    public void Any_bit_that_turns_over_in_the_newest_record_leaves_the_one_before()
    {
        var flash = new TornFlash(Shape);
        var session = new Session(flash);
        int slot = session.StageWhole(1);
        Session.Must(session.Store.MarkTrial(slot));
        Observation before = Observation.Of(flash);
        Session.Must(session.Store.MarkConfirmed(slot));

        // Four records of 160 bytes in regions of three: the newest begins region 1.
        for (int offset = 0; offset < 160; offset++)
        {
            flash.Rot(1, offset, offset % 8);
            Assert.Equal(before, Observation.Of(flash));
            flash.Rot(1, offset, offset % 8);
        }

        for (int record = 0; record < 3; record++)
        {
            flash.Rot(0, record * 160 + 50, 1);
        }

        flash.Rot(1, 50, 1);
        Assert.Equal(0, PatchStore.Open(flash, out int status).HighestSequence);
        Assert.Equal(Status.JournalDamaged, status);
    }

    [Fact]
    public void Slot_with_too_many_spoiled_cells_is_full_and_then_begun_again()
    {
        var flash = new TornFlash(Shape);
        byte[] payload = new byte[1500];
        new Random(4).NextBytes(payload);
        int slot = PatchStore.NoSlot;
        int status = Status.Ok;
        for (int cut = 0; cut < 4 && status == Status.Ok; cut++)
        {
            flash.PowerUp(Cut.Never, cut);
            PatchStore store = PatchStore.Open(flash, out _);
            Session.Must(store.Reserve(Session.Digest(1), payload.Length, 1, out slot));
            flash.PowerUp(new Cut(0, 2), cut);
            int at = store.StagedBytes(slot);
            Assert.Throws<PowerCut>(() => store.Append(slot, payload, at, 300));
            flash.PowerUp(Cut.Never, cut);
        }

        // Eight cells, four of them spoiled: seven do not fit, and the staging begins again.
        PatchStore last = PatchStore.Open(flash, out _);
        Session.Must(last.Reserve(Session.Digest(1), payload.Length, 1, out slot));
        Session.Must(last.Append(slot, payload, 0, payload.Length));
        Session.Must(last.MarkStaged(slot));
        byte[] read = new byte[payload.Length];
        Session.Must(last.Read(slot, 0, read, 0, read.Length));
        Assert.Equal(payload, read);
    }

    [Fact]
    public void Flash_that_fails_for_good_is_reported_and_what_was_confirmed_stays()
    {
        var flash = new TornFlash(Shape);
        var session = new Session(flash);
        session.Update(1);
        for (int failing = 0; failing < 3; failing++)
        {
            var broken = new FailingFlash(flash, failing != 1, failing != 0);
            for (int boot = 0; boot < 6; boot++)
            {
                PatchStore store = PatchStore.Open(broken, out _);
                int status = store.MarkBoot(out BootChoice choice);
                Assert.Equal(store.ConfirmedSlot != PatchStore.NoSlot && status == Status.Ok ? store.ConfirmedSlot : PatchStore.NoSlot, choice.Slot);
                Assert.True(status is Status.Ok or 599);
                _ = store.MarkHealthy();
                status = store.Reserve(Session.Digest(9), 300, 9, out int slot);
                if (status == Status.Ok)
                {
                    status = store.Append(slot, new byte[300], 0, 300);
                }

                Assert.NotEqual(Status.Ok, status);
                session = new Session(flash.Copy());
                session.AssertReads(session.Store.ConfirmedSlot, 1);
            }
        }
    }

    private sealed class FailingFlash(TornFlash inner, bool failsPrograms, bool failsErasures) : IFlash
    {
        public int RegionCount => inner.RegionCount;

        public int WriteUnitBytes => inner.WriteUnitBytes;

        public int RegionLengthBytes(int region) => inner.RegionLengthBytes(region);

        public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count) => inner.Read(region, offset, buffer, bufferOffset, count);

        public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count) =>
            failsPrograms ? 599 : inner.Program(region, offset, buffer, bufferOffset, count);

        public int Erase(int region) => failsErasures ? 599 : inner.Erase(region);
    }
}
