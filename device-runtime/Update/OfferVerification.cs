using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Storage;
using NanoLive.Trust;

namespace NanoLive.Update
{
    /// <summary>From an envelope's bytes to a verified manifest, in slices.</summary>
    internal sealed class OfferVerification
    {
        private readonly BoardPorts _ports;
        private readonly PatchStore _store;
        private readonly ManifestVerification _verification;
        private readonly OfferLimits _limits = new OfferLimits();
        private bool _isParsed;

        internal OfferVerification(BoardPorts ports, BoardSettings settings, ReleaseIdentity identity, PatchStore store)
        {
            _ports = ports;
            _store = store;
            _verification = new ManifestVerification(identity, ports.Signatures, ports.Loader.Generation, settings.DeviceId);
        }

        /// <summary>Meaningful when finished.</summary>
        internal int Status { get; private set; }

        /// <summary>Null unless finished with <see cref="Format.Status.Ok"/>.</summary>
        internal VerifiedManifest Manifest { get; private set; }

        /// <summary>What the offer says its payload is, verified or not; null when it could not be read.</summary>
        internal byte[] Digest { get; private set; }

        /// <summary>
        /// Begins with an envelope. False when there is nothing to do: it is what runs, what the next boot will run, or an offer whose outcome was
        /// told already. None of that needs a signature: nothing follows from it.
        /// </summary>
        internal bool Begin(byte[] envelope, byte[] running)
        {
            int status;
            ParsedOffer offer = OfferParser.Parse(envelope, out status);
            Status = status;
            Manifest = null;
            Digest = null;
            _isParsed = offer != null;
            if (!_isParsed)
            {
                return true;
            }

            Digest = offer.PayloadDigest;
            byte[] resumable = _store.ResumableDigest;
            bool isTold = offer.Sequence == _store.HighestSequence && Is(_store.LastDigest) && !Is(resumable);
            if (isTold || Is(running) || (_store.PendingSlot != PatchStore.NoSlot && Is(_store.Digest(_store.PendingSlot))))
            {
                return false;
            }

            _limits.HighestSequence = _store.HighestSequence;
            _limits.ResumedDigest = resumable;
            _limits.UtcSeconds = _ports.Clock.UtcSeconds;
            _limits.SlotLengthBytes = _store.SlotLengthBytes;
            _verification.Begin(offer, _limits);
            return true;
        }

        /// <summary>One slice; true when finished.</summary>
        internal bool Step(int multiplications)
        {
            if (_isParsed && !_verification.Step(multiplications))
            {
                return false;
            }

            if (_isParsed)
            {
                Status = _verification.Status;
                Manifest = _verification.Manifest;
            }

            if (Manifest != null && _store.FailedBefore(Digest))
            {
                Status = Format.Status.FailedBefore;
                Manifest = null;
            }

            return true;
        }

        private bool Is(byte[] digest)
        {
            return digest != null && Bytes.Equal(digest, 0, Digest, 0, Digest.Length);
        }
    }
}
