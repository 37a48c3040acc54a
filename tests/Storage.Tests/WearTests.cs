using NanoLive.Format;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>What is written, and how often it costs an erasure.</summary>
public class WearTests
{
    private readonly TornFlash _flash = new(new Geometry(4, 480, 2048));

    [Fact]
    public void Board_without_patches_writes_nothing_at_boot()
    {
        var session = new Session(_flash);
        Assert.Equal(Status.Ok, session.OpenStatus);
        BootChoice choice = session.Reboot();
        Session.Must(session.Store.MarkHealthy());
        Session.Must(session.Store.MarkRelease(Status.RolledBackByOperator));
        Assert.Equal((PatchStore.NoSlot, Status.Ok, false), (choice.Slot, choice.Status, choice.OnTrial));
        Assert.Equal(0, _flash.Operations);
    }

    [Fact]
    public void Marks_that_change_nothing_write_nothing()
    {
        var session = new Session(_flash);
        int slot = session.StageWhole(1);
        AssertSilent(() => Session.Must(session.Store.MarkStaged(slot)));
        AssertSilent(() => session.StageWhole(1));
        Session.Must(session.Store.MarkPending(slot));
        AssertSilent(() => Session.Must(session.Store.MarkPending(slot)));
        Session.Must(session.Store.MarkTrial(slot));
        AssertSilent(() => Session.Must(session.Store.MarkTrial(slot)));
        Session.Must(session.Store.MarkConfirmed(slot));
        AssertSilent(() => Session.Must(session.Store.MarkConfirmed(slot)));
        AssertSilent(() => Session.Must(session.Store.MarkHealthy()));
    }

    [Fact]
    public void Offer_repeated_before_its_first_chunk_erases_once()
    {
        var session = new Session(_flash);
        session.Stage(1, 0);
        AssertSilent(() => session.Stage(1, 0));
        session.Reboot();
        session.Stage(1, 0);
        Assert.Equal(2, _flash.Erasures[2] + _flash.Erasures[3]);
    }

    [Fact]
    public void Journal_of_4_KiB_takes_25_marks_an_erasure()
    {
        var flash = new TornFlash(new Geometry(4, 4096, 2048));
        var session = new Session(flash);
        session.Update(1);
        int marks = 4;
        for (int boot = 0; boot < 1000; boot++)
        {
            session.Reboot();
            Session.Must(session.Store.MarkHealthy());
            marks += 2;
        }

        Assert.Equal((marks + 24) / 25, flash.Erasures[0] + flash.Erasures[1]);
        Assert.InRange(flash.Erasures[0] - flash.Erasures[1], 0, 1);
    }

    private void AssertSilent(Action run)
    {
        int before = _flash.Operations;
        run();
        Assert.Equal(before, _flash.Operations);
    }
}
