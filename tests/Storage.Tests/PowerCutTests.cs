using NanoLive.Format;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>
/// Cuts every operation of every script on every geometry, and again every operation of the recovery from that cut. After each cut the
/// store says exactly what it said before the operation that was cut, or what it would have said after it; complete payloads read as they
/// were written; the boot rule holds; the update that was cut goes on, and the next one succeeds.
/// </summary>
public class PowerCutTests
{
    private const int Next = 77;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (Geometry geometry in Geometry.All)
        {
            foreach (string script in Scripts.All.Keys)
            {
                cases.Add(geometry.ToString(), script);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_cut_leaves_exactly_old_or_exactly_new_and_the_next_update_succeeds(string geometry, string script)
    {
        var board = new Board(Geometry.Parse(geometry), script);
        Assert.True(board.Operations > 5);
        for (int operation = 0; operation < board.Operations; operation++)
        {
            for (int tear = -1; tear < TornFlash.Tears; tear++)
            {
                board.Try(new Cut(operation, tear), null);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{board.Operations} operations, {board.Cases} cases");
    }

    /// <summary>Set NANOLIVE_CUT to the line that a failure printed: geometry; script; first cut; second cut.</summary>
    [Fact]
    public void One_case_is_replayed()
    {
        string? line = Environment.GetEnvironmentVariable("NANOLIVE_CUT");
        if (line == null)
        {
            Assert.Skip("NANOLIVE_CUT names no case");
        }

        string[] parts = [.. line.Split(';').Select(part => part.Trim())];
        new Board(Geometry.Parse(parts[0]), parts[1]).Try(Cut.Parse(parts[2]), Cut.Parse(parts[3]));
    }

    /// <summary>One script on one geometry, and what it looks like when nothing is cut.</summary>
    private sealed class Board
    {
        private readonly Geometry _geometry;
        private readonly string _script;
        private readonly List<Observation> _reference;

        public Board(Geometry geometry, string script)
        {
            _geometry = geometry;
            _script = script;
            TornFlash flash = NewFlash();
            _reference = Observe(flash, () => Scripts.All[script](new Session(flash)));
            Assert.Equal(0, flash.Refusals);
        }

        public int Operations => _reference.Count - 1;

        public int Cases { get; private set; }

        /// <summary>Cuts the script, then the recovery: at <paramref name="second"/> or, when that is null, everywhere.</summary>
        public void Try(Cut first, Cut? second)
        {
            int seed = first.Operation * 8 + first.Tear + 1;
            Cases++;
            TornFlash flash = NewFlash();
            Say(first, Cut.Never, () =>
            {
                flash.PowerUp(first, seed);
                Assert.Throws<PowerCut>(() => Scripts.All[_script](new Session(flash)));
                AssertOldOrNew(_reference, first, Observation.Of(flash));
            });
            List<Observation> recovery = [];
            TornFlash whole = flash.Copy();
            whole.PowerUp(Cut.Never, seed);
            Say(first, Cut.Never, () => recovery = Observe(whole, () => Recover(whole)));
            for (int operation = 0; operation < recovery.Count - 1; operation++)
            {
                for (int tear = second?.Tear ?? -1; tear <= (second?.Tear ?? 2); tear += 3)
                {
                    var again = second ?? new Cut(operation, tear < 0 ? -1 : (operation + seed) % TornFlash.Tears);
                    if (again.Operation != operation)
                    {
                        continue;
                    }

                    TornFlash torn = flash.Copy();
                    Cases++;
                    Say(first, again, () =>
                    {
                        torn.PowerUp(again, seed + 1);
                        Assert.Throws<PowerCut>(() => Recover(torn));
                        AssertOldOrNew(recovery, again, Observation.Of(torn));
                        torn.PowerUp(Cut.Never, seed);
                        Recover(torn);
                    });
                }
            }
        }

        private void Say(Cut first, Cut second, Action run)
        {
            try
            {
                run();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"NANOLIVE_CUT='{_geometry}; {_script}; {first}; {second}'\n{exception.Message}", exception);
            }
        }

        // Half of the scripts begin on a chip that served elsewhere before.
        private TornFlash NewFlash()
        {
            var flash = new TornFlash(_geometry);
            if (_script.Length % 2 == 0)
            {
                flash.FillWithGarbage(7);
            }

            return flash;
        }
    }

    // What the store says before the first operation and after each, nothing being cut.
    private static List<Observation> Observe(TornFlash flash, Action run)
    {
        var observations = new List<Observation> { Observation.Of(flash) };
        flash.Done = () =>
        {
            // Refused programs count as operations and change nothing.
            while (observations.Count < flash.Operations)
            {
                observations.Add(observations[^1]);
            }

            observations.Add(Observation.Of(flash));
        };
        run();
        flash.Done = null;
        return observations;
    }

    private static void AssertOldOrNew(List<Observation> reference, Cut cut, Observation now)
    {
        Observation before = reference[cut.Operation];
        if (cut.Tear < 0)
        {
            Assert.Equal(before, now);
        }
        else if (now != before)
        {
            Assert.Equal(reference[cut.Operation + 1], now);
        }
    }

    private static void Recover(TornFlash flash)
    {
        var session = new Session(flash);
        PatchStore store = session.Store;
        foreach (int slot in new[] { store.ConfirmedSlot, store.TrialSlot, store.PendingSlot })
        {
            AssertIntact(session, slot);
        }

        (int runs, int status, bool onTrial) = BootRule(store);
        Session.Must(store.MarkBoot(out BootChoice choice));
        Assert.Equal((runs, status, onTrial), (choice.Slot, choice.Status, choice.OnTrial));
        AssertIntact(session, choice.Slot);
        Session.Must(store.MarkHealthy());
        Assert.Equal(0, store.BootsWithoutHealth);
        if (choice.OnTrial)
        {
            Session.Must(store.MarkConfirmed(choice.Slot));
        }

        // The same manifest comes again, being retained.
        if (store.ResumableDigest != null)
        {
            session.Update(store.HighestSequence);
        }

        AssertIntact(session, store.ConfirmedSlot);
        long next = Math.Max(Next, store.HighestSequence + 1);
        session.Update(next);
        Assert.Equal(next, store.Sequence(session.Reboot().Slot));
        session.AssertReads(session.Store.ConfirmedSlot, next);
    }

    private static void AssertIntact(Session session, int slot)
    {
        if (slot != PatchStore.NoSlot)
        {
            session.AssertReads(slot, session.Store.Sequence(slot));
        }
    }

    // The rule of DESIGN.md in other words than the code's.
    private static (int Slot, int Status, bool OnTrial) BootRule(PatchStore store)
    {
        if (store.TrialSlot == PatchStore.NoSlot && store.PendingSlot != PatchStore.NoSlot)
        {
            return (store.PendingSlot, Status.AppliedAtBoot, true);
        }

        if (store.ConfirmedSlot != PatchStore.NoSlot && store.BootsWithoutHealth == PatchStore.MaxBootsWithoutHealth)
        {
            return (PatchStore.NoSlot, Status.BootLoop, false);
        }

        return (store.ConfirmedSlot, store.TrialSlot == PatchStore.NoSlot ? Status.Ok : Status.ResetInTrial, false);
    }
}
