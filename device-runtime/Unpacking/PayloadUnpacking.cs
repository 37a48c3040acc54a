using NanoLive.Format;

namespace NanoLive.Unpacking
{
    // A packed payload (FORMAT.md): form 1 or 2, expanded length of plan and assembly, checksum of both, numbers.
    //
    //   stage      yields                                  form 1: any bytes   form 2: a .pe
    //   assembly   the assembly                            from the images     row by row
    //   plan       the plan, resembling the usual one      from the assembly   from the usual plan
    //   check      whether it is what was packed

    /// <summary>
    /// Expands a packed payload, a piece at a time, into plan and assembly. Reads nothing that was not signed: the caller has checked the digest over all
    /// of <c>packed</c>. Memory: the expanded length several times over at most, and the base images that are pointed into. Never throws.
    /// </summary>
    [ForTools]
    public sealed class PayloadUnpacking
    {
        /// <summary>First byte: assemblies of any kind.</summary>
        public const int FormBytes = 1;

        /// <summary>First byte: a .pe.</summary>
        public const int FormPe = 2;

        /// <summary>Form in four bits and length in twenty, checksum.</summary>
        public const int HeadBytes = 7;

        /// <summary>Plan and assembly together: more has no packed form. So the first byte is never that of a plain payload.</summary>
        public const int MostBytes = (1 << 19) - 1;

        private readonly byte[] _packed;
        private readonly byte[] _releaseDigest;
        private readonly PackedSymbols _symbols;
        private readonly IBaseImages _images;
        private readonly int _lengthBytes;
        private PeUnpacking _pe;
        private BytesUnpacking _bytes;
        private readonly bool _isChecked;
        private bool _isPlan;

        /// <param name="packed">Kept.</param>
        /// <param name="images">Null: there are none, and nothing is expanded.</param>
        /// <param name="releaseDigest">32 bytes: what plans begin with.</param>
        /// <param name="mostBytes">More is not expanded.</param>
        public PayloadUnpacking(byte[] packed, IBaseImages images, byte[] releaseDigest, int mostBytes)
            : this(packed, images, releaseDigest, mostBytes, new PackedSymbols(packed, HeadBytes))
        {
            _isChecked = true;
        }

        /// <summary>The same with numbers from elsewhere: the packer's way to write what this reads.</summary>
        public PayloadUnpacking(byte[] packed, IBaseImages images, byte[] releaseDigest, int mostBytes, PackedSymbols symbols)
        {
            _packed = packed;
            _images = images;
            _releaseDigest = releaseDigest;
            _symbols = symbols;
            bool isWhole = packed.Length >= HeadBytes;
            int form = isWhole ? packed[0] & 15 : 0;
            _lengthBytes = ExpandedLengthBytes(packed);
            Status = (form != FormBytes && form != FormPe) || _lengthBytes > MostBytes ? Format.Status.Malformed
                : _lengthBytes > mostBytes ? Format.Status.TooLarge
                : images == null || (form == FormPe && images.Count == 0) ? Format.Status.OtherBaseImages
                : Format.Status.Ok;
            if (Status == Format.Status.Ok && form == FormPe)
            {
                _pe = new PeUnpacking(symbols, images, _lengthBytes);
            }
        }

        /// <summary>Plan and assembly of a packed payload together, as its head says; 0 when it has none.</summary>
        public static int ExpandedLengthBytes(byte[] packed)
        {
            return packed.Length < HeadBytes ? 0 : ((packed[0] >> 4) << 16) | packed[1] | (packed[2] << 8);
        }

        /// <summary>Meaningful when finished.</summary>
        public int Status { get; private set; }

        /// <summary>Null unless finished with <see cref="Format.Status.Ok"/>.</summary>
        public byte[] Plan { get; private set; }

        /// <summary>Null unless finished with <see cref="Format.Status.Ok"/>.</summary>
        public byte[] Assembly { get; private set; }

        /// <summary>Null when no .pe is being made.</summary>
        internal PeDraft Draft
        {
            get { return _pe == null ? null : _pe.Draft; }
        }

        /// <summary>What the plan is told against; null before.</summary>
        internal BytesUnpacking Bytes
        {
            get { return _bytes; }
        }

        /// <summary>One piece; true when finished.</summary>
        public bool Step()
        {
            if (Status != Format.Status.Ok)
            {
                return true;
            }

            if (_bytes == null)
            {
                return _pe == null ? BeginBytes() : StepPe();
            }

            if (!_bytes.Step())
            {
                return false;
            }

            return _isPlan ? Check() : BeginPlan(Assembly, Assembly.Length, _lengthBytes - Assembly.Length);
        }

        private bool BeginBytes()
        {
            int length = _symbols.Number(SymbolContext.PlanLength);
            int first = _symbols.Number(SymbolContext.Image);
            if (length >= _lengthBytes)
            {
                return Refuse(Format.Status.Malformed);
            }

            Assembly = new byte[_lengthBytes - length];
            byte[] pattern = first < _images.Count ? _images.Image(first) : new byte[0];
            _bytes = new BytesUnpacking(_symbols, pattern, pattern.Length, Assembly);
            return false;
        }

        private bool StepPe()
        {
            if (!_pe.Step())
            {
                return false;
            }

            int length = PeLayout.LengthBytes(_pe.Draft);
            if (_pe.Draft.HasFailed || length >= _lengthBytes)
            {
                return Refuse(Format.Status.OtherBaseImages);
            }

            Assembly = new byte[length];
            PeLayout.Write(_pe.Draft, _pe.Name, _pe.AssemblyVersion, Assembly);
            GrowingBytes usual = UsualPlan.Of(_pe, _releaseDigest);
            _pe = null;
            length = _symbols.Value(SymbolContext.PlanLength, usual.Length);
            return length > _lengthBytes - Assembly.Length ? Refuse(Format.Status.OtherBaseImages) : BeginPlan(usual.Bytes, usual.Length, length);
        }

        private bool BeginPlan(byte[] pattern, int patternLength, int lengthBytes)
        {
            _isPlan = true;
            Plan = new byte[lengthBytes];
            _bytes = new BytesUnpacking(_symbols, pattern, patternLength, Plan);
            return false;
        }

        private bool Refuse(int status)
        {
            Status = status;
            Plan = null;
            Assembly = null;
            return true;
        }

        private bool Check()
        {
            Crc32 crc = new Crc32();
            int all = (int)crc.Append(crc.Append(0xFFFFFFFF, Plan, 0, Plan.Length), Assembly, 0, Assembly.Length);
            bool isSame = Plan.Length + Assembly.Length == _lengthBytes
                && all == (_packed[3] | (_packed[4] << 8) | (_packed[5] << 16) | (_packed[6] << 24));
            return isSame || !_isChecked || Refuse(Format.Status.OtherBaseImages);
        }
    }
}
