using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Trust
{
    /// <summary>
    /// Copies a payload piece by piece into buffers of its own, finds out whether the copy is what a manifest named, and only then expands one that is
    /// packed. The caller chooses the pieces, so the work is in slices; memory is the plan's and the assembly's length, each once, and what expanding takes.
    /// </summary>
    /// <remarks>
    /// The payload is a CBOR array of two byte strings (FORMAT.md, "Payload"). Their heads are read before the digest is known, so their
    /// lengths are compared with the payload's first.
    /// <code>
    /// part   bytes             ends
    /// 0      0x82              after 1 byte; form and length begin a packed payload
    /// 1, 3   byte string head  when it says its length (1 to 5 bytes)
    /// 2      plan              after that length
    /// 4      assembly          after that length, which must be the payload's end
    /// 5      packed payload    at the payload's end
    /// </code>
    /// </remarks>
    [ForTools]
    public sealed class PayloadVerification
    {
        /// <summary>What a plain payload begins with.</summary>
        public const byte ArrayOfTwo = 0x82;

        private const int PartAssembly = 4;
        private const int PartPacked = 5;

        private readonly IUnpacking _unpacking;
        private readonly byte[] _release;
        private readonly ISignatures _signatures;
        private readonly byte[] _head = new byte[5];
        private byte[] _digest;
        private int _left;
        private int _part;
        private int _filled;
        private byte[] _plan;
        private byte[] _image;
        private bool _malformed;
        private int _mostBytes;

        /// <param name="signatures">For the digest.</param>
        /// <param name="unpacking">Null: packed payloads are refused.</param>
        /// <param name="releaseDigest">Of what was flashed, 32 bytes; null without unpacking.</param>
        public PayloadVerification(ISignatures signatures, IUnpacking unpacking = null, byte[] releaseDigest = null)
        {
            _signatures = signatures;
            _unpacking = unpacking;
            _release = releaseDigest;
        }

        /// <summary>Forgets what was going on. <paramref name="digest"/>: 32 bytes, kept; <paramref name="lengthBytes"/>: of the whole payload.</summary>
        /// <param name="mostBytes">A packed payload that is longer when expanded is refused.</param>
        public void Begin(byte[] digest, int lengthBytes, int mostBytes = FormatLimit.PayloadBytes)
        {
            _mostBytes = mostBytes;
            IsPacked = false;
            _digest = digest;
            _left = lengthBytes;
            _part = 0;
            _filled = 0;
            _plan = null;
            _image = null;
            _malformed = false;
            _signatures.BeginDigest();
        }

        /// <summary>
        /// The next bytes, any number: they are copied. Ok, or <see cref="Status.PayloadLengthWrong"/> when there are more than were announced.
        /// </summary>
        public int Append(byte[] buffer, int offset, int count)
        {
            if (count > _left)
            {
                _left = -1;
                return Status.PayloadLengthWrong;
            }

            _signatures.Append(buffer, offset, count);
            while (count > 0 && !_malformed)
            {
                int taken = Take(buffer, offset, count);
                offset += taken;
                count -= taken;
                _left -= taken;
            }

            // What cannot be read can still have the wrong digest, which is the better answer.
            _left -= count;
            return Status.Ok;
        }

        /// <summary>
        /// After the last byte. Null when refused, and when <see cref="IsPacked"/>, with status Ok: <see cref="Status.PayloadLengthWrong"/>, <see cref="Status.PayloadDigestWrong"/>,
        /// <see cref="Status.Malformed"/> for one that was signed but has another layout, <see cref="Status.UnpackingMissing"/>.
        /// </summary>
        public VerifiedPatch Finish(out int status)
        {
            byte[] digest = _signatures.EndDigest();
            if (_left != 0)
            {
                status = Status.PayloadLengthWrong;
            }
            else if (!Bytes.Equal(digest, 0, _digest, 0, 32))
            {
                status = Status.PayloadDigestWrong;
            }
            else if (_part == PartPacked)
            {
                IsPacked = _unpacking != null;
                status = IsPacked ? Status.Ok : Status.UnpackingMissing;
                if (IsPacked)
                {
                    _unpacking.Begin(_image, _release, _mostBytes);
                }
            }
            else
            {
                status = _malformed || _part != PartAssembly || _filled != _image.Length ? Status.Malformed : Status.Ok;
            }

            VerifiedPatch patch = status == Status.Ok && !IsPacked ? new VerifiedPatch(digest, _plan, _image) : null;
            _plan = null;
            _image = null;
            return patch;
        }

        /// <summary>The digest was right, and what has it is packed: <see cref="Expand"/> until there is a patch or a status.</summary>
        public bool IsPacked { get; private set; }

        /// <summary>
        /// One piece of expanding a packed payload; true when finished. Null then when refused: <see cref="Status.OtherBaseImages"/> when what comes out is not
        /// what was packed, <see cref="Status.TooLarge"/>, <see cref="Status.Malformed"/>.
        /// </summary>
        public bool Expand(out VerifiedPatch patch, out int status)
        {
            patch = null;
            status = Status.Ok;
            IsPacked = !_unpacking.Step();
            if (!IsPacked)
            {
                byte[] plan;
                byte[] assembly;
                status = _unpacking.Finish(out plan, out assembly);
                patch = status == Status.Ok ? new VerifiedPatch(_digest, plan, assembly) : null;
            }

            return !IsPacked;
        }

        // Takes at least one byte.
        private int Take(byte[] buffer, int offset, int count)
        {
            if (_part == 0)
            {
                bool isPacked = (buffer[offset] & 0x80) == 0 && (buffer[offset] & 15) != 0;
                _malformed = !isPacked && buffer[offset] != ArrayOfTwo;
                _part = isPacked ? PartPacked : 1;
                _image = isPacked ? new byte[_left] : null;
                if (_image == null)
                {
                    return 1;
                }
            }

            if (_part == 1 || _part == 3)
            {
                TakeHead(buffer[offset]);
                return 1;
            }

            byte[] target = _part == 2 ? _plan : _image;
            int taken = target.Length - _filled;
            taken = taken > count ? count : taken;
            System.Array.Copy(buffer, offset, target, _filled, taken);
            _filled += taken;
            if (_part == 2 && _filled == target.Length)
            {
                _part = 3;
                _filled = 0;
            }

            return taken;
        }

        private void TakeHead(byte value)
        {
            _head[_filled++] = value;
            int minor = _head[0] & 31;
            int headLength = minor < 24 ? 1 : 1 + (1 << (minor - 24));
            if (headLength > _head.Length)
            {
                _malformed = true;
                return;
            }

            if (_filled < headLength)
            {
                return;
            }

            // Only this byte of the payload is still counted in _left. An empty plan or assembly is none.
            CborReader reader = new CborReader(_head, 0, headLength);
            int length = reader.ReadBytesHead(_left - 1);
            if (length == 0 || (_part == 3 && length != _left - 1))
            {
                _malformed = true;
                return;
            }

            if (_part == 1)
            {
                _plan = new byte[length];
            }
            else
            {
                _image = new byte[length];
            }

            _part++;
            _filled = 0;
        }
    }
}
