using NanoLive.Format;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>The rules of the store when nothing is cut.</summary>
public class PatchStoreTests
{
    private readonly TornFlash _flash = new(new Geometry(4, 480, 2048));

    [Fact]
    public void Garbage_is_an_empty_store_and_is_reported()
    {
        _flash.FillWithGarbage(3);
        var session = new Session(_flash);
        Assert.Equal(Status.JournalDamaged, session.OpenStatus);
        Assert.Equal(0, session.Store.HighestSequence);
        session.Update(1);
        session.Reboot();
        Assert.Equal(Status.Ok, session.OpenStatus);
    }

    [Fact]
    public void Sequence_that_is_not_higher_is_refused_unless_it_resumes()
    {
        var session = new Session(_flash);
        PatchStore store = session.Store;
        session.Stage(5, 100);
        Assert.Equal(Session.Digest(5), store.ResumableDigest);
        Assert.Equal(Status.SequenceNotHigher, store.Reserve(Session.Digest(4), 100, 4, out _));
        Assert.Equal(Status.SequenceNotHigher, store.Reserve(Session.Digest(4), 100, 5, out _));
        session.Update(5);
        Assert.Null(store.ResumableDigest);
        Assert.Equal(Status.SequenceNotHigher, store.Reserve(Session.Digest(5), Session.Payload(5).Length, 5, out _));
        Assert.Equal(5, store.HighestSequence);
    }

    [Fact]
    public void Manifest_signed_again_for_the_same_payload_goes_on_with_the_download()
    {
        var session = new Session(_flash);
        int slot = session.Stage(5, 260);
        session.Reboot();
        Session.Must(session.Store.Reserve(Session.Digest(5), Session.Payload(5).Length, 9, out int again));
        Assert.Equal(slot, again);
        Assert.Equal(248, session.Store.StagedBytes(slot));
        Assert.Equal(9, session.Store.HighestSequence);
    }

    [Theory]
    [InlineData(Status.TickThrew, true)]
    [InlineData(Status.ReferenceMissing, true)]
    [InlineData(Status.RolledBackByOperator, true)]
    [InlineData(Status.PayloadDigestWrong, false)]
    [InlineData(Status.FlashFull, false)]
    [InlineData(Status.PayloadDamaged, false)]
    public void Patch_that_is_bad_itself_is_remembered_and_one_that_arrived_badly_is_not(int status, bool remembered)
    {
        var session = new Session(_flash);
        session.Update(1);
        Session.Must(session.Store.MarkFailed(session.StageWhole(2), status));
        session.Reboot();
        Assert.Equal(status, session.Store.LastOutcome);
        Assert.Equal(Session.Digest(2), session.Store.LastDigest);
        Assert.Equal(remembered, session.Store.FailedBefore(Session.Digest(2)));
        Assert.Equal(remembered ? Status.FailedBefore : Status.Ok, session.Store.Reserve(Session.Digest(2), Session.Payload(2).Length, 2, out _));
        session.Update(3);
        session.AssertReads(session.Reboot().Slot, 3);
    }

    [Fact]
    public void Trial_that_a_reset_ended_may_come_again_twice()
    {
        var session = new Session(_flash);
        session.Update(1);
        for (int i = 0; i < PatchStore.MaxTrials; i++)
        {
            Assert.False(session.Store.FailedBefore(Session.Digest(2)));
            Session.Must(session.Store.MarkTrial(session.StageWhole(2)));
            BootChoice choice = session.Reboot();
            Assert.Equal(Status.ResetInTrial, choice.Status);
            Assert.False(choice.OnTrial);
            session.AssertReads(choice.Slot, 1);
            Session.Must(session.Store.MarkHealthy());
        }

        Assert.True(session.Store.FailedBefore(Session.Digest(2)));
        Assert.Equal(Status.ResetInTrial, session.Store.LastOutcome);
        Assert.Equal(Status.Ok, session.Reboot().Status);
    }

