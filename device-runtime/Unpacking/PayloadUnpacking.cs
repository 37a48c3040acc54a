using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Unpacking
{
    //   stage      yields                                  form 1: any bytes   form 2: a .pe
    //   assembly   the assembly                            from the images     row by row
    //   plan       the plan, resembling the usual one      from the assembly   from the usual plan
    //   finish     whether it is what was packed

    /// <summary>
    /// Expands packed payloads against what the board was flashed with. Memory: the expanded length several times over at most, and the base images that are pointed
    /// into, both until <see cref="Finish"/>. Never throws, whatever the bytes.
    /// </summary>
    public sealed class PayloadUnpacking : IUnpacking
    {
        private readonly IBaseImages _images;
        private readonly HeapCheck _heap;
        private byte[] _packed;
        private byte[] _releaseDigest;
        private PackedSymbols _symbols;
        private int _lengthBytes;
        private int _status;
        private PeUnpacking _pe;
        private BytesUnpacking _bytes;
        private byte[] _plan;
        private byte[] _assembly;

        /// <param name="release">The generated assembly with the base images.</param>
        /// <param name="power">Knows the heap.</param>
        public PayloadUnpacking(Assembly release, IPower power)
            : this(FlashedImages.Of(release), power)
        {
        }

        /// <param name="images">Null: there are none, and nothing is expanded.</param>
        /// <param name="power">Null: there is always heap enough.</param>
        internal PayloadUnpacking(IBaseImages images, IPower power = null)
        {
            _images = images;
            _heap = new HeapCheck(power);
        }

        /// <summary>Null when no .pe is being made.</summary>
        internal PeDraft Draft
        {
            get { return _pe == null ? null : _pe.Draft; }
        }

        internal bool HasAssembly
        {
            get { return _assembly != null; }
        }

        /// <summary>What is being told against a pattern; null before.</summary>
        internal BytesUnpacking Bytes
        {
            get { return _bytes; }
        }

        /// <inheritdoc/>
        public void Begin(byte[] packed, byte[] releaseDigest, int mostBytes)
        {
            Begin(packed, releaseDigest, mostBytes, null);
        }

        /// <summary>The same with numbers from elsewhere: the packer's way to write what this reads.</summary>
        internal void Begin(byte[] packed, byte[] releaseDigest, int mostBytes, PackedSymbols symbols)
        {
            Forget();
            int form = PackedHead.Form(packed);
            _lengthBytes = PackedHead.ExpandedLengthBytes(packed);
            _status = (form != PackedHead.FormBytes && form != PackedHead.FormPe) || _lengthBytes > PackedHead.MostBytes ? Status.Malformed
                : _lengthBytes > mostBytes ? Status.TooLarge
                : _images == null || (form == PackedHead.FormPe && _images.Count == 0) ? Status.OtherBaseImages
                : !_heap.AllowsExpanding(_lengthBytes) ? Status.HeapTooSmall
                : Status.Ok;
            if (_status != Status.Ok)
            {
                return;
            }

            _packed = packed;
            _releaseDigest = releaseDigest;
            _symbols = symbols == null ? new PackedSymbols(packed, PackedHead.LengthBytes) : symbols;
            _pe = form == PackedHead.FormPe ? new PeUnpacking(_symbols, new PeDraft(_images, _heap, _lengthBytes), _lengthBytes) : null;
        }

        /// <inheritdoc/>
        public bool Step()
        {
            if (_status != Status.Ok)
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

            return _plan != null || BeginPlan(_assembly, _assembly.Length, _lengthBytes - _assembly.Length);
        }

        /// <inheritdoc/>
        public int Finish(out byte[] plan, out byte[] assembly)
        {
            bool isRight = _status == Status.Ok && _plan != null && PackedHead.Matches(_packed, _plan, _assembly);
            int status = isRight || _status != Status.Ok ? _status : Status.OtherBaseImages;
            Take(out plan, out assembly);
            if (!isRight)
            {
                plan = null;
                assembly = null;
            }

            return status;
        }

        /// <summary>What came out, right or not; null: nothing.</summary>
        internal void Take(out byte[] plan, out byte[] assembly)
        {
            plan = _plan;
            assembly = _assembly;
            Forget();
        }

        private bool BeginBytes()
        {
            int length = _symbols.Number(SymbolContext.PlanLength);
            int first = _symbols.Number(SymbolContext.Image);
            if (length >= _lengthBytes)
            {
                return Refuse(Status.Malformed);
            }

            bool hasPattern = first < _images.Count;
            if (hasPattern && !_heap.AllowsCopy(_images.LengthBytes(first)))
            {
                return Refuse(Status.HeapTooSmall);
            }

            _assembly = new byte[_lengthBytes - length];
            byte[] pattern = hasPattern ? _images.Image(first) : new byte[0];
            _bytes = new BytesUnpacking(_symbols, pattern, pattern.Length, _assembly);
            return false;
        }

        private bool StepPe()
        {
            if (!_pe.Step())
            {
                return false;
            }

            GrowingBytes usual = _pe.Draft.HasFailed ? null : UsualPlan.Of(_pe, _releaseDigest);
            int length = PeLayout.LengthBytes(_pe.Draft);
            if (_pe.Draft.HasFailed || length >= _lengthBytes)
            {
                return Refuse(_heap.HasFailed ? Status.HeapTooSmall : Status.OtherBaseImages);
            }

            _assembly = new byte[length];
            PeLayout.Write(_pe.Draft, _pe.Name, _pe.AssemblyVersion, _assembly);
            _pe = null;
            return BeginPlan(usual.Bytes, usual.Length, _lengthBytes - _assembly.Length);
        }

        private bool BeginPlan(byte[] pattern, int patternLength, int lengthBytes)
        {
            _plan = new byte[lengthBytes];
            _bytes = new BytesUnpacking(_symbols, pattern, patternLength, _plan);
            return false;
        }

        private bool Refuse(int status)
        {
            Forget();
            _status = status;
            return true;
        }

        private void Forget()
        {
            _packed = null;
            _releaseDigest = null;
            _symbols = null;
            _pe = null;
            _bytes = null;
            _plan = null;
            _assembly = null;
            _status = Status.OtherBaseImages;
        }
    }
}
