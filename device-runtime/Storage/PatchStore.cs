using System;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Storage
{
    /// <summary>
    /// Sole owner of what survives a power cut: which patches there are, which of them runs at the next boot, and the highest sequence number.
    /// Regions 0 and 1 of the flash hold the journal, 2 and 3 one payload each (slots 0 and 1). Every mark is one record, so a cut leaves
    /// the old state or the new one; a mark that changes nothing writes nothing. Marks return Ok or a fault of the flash, after which the old
    /// state holds until the next reset.
    /// <code>
    /// slot       Reserve  MarkStaged  MarkPending  MarkTrial  MarkConfirmed  MarkFailed      MarkBoot              the other slot
    /// Free       Staging  -           -            -          -              -               Free                  when confirmed: Free
    /// Staging    Staging  Staged      -            -          -              Free or Failed  Staging               when reserved: Free
    /// Staged     Staged   Staged      Pending      Trial      -              Free or Failed  Staged                when reserved: Free
    /// Pending    Staging  -           Pending      Trial      -              Free or Failed  Trial, boots          on trial: Free
    /// Trial      -        -           Pending      Trial      Confirmed      Free or Failed  Staged; third: Failed
    /// Confirmed  -        -           -            -          Confirmed      Free or Failed  boots; loop: Failed   when confirmed: Free
    /// Failed     Staging  -           -            -          -              -               Failed                when confirmed: Free
    /// </code>
    /// Failed is for statuses 200 to 499: the patch itself is not good here. Anything else (a broken download, flash faults) may come again.
    /// A transition marked - is a defect of the caller.
    /// </summary>
    [ForTools]
    public sealed partial class PatchStore
    {
        public const int NoSlot = -1;

        /// <summary>How often a patch is tried whose trials end in resets.</summary>
        public const int MaxTrials = 3;

        /// <summary>Boots in a row without health after which the release runs without patches.</summary>
        public const int MaxBootsWithoutHealth = 3;

        private const int FirstPayloadRegion = 2;

        private readonly IFlash _flash;
        private readonly Journal _journal;
        private readonly PayloadWriter _writer;
        private readonly PayloadReader _reader;
        private readonly StateRecord _state = new StateRecord();

        // What a mark that cannot be recorded goes back to.
        private readonly byte[] _former = new byte[StateRecord.LengthBytes];

        /// <summary>Of a flash that <see cref="Open()"/> will look at.</summary>
        internal PatchStore(IFlash flash)
        {
            Crc32 crc = new Crc32();
            Cells cells = new Cells(flash, PayloadCell.LengthBytes);
            _flash = flash;
            _journal = new Journal(flash, crc);
            _writer = new PayloadWriter(cells, crc);
            _reader = new PayloadReader(cells, crc);
        }

        /// <summary>
        /// Reads the journal; writes nothing. Never null: with <see cref="Status.JournalDamaged"/> (something was written and no record of it
        /// can be read) the store is empty.
        /// </summary>
        public static PatchStore Open(IFlash flash, out int status)
        {
            PatchStore store = new PatchStore(flash);
            status = store.Open();
            return store;
        }

        /// <summary>Of all manifests that a slot was reserved for; 0 in an empty store.</summary>
        public long HighestSequence => _state.HighestSequence;

        public int ConfirmedSlot => Find(SlotState.Confirmed);

        public int TrialSlot => Find(SlotState.Trial);

        /// <summary>Its patch waits for the next reboot.</summary>
        public int PendingSlot => Find(SlotState.Pending);

        /// <summary>Its patch arrives, or has arrived and was not tried yet.</summary>
        public int StagingSlot
        {
            get
            {
                int slot = Find(SlotState.Staging);
                return slot != NoSlot ? slot : Find(SlotState.Staged);
            }
        }

        public int BootsWithoutHealth => _state.BootsWithoutHealth;

        /// <summary>A <see cref="Status"/>: how the last update ended.</summary>
        public int LastOutcome => _state.LastOutcome;

        /// <summary>32 bytes, a copy: the payload that <see cref="LastOutcome"/> is about; zeros in an empty store.</summary>
        public byte[] LastDigest => _state.OutcomeDigest();

        /// <summary>The longest payload that fits, with one cell to spare for a cut.</summary>
        public int SlotLengthBytes
        {
            get
            {
                int first = _flash.RegionLengthBytes(FirstPayloadRegion);
                int second = _flash.RegionLengthBytes(FirstPayloadRegion + 1);
                return ((first < second ? first : second) / PayloadCell.LengthBytes - 1) * PayloadCell.PayloadBytes;
            }
        }

        /// <summary>
        /// Digest, 32 bytes, of the payload that the manifest of <see cref="HighestSequence"/> named and that may be reserved again under that
        /// number: its download or trial was cut short. Null: none.
        /// </summary>
        public byte[] ResumableDigest
        {
            get
            {
                int slot = ResumableSlot();
                return slot == NoSlot ? null : _state.Digest(slot);
            }
        }

        /// <summary>32 bytes, a copy.</summary>
        public byte[] Digest(int slot) => _state.Digest(slot);

        /// <summary>Of the whole payload.</summary>
        public int LengthBytes(int slot) => _state.PayloadBytes(slot);

        public long Sequence(int slot) => _state.Sequence(slot);

        /// <summary>
        /// Of the slot being staged: how much of the payload has been taken; after a reset a multiple of 248, or all. Of others: the length.
        /// </summary>
        public int StagedBytes(int slot)
        {
            return slot == StagingSlot ? _writer.StagedBytes : _state.PayloadBytes(slot);
        }

        /// <summary>Whether the payload was tried here and is remembered as bad.</summary>
        public bool FailedBefore(byte[] payloadDigest)
        {
            return IsFailed(0, payloadDigest) || IsFailed(1, payloadDigest);
        }

        /// <summary>Reads the journal, once; see <see cref="Open(IFlash, out int)"/>.</summary>
        internal int Open()
        {
            int status = _journal.Open(_state);
            int slot = StagingSlot;
            if (slot != NoSlot)
            {
                OpenWriter(slot);
            }

            return status;
        }

        private static void Demand(bool condition)
        {
            if (!condition)
            {
                throw new InvalidOperationException();
            }
        }

        private int Find(int state)
        {
            return _state.State(0) == state ? 0 : _state.State(1) == state ? 1 : NoSlot;
        }

        private int ResumableSlot()
        {
            for (int slot = 0; slot < 2; slot++)
            {
                long sequence = _state.Sequence(slot);
                if (sequence > 0 && sequence == _state.HighestSequence && _state.State(slot) <= SlotState.Staged)
                {
                    return slot;
                }
            }

            return NoSlot;
        }

        private void OpenWriter(int slot)
        {
            _writer.Resume(FirstPayloadRegion + slot, _state.PayloadBytes(slot), _state.Tag(slot));
        }

        // Begins a mark: what follows changes the state in memory, and Commit records it or takes it back.
        private void Edit()
        {
            Array.Copy(_state.Bytes, _former, StateRecord.LengthBytes);
        }

        private int Commit()
        {
            int status = _journal.Append(_state);
            if (status != Status.Ok)
            {
                Array.Copy(_former, _state.Bytes, StateRecord.LengthBytes);
            }

            return status;
        }

    }
}
