using NanoLive.Format;

namespace NanoLive.Storage.Tests;

/// <summary>What boards go through. Every operation of the flash in them is cut.</summary>
public static class Scripts
{
    public static readonly Dictionary<string, Action<Session>> All = new()
    {
        ["first update"] = s => s.Update(1),
        ["update of an update"] = s =>
        {
            s.Update(1);
            s.Update(2);
            s.Reboot();
            Session.Must(s.Store.MarkHealthy());
            s.Update(3);
        },
        ["download resumed"] = s =>
        {
            s.Update(1);
            s.Stage(2, 260);
            s.Reboot();
            s.Stage(2, 290);
            s.Reboot();
            s.Update(2);
        },
        ["download given up for a newer one"] = s =>
        {
            s.Stage(1, 300);
            s.Stage(2, 120);
            s.Update(3);
            s.Stage(4, 100);
            Session.Must(s.Store.MarkFailed(s.Store.StagingSlot, Status.PayloadDigestWrong));
            s.Update(4);
        },
        ["trial that fails"] = s =>
        {
            s.Update(1);
            int slot = s.StageWhole(2);
            Session.Must(s.Store.MarkTrial(slot));
            Session.Must(s.Store.MarkFailed(slot, Status.TickThrew));
            s.Reboot();
            s.Update(3);
        },
        ["trials that resets end"] = s =>
        {
            s.Update(1);
            for (int i = 0; i < PatchStore.MaxTrials; i++)
            {
                Session.Must(s.Store.MarkTrial(s.StageWhole(2)));
                s.Reboot();
                Session.Must(s.Store.MarkHealthy());
            }

            s.Update(3);
        },
        ["applied at boot"] = s =>
        {
            s.Update(1);
            int slot = s.StageWhole(2);
            Session.Must(s.Store.MarkPending(slot));
            s.Reboot();
            Session.Must(s.Store.MarkHealthy());
            Session.Must(s.Store.MarkConfirmed(slot));
            s.Reboot();
            Session.Must(s.Store.MarkPending(s.StageWhole(4)));
            s.Reboot();
            s.Reboot();
            Session.Must(s.Store.MarkHealthy());
        },
        ["trial that turns out to need a reboot"] = s =>
        {
            s.Update(1);
            int slot = s.StageWhole(2);
            Session.Must(s.Store.MarkTrial(slot));
            Session.Must(s.Store.MarkPending(slot));
            s.Reboot();
            Session.Must(s.Store.MarkConfirmed(slot));
        },
        ["boot loop"] = s =>
        {
            s.Update(1);
            for (int i = 0; i <= PatchStore.MaxBootsWithoutHealth; i++)
            {
                s.Reboot();
            }

            s.Update(2);
        },
        ["pending overtaken, then back to the release"] = s =>
        {
            Session.Must(s.Store.MarkPending(s.StageWhole(1)));
            s.Stage(2, 100);
            s.Update(3);
            Session.Must(s.Store.MarkRelease(Status.RolledBackByOperator));
            s.Reboot();
            s.Update(5);
        },
    };
}
