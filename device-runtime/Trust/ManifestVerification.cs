using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Trust
{
    /// <summary>
    /// Decides whether this board takes an offer. Works in slices, so that no tick is late: call <see cref="Step"/> between ticks until it
    /// returns true. Nothing is stored and nothing else changes, whatever the outcome.
    /// </summary>
    /// <remarks>
    /// Order of the checks, each with a status of its own: key named and known, not revoked, signature, vendor, class, generation, base, device,
    /// sequence, expiry, length. The signature comes first of those that look into the manifest, so a refusal for another reason is about
    /// something that a trusted key did sign.
    /// <code>
    /// state       slice                                              next
    /// Hashing     up to 128 bytes of the manifest                    Hashing; Signature when done, Finished when it is not what was signed
    /// Signature   as many field multiplications as the caller says   Signature; Finished when done
    /// Finished    none                                               Finished
    /// </code>
    /// </remarks>
    [ForTools]
    public sealed class ManifestVerification
    {
        private const int StateHashing = 0;
        private const int StateSignature = 1;
        private const int StateFinished = 2;
        private const int HashSliceBytes = 128;

        private readonly ReleaseIdentity _identity;
        private readonly int _generation;
        private readonly string _deviceId;
        private readonly ISignatures _signatures;
        private int _state = StateFinished;
        private int _hashed;
        private ParsedOffer _offer;
        private OfferLimits _limits;

        public ManifestVerification(ReleaseIdentity identity, ISignatures signatures, int generation, string deviceId)
        {
            _signatures = signatures;
            _identity = identity;
            _generation = generation;
            _deviceId = deviceId;
        }

        /// <summary>Meaningful when finished.</summary>
        public int Status { get; private set; }

        /// <summary>Null unless finished with <see cref="Format.Status.Ok"/>.</summary>
        public VerifiedManifest Manifest { get; private set; }

        /// <summary>Forgets what was going on and begins with this offer.</summary>
        public void Begin(ParsedOffer offer, OfferLimits limits)
        {
            _offer = offer;
            _limits = limits;
            _hashed = 0;
            _state = StateHashing;
            Manifest = null;
            _signatures.BeginDigest();
            if (offer.KeyId == null)
            {
                Finish(Format.Status.KeyUnknown);
            }
            else if (_identity.IsRevoked(offer.KeyId))
            {
                Finish(Format.Status.KeyRevoked);
            }
            else if (_identity.FindKey(offer.KeyId) == null)
            {
                Finish(Format.Status.KeyUnknown);
            }
        }

        /// <summary>One slice; true when finished.</summary>
        /// <param name="multiplications">Field multiplications, at least 1; see <see cref="EcdsaP256Verification.Step"/>.</param>
        public bool Step(int multiplications)
        {
            if (_state == StateHashing)
            {
                HashSlice();
            }
            else if (_state == StateSignature && _signatures.Step(multiplications))
            {
                Finish(_signatures.IsGood ? StatusOfFields() : Format.Status.SignatureWrong);
            }

            return _state == StateFinished;
        }

        private void HashSlice()
        {
            int count = _offer.ManifestLength - _hashed;
            count = count > HashSliceBytes ? HashSliceBytes : count;
            _signatures.Append(_offer.Envelope, _offer.ManifestOffset + _hashed, count);
            _hashed += count;
            if (_hashed < _offer.ManifestLength)
            {
                return;
            }

            if (!Bytes.Equal(_signatures.EndDigest(), 0, _offer.ManifestDigest, 0, 32))
            {
                Finish(Format.Status.SignatureWrong);
                return;
            }

            BeginSignature();
        }

        // Sig_structure of RFC 9052, section 4.4: ["Signature1", protected header, no external data, payload]; the payload is SUIT_Digest.
        private void BeginSignature()
        {
            byte[] piece = new byte[]
            {
                0x84, 0x6A, (byte)'S', (byte)'i', (byte)'g', (byte)'n', (byte)'a', (byte)'t', (byte)'u', (byte)'r', (byte)'e', (byte)'1', 0x40,
            };
            _signatures.BeginDigest();
            _signatures.Append(piece, 0, piece.Length - 1);
            _signatures.Append(_offer.Envelope, _offer.ProtectedOffset, _offer.ProtectedLength);
            _signatures.Append(piece, piece.Length - 1, 1);
            _signatures.Append(_offer.Envelope, _offer.SignedDigestOffset, _offer.SignedDigestLength);
            _signatures.BeginSignature(_identity.FindKey(_offer.KeyId), _signatures.EndDigest(), _offer.Signature);
            _state = StateSignature;
        }

        private int StatusOfFields()
        {
            if (!Bytes.Equal(_offer.VendorId, 0, _identity.VendorId, 0, 16))
            {
                return Format.Status.OtherVendor;
            }

            if (!Bytes.Equal(_offer.ClassId, 0, _identity.ClassId, 0, 16))
            {
                return Format.Status.OtherBoardClass;
            }

            if (_offer.Generation != _generation)
            {
                return Format.Status.OtherGeneration;
            }

            if (!Bytes.Equal(_offer.BaseDigest, 0, _identity.Digest, 0, 32))
            {
                return Format.Status.OtherBase;
            }

            if (_offer.DeviceId != null && _offer.DeviceId != _deviceId)
            {
                return Format.Status.OtherDevice;
            }

            return StatusOfLimits();
        }

        private int StatusOfLimits()
        {
            if (_offer.Sequence <= _limits.HighestSequence && !IsResumed())
            {
                return Format.Status.SequenceNotHigher;
            }

            if (_offer.ExpirySeconds != 0 && _limits.UtcSeconds > _offer.ExpirySeconds)
            {
                return Format.Status.Expired;
            }

            if (_offer.PayloadLengthBytes > _limits.SlotLengthBytes)
            {
                return Format.Status.TooLarge;
            }

            bool inline = _offer.PayloadOffset >= 0;
            return inline && _offer.InlineLengthBytes != _offer.PayloadLengthBytes ? Format.Status.PayloadLengthWrong : Format.Status.Ok;
        }

        private bool IsResumed()
        {
            return _limits.ResumedDigest != null && _offer.Sequence == _limits.HighestSequence
                && Bytes.Equal(_offer.PayloadDigest, 0, _limits.ResumedDigest, 0, 32);
        }

        private void Finish(int status)
        {
            Status = status;
            Manifest = status == Format.Status.Ok ? new VerifiedManifest(_offer) : null;
            _offer = null;
            _state = StateFinished;
        }
    }
}
