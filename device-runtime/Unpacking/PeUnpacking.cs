using NanoLive.Format;

namespace NanoLive.Unpacking
{
    // In this order (FORMAT.md, "Packed payload"): version, name, types with their fields and methods, bodies. What a row is like in a base image
    // is what is expected of it, so most numbers are one sure yes. Bodies: PeUnpacking.Bodies.cs; types and members named in both: PeUnpacking.Names.cs.

    /// <summary>Makes a .pe out of a packed one and the base images that it was packed against, a piece at a time.</summary>
    internal sealed partial class PeUnpacking
    {
        private const int MostText = 512;
        private const int HandlersFlag = 0x4000;

        private readonly PackedSymbols _symbols;
        private readonly PeDraft _draft;
        private readonly int[] _typeSources;
        private readonly int[] _methodSources;
        private readonly byte[] _version = new byte[8];
        private int _name = -1;
        private int _typeCount;
        private int _types;
        private int _lastImage;
        private int _expected = -1;
        private int _expectedAt;

        internal PeUnpacking(PackedSymbols symbols, IBaseImages images, int lengthBytes)
        {
            _symbols = symbols;
            _draft = new PeDraft(images, lengthBytes);
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
            int first = U16(BaseImage.TypeDef, type, 10);
            int count = U8(BaseImage.TypeDef, type, 12) + U8(BaseImage.TypeDef, type, 13);
            bool isAdopting = false;
            for (int i = first; i < first + count && i < _draft.Count(BaseImage.MethodDef); i++)
            {
                isAdopting |= _methodSources[i] >= 0 && _methodSources[i] >> 18 == 0;
            }

            return isAdopting ? _typeSources[type] : -1;
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
            for (int i = 0; i < 8; i++)
            {
                _version[i] = (byte)_symbols.Value(SymbolContext.Version, i == 0 ? 1 : 0);
            }

            if (_symbols.Flag(SymbolContext.NameIsUsual))
            {
                GrowingBytes text = _draft.Text();
                text.Add('P');
                for (int i = 0; i < 7; i++)
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

        private void Type()
        {
            int source = _symbols.Flag(SymbolContext.TypeSource) ? Source(BaseImage.TypeDef, -1) : -1;
            bool extends = source >= 0 && _symbols.Flag(SymbolContext.Extends);
            BaseImage image = source < 0 ? null : _draft.Image(source);
            int at = source < 0 ? 0 : image.Row(BaseImage.TypeDef, source & 0xFFFF);
            int name = Text(source, source < 0 ? 0 : image.U16(at));
            int space = Text(source, source < 0 ? 0 : image.U16(at + 2));
            int parent = extends ? 0x8000 | _draft.TypeRef(source) : Parent(source, source < 0 ? BaseImage.None : image.U16(at + 4));
            GrowingBytes rows = _draft.Tables[BaseImage.TypeDef];
            rows.Add16(name);
            rows.Add16(space);
            rows.Add16(parent);
            rows.Add16(_symbols.Value(SymbolContext.TypeShape, 0) - 1);
            rows.Add16(Interfaces());
            rows.Add16(_draft.Count(BaseImage.MethodDef));
            int[] methods = new int[3];
            for (int section = 0; section < 3; section++)
            {
                methods[section] = _symbols.Number(SymbolContext.MethodCount + section);
                rows.Add(methods[section]);
            }

            rows.Add(_symbols.Value(SymbolContext.TypeData, 17));
            int statics = _symbols.Value(SymbolContext.FieldCount, 0);
            int instances = _symbols.Value(SymbolContext.FieldCount, 0);
            rows.Add16(_draft.Count(BaseImage.FieldDef));
            rows.Add16(_draft.Count(BaseImage.FieldDef) + statics);
            rows.Add(statics);
            rows.Add(instances);
            rows.Add16(_symbols.Value(SymbolContext.TypeFlags, source < 0 || extends ? 1 : image.U16(at + 22)));
            _typeSources[_types++] = source;
            int field = source < 0 || extends ? -1 : image.U16(at + 16);
            for (int i = 0; i < statics + instances && !_draft.HasFailed; i++)
            {
                Field(field < 0 ? -1 : PeDraft.Sibling(source, PeDraft.Definition, field + i));
            }

            int cursor = source < 0 ? 0 : image.U16(at + 10);
            for (int section = 0; section < 3; section++)
            {
                for (int i = 0; i < methods[section] && !_draft.HasFailed; i++)
                {
                    Method(section, extends && section == 1 && i == 0, extends, source, ref cursor);
                }
            }
        }

        private int Parent(int source, int expected)
        {
            int entity = expected == BaseImage.None ? -1 : Sibling(source, expected);
            if (_symbols.Flag(SymbolContext.Orphan))
            {
                return BaseImage.None;
            }

            int token = TypeToken(entity);
            return (token & 3) == 1 ? 0x8000 | (token >> 2) : token >> 2;
        }

        private int Interfaces()
        {
            int count = _symbols.Value(SymbolContext.Interfaces, 0);
            if (count == 0)
            {
                return BaseImage.None;
            }

            _draft.Scratch.Length = 0;
            _draft.Scratch.Add(count);
            for (int i = 0; i < count && !_draft.HasFailed; i++)
            {
                _draft.AddToken(TypeToken(-1));
            }

            return _draft.EndBlob();
        }

        private void Field(int source)
        {
            BaseImage image = source < 0 ? null : _draft.Image(source);
            int at = source < 0 ? 0 : image.Row(BaseImage.FieldDef, source & 0xFFFF);
            int name = Text(source, source < 0 ? 0 : image.U16(at));
            Expect(source, source < 0 ? 0 : image.U16(at + 2) + 1);
            _draft.Scratch.Length = 0;
            _draft.Scratch.Add(6);
            Type1();
            GrowingBytes rows = _draft.Tables[BaseImage.FieldDef];
            rows.Add16(name);
            rows.Add16(_draft.EndBlob());
            rows.Add16(Data());
            rows.Add16(_symbols.Value(SymbolContext.FieldFlags, source < 0 ? 3 : image.U16(at + 6)));
        }

        private int Data()
        {
            int length = _symbols.Value(SymbolContext.StaticData, 0);
            if (length == 0)
            {
                return BaseImage.None;
            }

            _draft.Scratch.Length = 0;
            _draft.Scratch.Add16(--length);
            for (int i = 0; i < length && !_draft.Scratch.IsFull; i++)
            {
                _draft.Scratch.Add(_symbols.Byte(SymbolContext.DataBytes));
            }

            return _draft.EndBlob();
        }

        private void Method(int section, bool isFirst, bool extends, int owner, ref int cursor)
        {
            int source = MethodSource(section, isFirst ? 1 : owner < 0 ? 2 : 0, owner, ref cursor);
            BaseImage image = source < 0 ? null : _draft.Image(source);
            int at = source < 0 ? 0 : image.Row(BaseImage.MethodDef, source & 0xFFFF);
            int row = _draft.Count(BaseImage.MethodDef);
            _draft.IsWrong |= row >= _methodSources.Length - 1;
            if (_draft.IsWrong)
            {
                return;
            }

            _methodSources[row] = source;
            int name = Text(source, source < 0 ? 0 : image.U16(at));
            int low = source < 0 ? 0x80 | 6 : image.U16(at + 4);
            low = extends ? low & ~0x100 : low;
            low = (low & 7) == 1 ? low | 2 : low;
            low = _symbols.Value(SymbolContext.MethodFlags, low);
            int high = _symbols.Value(SymbolContext.MethodFlagsHigh, source < 0 ? 0 : image.U16(at + 6));
            int localCount = _symbols.Value(SymbolContext.Locals, source < 0 ? 0 : image.U8(at + 10));
            int locals = localCount == 0 ? BaseImage.None : Types(source, source < 0 ? 0 : image.U16(at + 12), localCount);
            int stack = _symbols.Value(SymbolContext.Stack, source < 0 ? 2 : image.U8(at + 11));
            bool isStatic = (low & 0x10) != 0;
            int from = source < 0 ? 0 : image.Start(BaseImage.Signatures) + image.U16(at + 14);
            int parameters = _symbols.Value(SymbolContext.Parameters, source < 0 ? 0 : image.U8(from + 1));
            int signature = Signature(isStatic ? 0 : 0x20, parameters, source, from);
            int returns = _draft.Tables[BaseImage.Signatures].Bytes[signature + 2];
            GrowingBytes rows = _draft.Tables[BaseImage.MethodDef];
            rows.Add16(name);
            rows.Add16(_symbols.Flag(SymbolContext.HasBody) ? 0 : BaseImage.None);
            rows.Add16(low);
            rows.Add16(high);
            rows.Add(returns);
            rows.Add(parameters + (isStatic ? 0 : 1));
            rows.Add(localCount);
            rows.Add(stack);
            rows.Add16(locals);
            rows.Add16(signature);
        }

        private int MethodSource(int section, int expected, int owner, ref int cursor)
        {
            int kind = _symbols.Value(SymbolContext.MethodSource + section, expected);
            if (kind == 0 && owner >= 0)
            {
                cursor += _symbols.Number(SymbolContext.MethodSkip) + 1;
                return PeDraft.Sibling(owner, PeDraft.Definition, (cursor - 1) & 0xFFFF);
            }

            if (kind == 1)
            {
                return PeDraft.Entity(0, PeDraft.Definition, _symbols.Value(SymbolContext.SampleMethod, 0) & 0xFFFF);
            }

            return kind == 3 ? Source(BaseImage.MethodDef, -1) : -1;
        }

        private int Signature(int convention, int parameters, int source, int from)
        {
            _expected = source;
            _expectedAt = from + 2;
            _draft.Scratch.Length = 0;
            _draft.Scratch.Add(convention);
            _draft.Scratch.Add(parameters);
            for (int i = 0; i <= parameters && !_draft.HasFailed; i++)
            {
                Type1();
            }

            _draft.IsWrong |= _draft.Scratch.Length < 3;
            return _draft.IsWrong ? 0 : _draft.EndBlob();
        }

        private int Types(int source, int signature, int count)
        {
            Expect(source, signature);
            _draft.Scratch.Length = 0;
            for (int i = 0; i < count && !_draft.HasFailed; i++)
            {
                Type1();
            }

            return _draft.EndBlob();
        }

        private void Expect(int source, int signature)
        {
            _expected = signature >= BaseImage.None ? -1 : source;
            _expectedAt = _expected < 0 ? 0 : _draft.Image(source).Start(BaseImage.Signatures) + signature;
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