    [Fact]
    public void Payload_whose_trial_was_cut_short_is_not_downloaded_again()
    {
        var session = new Session(_flash);
        Session.Must(session.Store.MarkTrial(session.StageWhole(2)));
        session.Reboot();
        Session.Must(session.Store.Reserve(Session.Digest(2), Session.Payload(2).Length, 2, out int slot));
        Assert.Equal(Session.Payload(2).Length, session.Store.StagedBytes(slot));
        Session.Must(session.Store.MarkTrial(slot));
    }

    [Fact]
    public void Three_boots_without_health_make_the_fourth_run_the_release()
    {
        var session = new Session(_flash);
        session.Update(1);
        for (int i = 1; i <= PatchStore.MaxBootsWithoutHealth; i++)
        {
            BootChoice choice = session.Reboot();
            Assert.Equal(Status.Ok, choice.Status);
            session.AssertReads(choice.Slot, 1);
            Assert.Equal(i, session.Store.BootsWithoutHealth);
        }

        BootChoice last = session.Reboot();
        Assert.Equal((PatchStore.NoSlot, Status.BootLoop), (last.Slot, last.Status));
        Assert.Equal(Status.BootLoop, session.Store.LastOutcome);
        Assert.Equal((PatchStore.NoSlot, Status.Ok), (session.Reboot().Slot, session.Reboot().Status));
        Assert.True(session.Store.FailedBefore(Session.Digest(1)));
    }

    [Fact]
    public void Health_starts_the_count_of_boots_again()
    {
        var session = new Session(_flash);
        session.Update(1);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Status.Ok, session.Reboot().Status);
            if (i % 3 == 2)
            {
                Session.Must(session.Store.MarkHealthy());
            }
        }
    }

    [Fact]
    public void Pending_patch_boots_on_trial_and_its_reset_boots_the_one_before()
    {
        var session = new Session(_flash);
        session.Update(1);
        Session.Must(session.Store.MarkPending(session.StageWhole(2)));
        BootChoice trial = session.Reboot();
        Assert.Equal((Status.AppliedAtBoot, true), (trial.Status, trial.OnTrial));
        session.AssertReads(trial.Slot, 2);
        BootChoice before = session.Reboot();
        Assert.Equal((Status.ResetInTrial, false), (before.Status, before.OnTrial));
        session.AssertReads(before.Slot, 1);
    }

    [Fact]
    public void Pending_patch_survives_the_download_of_a_newer_one_while_there_is_room()
    {
        var session = new Session(_flash);
        Session.Must(session.Store.MarkPending(session.StageWhole(1)));
        session.Stage(2, 100);
        session.AssertReads(session.Reboot().Slot, 1);
        session.StageWhole(2);
    }

    [Fact]
    public void Longest_payload_fits_and_one_byte_more_is_refused()
    {
        var session = new Session(_flash);
        byte[] payload = new byte[session.Store.SlotLengthBytes];
        Assert.Equal(Status.TooLarge, session.Store.Reserve(Session.Digest(1), payload.Length + 1, 1, out _));
        Assert.Equal(Status.TooLarge, session.Store.Reserve(Session.Digest(1), 0, 1, out _));
        Session.Must(session.Store.Reserve(Session.Digest(1), payload.Length, 1, out int slot));
        Assert.Equal(Status.PayloadLengthWrong, session.Store.MarkStaged(slot));
        Session.Must(session.Store.Append(slot, payload, 0, payload.Length));
        Assert.Equal(Status.PayloadLengthWrong, session.Store.Append(slot, payload, 0, 1));
        Session.Must(session.Store.MarkStaged(slot));
    }

    [Fact]
    public void Marks_out_of_order_are_defects()
    {
        var session = new Session(_flash);
        int slot = session.Stage(1, 100);
        Assert.Throws<InvalidOperationException>(() => session.Store.MarkTrial(slot));
        Assert.Throws<InvalidOperationException>(() => session.Store.MarkConfirmed(slot));
        Assert.Throws<InvalidOperationException>(() => session.Store.MarkPending(slot));
        Assert.Throws<InvalidOperationException>(() => session.Store.Append(1 - slot, new byte[1], 0, 1));
        session.Update(1);
        Session.Must(session.Store.MarkTrial(session.StageWhole(2)));
        Assert.Throws<InvalidOperationException>(() => session.Store.Reserve(Session.Digest(3), 100, 3, out _));
    }
}
