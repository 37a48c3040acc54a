using NanoLive.Format;

namespace NanoLive.Unpacking
{
    // In this order (FORMAT.md, "Packed payload"): version, name, types with their fields and methods, bodies. What a row is like in a base image
    // is what is expected of it, so most numbers are one sure yes. Bodies: PeUnpacking.Bodies.cs; types and members named in both: PeUnpacking.Names.cs.

    /// <summary>Makes a .pe out of a packed one and the base images that it was packed against, a piece at a time.</summary>
    internal sealed partial class PeUnpacking
    {
        /// <summary>Methods of the sample (FORMAT.md, "Packed payload").</summary>
        internal const int SampleUp = 1;
        internal const int SampleHandler = 5;
        private const int MostText = 512;
        private const int HandlersFlag = 0x4000;
        private const int SampleConstructor = 0;

        private readonly PackedSymbols _symbols;
        private readonly PeDraft _draft;
        private readonly int[] _typeSources;
        private readonly int[] _methodSources;
        private readonly byte[] _version = new byte[8];
        private int _name = -1;
        private int _typeCount;
        private int _types;
        private int _type;
        private int _lastSample;
        private int _lastImage;
        private int _expected = -1;
        private int _expectedAt;

        internal PeUnpacking(PackedSymbols symbols, PeDraft draft, int lengthBytes)
        {
            _symbols = symbols;
            _draft = draft;
            _typeSources = new int[(lengthBytes / 24) + 1];
            _methodSources = new int[(lengthBytes / 16) + 1];
        }

        internal PeDraft Draft
        {
            get { return _draft; }
        }

        internal int Name
        {
            get { return _name; }
        }

        internal byte[] AssemblyVersion
        {
            get { return _version; }
        }

        internal int TypeCount
        {
            get { return _types; }
        }

        /// <summary>The type that a type of the patch extends and takes the place of; -1: none.</summary>
        internal int ReplacedBy(int type)
        {
            return IsSampled(type, SampleConstructor) ? _typeSources[type] : -1;
        }

        /// <summary>Whether a type of the patch has what is like that method of the sample.</summary>
        internal bool IsSampled(int type, int method)
        {
            int first = U16(BaseImage.TypeDef, type, 10);
            int end = first + U8(BaseImage.TypeDef, type, 12) + U8(BaseImage.TypeDef, type, 13) + U8(BaseImage.TypeDef, type, 14);
            bool isSampled = false;
            for (int i = first; i < end && i < _draft.Count(BaseImage.MethodDef); i++)
            {
                isSampled |= _methodSources[i] == PeDraft.Entity(0, PeDraft.Definition, method);
            }

            return isSampled;
        }

        /// <summary>How many fields of the base can hold what is replaced; they follow.</summary>
        internal int HolderCount()
        {
            return _symbols.Number(SymbolContext.Holders) % (UsualPlan.MostHolders + 1);
        }

        /// <summary>The class of the next one, and the row of the field.</summary>
        internal int Holder(out int field)
        {
            int type = Source(BaseImage.TypeDef, -1);
            BaseImage image = _draft.Image(type);
            int row = image.Row(BaseImage.TypeDef, type & 0xFFFF);
            field = image.U16(row + 16) + _symbols.Below(image.U8(row + 20) + image.U8(row + 21));
            return type;
        }

        /// <summary>One piece; true when there are no more, or what came cannot be right.</summary>
        internal bool Step()
        {
            if (_name < 0)
            {
                Begin();
            }
            else if (_types < _typeCount)
            {
                Type();
            }
            else
            {
                return StepBody() || _draft.HasFailed;
            }

            return _draft.HasFailed;
        }

        private void Begin()
        {
            Learn(0);
            for (int i = 0; i < 8; i++)
            {
                _version[i] = (byte)_symbols.Value(SymbolContext.Version, i == 0 ? 1 : 0);
            }

            if (_symbols.Flag(SymbolContext.NameIsUsual))
            {
                GrowingBytes text = _draft.Text();
                for (int i = 0; i < 5; i++)
                {
                    text.Add("abcdefghijklmnopqrstuvwxyz234567"[_symbols.Below(32) & 31]);
                }

                _name = _draft.EndText();
            }
            else
            {
                _name = Text(-1, 0);
            }

            _typeCount = _symbols.Number(SymbolContext.Types);
            _draft.IsWrong |= _typeCount >= _typeSources.Length;
        }

        private int U16(int table, int row, int column)
        {
            return U8(table, row, column) | (U8(table, row, column + 1) << 8);
        }

        private int U8(int table, int row, int column)
        {
            return _draft.Tables[table].Bytes[(row * BaseImage.RowLength(table)) + column];
        }
    }
}
