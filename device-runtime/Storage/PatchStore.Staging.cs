using NanoLive.Format;

namespace NanoLive.Storage
{
    /// <content>A payload arrives and is read back.</content>
    public sealed partial class PatchStore
    {
        /// <summary>
        /// Makes a slot ready for a payload; the one being staged goes on where it stopped. Confirmed patch and trial stay untouched, a pending
        /// patch if the other slot is free. Refuses with <see cref="Status.TooLarge"/>, <see cref="Status.FailedBefore"/> and
        /// <see cref="Status.SequenceNotHigher"/>. Not while both slots are taken by a confirmed patch and a trial.
        /// </summary>
        public int Reserve(byte[] payloadDigest, int lengthBytes, long sequence, out int slot)
        {
            slot = NoSlot;
            if (lengthBytes <= 0 || lengthBytes > SlotLengthBytes)
            {
                return Status.TooLarge;
            }

            if (FailedBefore(payloadDigest))
            {
                return Status.FailedBefore;
            }

            int resumable = ResumableSlot();
            if (sequence < _state.HighestSequence
                || (sequence == _state.HighestSequence && (resumable == NoSlot || !_state.HasDigest(resumable, payloadDigest))))
            {
                return Status.SequenceNotHigher;
            }

            int staging = StagingSlot;
            bool resumes = staging != NoSlot && _state.HasDigest(staging, payloadDigest) && _state.PayloadBytes(staging) == lengthBytes
                && _writer.HasRoom;
            int target = resumes ? staging : ChooseSlot();
            int status = Status.Ok;
            if (!resumes || sequence != _state.HighestSequence)
            {
                Edit();
                if (staging != NoSlot && staging != target)
                {
                    _state.SetState(staging, SlotState.Free);
                }

                if (!resumes)
                {
                    _state.SetPayload(target, payloadDigest, lengthBytes, _journal.NextNumber);
                }

                _state.SetSequence(target, sequence);
                status = Commit();
            }

            if (status == Status.Ok)
            {
                slot = target;
                if (_writer.Tag != _state.Tag(target))
                {
                    OpenWriter(target);
                }

                status = _writer.Prepare();
            }

            return status;
        }

        /// <summary>
        /// Takes the next bytes of the payload, any number. <see cref="Status.PayloadLengthWrong"/> when there are more than are missing (none is
        /// taken), <see cref="Status.FlashFull"/> when too many cells are spoiled: fail the slot and reserve again.
        /// </summary>
        public int Append(int slot, byte[] buffer, int offset, int count)
        {
            Demand(slot == StagingSlot);
            return count > _state.PayloadBytes(slot) - _writer.StagedBytes ? Status.PayloadLengthWrong : _writer.Append(buffer, offset, count);
        }

        /// <summary>The payload is complete; <see cref="Status.PayloadLengthWrong"/> when it is not. Says nothing about its digest.</summary>
        public int MarkStaged(int slot)
        {
            Demand(slot == StagingSlot);
            if (_writer.StagedBytes != _state.PayloadBytes(slot))
            {
                return Status.PayloadLengthWrong;
            }

            return _state.State(slot) == SlotState.Staged ? Status.Ok : Move(slot, SlotState.Staged, Status.Ok);
        }

        /// <summary>
        /// Copies bytes of a complete payload. <see cref="Status.PayloadDamaged"/> when they do not read as they were written.
        /// </summary>
        public int Read(int slot, int offset, byte[] buffer, int bufferOffset, int count)
        {
            Demand(offset >= 0 && count >= 0 && offset <= _state.PayloadBytes(slot) - count);
            return _reader.Read(FirstPayloadRegion + slot, _state.Tag(slot), offset, buffer, bufferOffset, count);
        }

        private bool IsFailed(int slot, byte[] digest)
        {
            return _state.State(slot) == SlotState.Failed && _state.HasDigest(slot, digest);
        }

        // Neither confirmed nor on trial; rather not pending; then the older one.
        private int ChooseSlot()
        {
            int first = _state.State(0);
            int second = _state.State(1);
            bool canFirst = first != SlotState.Confirmed && first != SlotState.Trial;
            bool canSecond = second != SlotState.Confirmed && second != SlotState.Trial;
            Demand(canFirst || canSecond);
            if (!canFirst || !canSecond)
            {
                return canFirst ? 0 : 1;
            }

            if (first == SlotState.Pending || second == SlotState.Pending)
            {
                return second == SlotState.Pending ? 0 : 1;
            }

            return _state.Sequence(0) <= _state.Sequence(1) ? 0 : 1;
        }
    }
}
