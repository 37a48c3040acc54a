using NanoLive.Format;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Staging
{
    /// <summary>
    /// Brings the payload of a manifest into a slot, in slices, from the envelope or from chunks that arrive one at a time. Knows nothing of the
    /// transport: the caller subscribes to <see cref="NextChunk"/> and hands over what arrives. A download that was cut short goes on where
    /// it stopped.
    /// <code>
    /// state     NextChunk   Accept                                       Step
    /// idle      NoChunk     ignored                                      true
    /// waiting   0, 1, 2 …   the chunk wanted: writing; others: ignored    false
    /// writing   NoChunk     ignored                                      a slice; then waiting, or idle with a receipt
    /// </code>
    /// </summary>
    [ForTools]
    public sealed class PatchStaging
    {
        public const int NoChunk = -1;

        /// <summary>What one step writes: a cell of the slot.</summary>
        private const int SliceBytes = 248;

        private readonly PatchStore _store;
        private int _slot = PatchStore.NoSlot;
        private int _lengthBytes;
        private int _chunkBytes;
        private byte[] _buffer;
        private int _offset;
        private int _end;

        public PatchStaging(PatchStore store)
        {
            _store = store;
        }

        /// <summary>Set when <see cref="Step"/> returned true with Ok.</summary>
        public StagedPatch Patch { get; private set; }

        /// <summary>Number of the chunk to subscribe to; <see cref="NoChunk"/> while none is wanted.</summary>
        public int NextChunk => _slot == PatchStore.NoSlot || _buffer != null ? NoChunk : _store.StagedBytes(_slot) / _chunkBytes;

        /// <summary>
        /// Forgets what was going on and begins with this manifest; may erase a slot. Ok, or why <see cref="PatchStore.Reserve"/> refused.
        /// </summary>
        public int Begin(VerifiedManifest manifest)
        {
            Abandon();
            int status = _store.Reserve(manifest.PayloadDigest, manifest.PayloadLengthBytes, manifest.Sequence, out int slot);
            if (status != Status.Ok)
            {
                return status;
            }

            _slot = slot;
            _lengthBytes = manifest.PayloadLengthBytes;
            _chunkBytes = manifest.ChunkLengthBytes;
            int staged = _store.StagedBytes(slot);
            if (staged == _lengthBytes)
            {
                Write(manifest.PayloadDigest, 0, 0);
            }
            else if (manifest.InlineBuffer != null)
            {
                Write(manifest.InlineBuffer, manifest.InlineOffset + staged, _lengthBytes - staged);
            }

            return status;
        }

        /// <summary>Stops; what is in the slot stays there.</summary>
        public void Abandon()
        {
            _slot = PatchStore.NoSlot;
            _buffer = null;
            Patch = null;
        }

        /// <summary>The patch that this boot is to run.</summary>
        public StagedPatch AtBoot(BootChoice choice)
        {
            return new StagedPatch(_store, choice.Slot);
        }

        /// <summary>
        /// Takes a chunk; <paramref name="payload"/> is kept until it is written, and must not change. A chunk that is not wanted (repeated, out
        /// of order) is ignored and comes again in its turn. <see cref="Status.PayloadLengthWrong"/> for the wanted one with another length
        /// than the manifest gives it: nothing is taken, and it stays wanted.
        /// </summary>
        public int Accept(int chunk, byte[] payload)
        {
            if (chunk == NoChunk || chunk != NextChunk)
            {
                return Status.Ok;
            }

            int begin = chunk * _chunkBytes;
            int length = _lengthBytes - begin;
            length = length > _chunkBytes ? _chunkBytes : length;
            if (payload.Length != length)
            {
                return Status.PayloadLengthWrong;
            }

            // After a reset the first bytes of a chunk may be there already.
            int known = _store.StagedBytes(_slot) - begin;
            Write(payload, known, length - known);
            return Status.Ok;
        }

        /// <summary>One slice. True when it ended: with <see cref="Patch"/> and Ok, or with a fault of the store, which ends the staging.</summary>
        public bool Step(out int status)
        {
            status = Status.Ok;
            if (_slot == PatchStore.NoSlot)
            {
                return true;
            }

            if (_buffer == null)
            {
                return false;
            }

            int count = _end - _offset;
            count = count > SliceBytes ? SliceBytes : count;
            status = _store.Append(_slot, _buffer, _offset, count);
            _offset += count;
            if (status == Status.Ok && _offset < _end)
            {
                return false;
            }

            _buffer = null;
            int slot = _slot;
            if (status == Status.Ok && _store.StagedBytes(slot) < _lengthBytes)
            {
                return false;
            }

            if (status == Status.Ok)
            {
                status = _store.MarkStaged(slot);
            }

            Abandon();
            if (status == Status.Ok)
            {
                Patch = new StagedPatch(_store, slot);
            }

            return true;
        }

        private void Write(byte[] buffer, int offset, int count)
        {
            _buffer = buffer;
            _offset = offset;
            _end = offset + count;
        }
    }
}
