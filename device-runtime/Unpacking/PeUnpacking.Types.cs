namespace NanoLive.Unpacking
{
    // Rows of types and fields.
    internal sealed partial class PeUnpacking
    {
        private void Type()
        {
            int source = _symbols.Flag(SymbolContext.TypeSource) ? Source(BaseImage.TypeDef, -1) : -1;
            bool extends = source >= 0 && _symbols.Flag(SymbolContext.Extends);
            if (source >= 0)
            {
                Learn(source);
            }

            BaseImage image = source < 0 ? null : _draft.Image(source);
            int at = source < 0 ? 0 : image.Row(BaseImage.TypeDef, source & 0xFFFF);
            int[] methods = new int[3];
            int fields = TypeRow(source, extends, image, at, methods);
            _type = _types;
            _typeSources[_types++] = source;
            int field = source < 0 || extends ? -1 : image.U16(at + 16);
            for (int i = 0; i < fields && !_draft.HasFailed; i++)
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

        // Returns how many fields it has.
        private int TypeRow(int source, bool extends, BaseImage image, int at, int[] methods)
        {
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
            return statics + instances;
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
    }
}
