using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <content>What becomes of a patch that is there: the rows of the table, one method a column.</content>
    public sealed partial class PatchStore
    {
        /// <summary>From now until it is confirmed or failed, a reset ends the patch's run. Mark before anything of it runs.</summary>
        public int MarkTrial(int slot)
        {
            int state = _state.State(slot);
            if (state == SlotState.Trial)
            {
                return Status.Ok;
            }

            Demand(state == SlotState.Staged || state == SlotState.Pending);
            Edit();
            BeginTrial(slot);
            return Commit();
        }

        /// <summary>Its patch runs at every boot from now on, and the one before is given up.</summary>
        public int MarkConfirmed(int slot)
        {
            if (_state.State(slot) == SlotState.Confirmed)
            {
                return Status.Ok;
            }

            Demand(_state.State(slot) == SlotState.Trial);
            Edit();
            _state.SetState(1 - slot, SlotState.Free);
            _state.BootsWithoutHealth = 0;
            return MoveEdited(slot, SlotState.Confirmed, Status.Confirmed);
        }

        /// <summary>The patch is given up because of <paramref name="status"/>; which numbers are remembered says the table above.</summary>
        public int MarkFailed(int slot, int status)
        {
            Demand(_state.State(slot) != SlotState.Free && _state.State(slot) != SlotState.Failed);
            return Move(slot, StateAfter(status), status);
        }

        /// <summary>The next boot puts it on trial. From Trial when it turned out that it cannot be applied live.</summary>
        public int MarkPending(int slot)
        {
            if (_state.State(slot) == SlotState.Pending)
            {
                return Status.Ok;
            }

            Demand(_state.State(slot) == SlotState.Staged || _state.State(slot) == SlotState.Trial);
            Edit();
            DropPending();
            return MoveEdited(slot, SlotState.Pending, Status.AtReboot);
        }

        /// <summary>
        /// Decides what this boot runs, and records it; call it first at every boot, once. Writes nothing where there are no patches. When it
        /// cannot be recorded, the release runs without patches.
        /// </summary>
        public int MarkBoot(out BootChoice choice)
        {
            Edit();
            int outcome = Status.Ok;
            int trial = TrialSlot;
            int pending = PendingSlot;
            int confirmed = ConfirmedSlot;
            int runs = confirmed;
            if (trial != NoSlot)
            {
                outcome = Status.ResetInTrial;
                _state.SetOutcome(outcome, trial);
                _state.SetState(trial, _state.Trials(trial) >= MaxTrials ? SlotState.Failed : StagingSlot == NoSlot ? SlotState.Staged : SlotState.Free);
            }
            else if (pending != NoSlot)
            {
                outcome = Status.AppliedAtBoot;
                runs = pending;
                BeginTrial(pending);
            }

            if (runs == confirmed && confirmed != NoSlot)
            {
                if (_state.BootsWithoutHealth >= MaxBootsWithoutHealth)
                {
                    outcome = Status.BootLoop;
                    runs = NoSlot;
                    GiveUpAll(outcome);
                }
                else
                {
                    _state.BootsWithoutHealth++;
                }
            }

            int status = trial == NoSlot && pending == NoSlot && confirmed == NoSlot ? Status.Ok : Commit();
            choice = status == Status.Ok ? new BootChoice(runs, outcome, runs != confirmed && runs != NoSlot) : new BootChoice(NoSlot, status, false);
            int staging = StagingSlot;
            if (staging != NoSlot && _writer.Tag != _state.Tag(staging))
            {
                OpenWriter(staging);
            }

            return status;
        }

        /// <summary>This boot does its work: the count of boots without health starts again.</summary>
        public int MarkHealthy()
        {
            if (_state.BootsWithoutHealth == 0)
            {
                return Status.Ok;
            }

            Edit();
            _state.BootsWithoutHealth = 0;
            return Commit();
        }

        /// <summary>The release runs without patches from the next boot on. A download goes on.</summary>
        public int MarkRelease(int status)
        {
            Edit();
            return GiveUpAll(status) ? Commit() : Status.Ok;
        }

        private static int StateAfter(int status)
        {
            return status >= 200 && status < 500 ? SlotState.Failed : SlotState.Free;
        }

        private int Move(int slot, int state, int outcome)
        {
            Edit();
            return MoveEdited(slot, state, outcome);
        }

        private int MoveEdited(int slot, int state, int outcome)
        {
            _state.SetState(slot, state);
            if (outcome != Status.Ok)
            {
                _state.SetOutcome(outcome, slot);
            }

            return Commit();
        }

        private void BeginTrial(int slot)
        {
            DropPending();
            _state.SetState(slot, SlotState.Trial);
            _state.SetTrials(slot, _state.Trials(slot) + 1);
        }

        private void DropPending()
        {
            int pending = PendingSlot;
            if (pending != NoSlot)
            {
                _state.SetState(pending, SlotState.Free);
            }
        }

        private bool GiveUpAll(int status)
        {
            bool any = false;
            for (int slot = 0; slot < 2; slot++)
            {
                int state = _state.State(slot);
                if (state >= SlotState.Pending && state <= SlotState.Confirmed)
                {
                    if (!any || state == SlotState.Confirmed)
                    {
                        _state.SetOutcome(status, slot);
                    }

                    _state.SetState(slot, StateAfter(status));
                    any = true;
                }
            }

            // Nothing to give up: nothing is recorded, so nothing changes.
            _state.BootsWithoutHealth = any ? 0 : _state.BootsWithoutHealth;
            return any;
        }
    }
}
