using NanoLive.Ports;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Update
{
    /// <summary>Copies a staged payload out of flash piece by piece and finds out whether the copy is what the manifest named.</summary>
    internal sealed class PayloadCopy
    {
        private readonly PatchStore _store;
        private readonly PayloadVerification _verification;
        private readonly byte[] _piece = new byte[256];
        private int _slot;
        private int _offset;

        internal PayloadCopy(PatchStore store, ReleaseIdentity identity, ISignatures signatures, IUnpacking unpacking)
        {
            _store = store;
            _verification = new PayloadVerification(signatures, unpacking, identity.Digest);
        }

        /// <summary>Meaningful when finished.</summary>
        internal int Status { get; private set; }

        /// <summary>Null unless finished with <see cref="Format.Status.Ok"/>.</summary>
        internal VerifiedPatch Patch { get; private set; }

        internal void Begin(int slot)
        {
            _slot = slot;
            _offset = 0;
            Patch = null;
            Status = Format.Status.Ok;

            // What is packed is no more, when expanded, than what could have come plain.
            _verification.Begin(_store.Digest(slot), _store.LengthBytes(slot), _store.SlotLengthBytes);
        }

        /// <summary>One piece; true when finished.</summary>
        internal bool Step()
        {
            if (_verification.IsPacked)
            {
                VerifiedPatch patch;
                int expanded;
                bool isDone = _verification.Expand(out patch, out expanded);
                Status = expanded;
                Patch = patch;
                return isDone;
            }

            int left = _store.LengthBytes(_slot) - _offset;
            int count = left < _piece.Length ? left : _piece.Length;
            if (count > 0)
            {
                Status = _store.Read(_slot, _offset, _piece, 0, count);
                Status = Status == Format.Status.Ok ? _verification.Append(_piece, 0, count) : Status;
                _offset += count;
            }

            if (Status == Format.Status.Ok && count == left)
            {
                int status;
                Patch = _verification.Finish(out status);
                Status = status;
                return !_verification.IsPacked;
            }

            return Status != Format.Status.Ok;
        }
    }
}
