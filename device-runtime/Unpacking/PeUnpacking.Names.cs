namespace NanoLive.Unpacking
{
    internal sealed partial class PeUnpacking
    {
        // A type of a signature into the scratch; expected is the next one of the signature that was set by Expect, as long as all agreed.
        private void Type1()
        {
            int element;
            do
            {
                int expected = _expected < 0 ? 7 : _draft.Image(_expected).U8(_expectedAt++);
                element = _symbols.Ranked(SymbolContext.Element, expected, SymbolContext.Elements);
                _expected = element == expected ? _expected : -1;
                _draft.Scratch.Add(element);
            }
            while ((element == 19 || element == 20) && !_draft.Scratch.IsFull);

            if (element != 17 && element != 18)
            {
                return;
            }

            int entity = -1;
            if (_expected >= 0)
            {
                int token;
                _expectedAt = PeDraft.ReadToken(_draft.Image(_expected), _expectedAt, out token);
                entity = PeDraft.Sibling(_expected, token & 3, token >> 2);
            }

            _draft.AddToken(TypeToken(entity));
        }

        // Index << 2 with 0 TypeDef, 1 TypeRef, 2 TypeSpec.
        private int TypeToken(int entity)
        {
            if (entity >= 0)
            {
                // The sample's first class stands for the one that is being told, its second for the one that this was made of.
                int own = entity == 0 ? _type : entity == 1 || PeDraft.KindOf(entity) != PeDraft.Definition ? -1 : Find(_typeSources, _types, entity);
                entity = entity == 1 && _typeSources[_type] >= 0 ? _typeSources[_type] : entity;
                if (own >= 0 && _symbols.Flag(SymbolContext.TypeIsOwn))
                {
                    return own << 2;
                }

                if (_symbols.Flag(SymbolContext.TypeExpected))
                {
                    return TypeOf(entity);
                }
            }

            switch (_symbols.Number(SymbolContext.TypeKind))
            {
                case 0: return (_symbols.Below(_draft.Count(BaseImage.TypeRef)) << 2) | 1;
                case 1: return TypeOf(Source(BaseImage.TypeDef, BaseImage.TypeRef));
                case 2: return _symbols.Below(_typeCount) << 2;
                case 3: return (ExplicitType() << 2) | 1;
                case 4: return (_symbols.Below(_draft.Count(BaseImage.TypeSpec)) << 2) | 2;
                default:
                    _expected = -1;
                    _draft.Scratch.Length = 0;
                    Type1();
                    return (_draft.Row(BaseImage.TypeSpec, _draft.EndBlob(), 0, 0, 0) << 2) | 2;
            }
        }

        private int TypeOf(int entity)
        {
            return PeDraft.KindOf(entity) == PeDraft.Specification ? (_draft.TypeSpec(entity) << 2) | 2 : (_draft.TypeRef(entity) << 2) | 1;
        }

        private int ExplicitType()
        {
            int scope;
            switch (_symbols.Number(SymbolContext.Scope))
            {
                case 0:
                    scope = _symbols.Below(_draft.Count(BaseImage.AssemblyRef));
                    break;
                case 1:
                    scope = 0x8000 | _symbols.Below(_draft.Count(BaseImage.TypeRef));
                    break;
                default:
                    scope = ExplicitAssembly();
                    break;
            }

            int name = Text(-1, 0);
            return _draft.Row(BaseImage.TypeRef, name, Text(-1, 0), scope, 0);
        }

        private int ExplicitAssembly()
        {
            int name = Text(-1, 0);
            GrowingBytes rows = _draft.Tables[BaseImage.AssemblyRef];
            rows.Add16(name);
            rows.Add16(0);
            for (int i = 0; i < 8; i++)
            {
                rows.Add(_symbols.Number(SymbolContext.Explicit));
            }

            return _draft.Count(BaseImage.AssemblyRef) - 1;
        }

        // As in code: an index, with 0x8000 for references.
        private int MemberToken(int table, int entity)
        {
            bool isMethod = table == BaseImage.MethodRef;
            if (entity >= 0)
            {
                bool isDefinition = PeDraft.KindOf(entity) == PeDraft.Definition;
                int own = isMethod && isDefinition ? OwnMethod(entity) : -1;
                if (own >= 0 && _symbols.Flag(SymbolContext.MemberIsOwn))
                {
                    return own;
                }

                if (_symbols.Flag(SymbolContext.MemberExpected))
                {
                    return 0x8000 | _draft.MemberRef(table, entity);
                }
            }

            int definitions = isMethod ? BaseImage.MethodDef : BaseImage.FieldDef;
            switch (_symbols.Number(SymbolContext.MemberKind + (isMethod ? 1 : 0)))
            {
                case 0: return 0x8000 | _symbols.Below(_draft.Count(table));
                case 1: return 0x8000 | _draft.MemberRef(table, Source(definitions, table));
                case 2: return _symbols.Below(_draft.Count(definitions));
                default: return 0x8000 | ExplicitMember(table);
            }
        }

        private int ExplicitMember(int table)
        {
            int owner = TypeToken(-1) >> 2;
            int name = Text(-1, 0);
            int signature;
            if (table == BaseImage.MethodRef)
            {
                int convention = _symbols.Value(SymbolContext.Explicit, 0x20);
                signature = Signature(convention, _symbols.Number(SymbolContext.Parameters) & 255, -1, 0);
            }
            else
            {
                _expected = -1;
                _draft.Scratch.Length = 0;
                _draft.Scratch.Add(6);
                Type1();
                signature = _draft.EndBlob();
            }

            return _draft.Row(table, name, owner, signature, 0);
        }

        private int Source(int definitions, int references)
        {
            _lastImage = _symbols.Value(SymbolContext.Image, _lastImage == 0 && _draft.ImageCount > 1 ? 1 : _lastImage);
            _draft.IsWrong |= _lastImage >= _draft.ImageCount;
            _lastImage = _draft.IsWrong ? 0 : _lastImage;
            bool isReference = references >= 0 && _symbols.Flag(SymbolContext.SourceIsRef);
            int kind = isReference ? PeDraft.Reference : PeDraft.Definition;
            int row = _symbols.Below(_draft.Image(_lastImage << 18).Count(isReference ? references : definitions));
            return PeDraft.Entity(_lastImage, kind, row & 0xFFFF);
        }

        // Id of a text; expected is one of a base image.
        private int Text(int entity, int id)
        {
            if (entity >= 0 && _symbols.Flag(SymbolContext.TextAsExpected))
            {
                return _draft.StringOf(entity, id);
            }

            int kind = _symbols.Number(SymbolContext.TextKind);
            if (kind == 1)
            {
                return PeDraft.FirstFirmwareString + _symbols.Below(860);
            }

            GrowingBytes text = _draft.Text();
            if (kind == 2 && entity >= 0)
            {
                _draft.AppendText(entity, id, _symbols.Number(SymbolContext.TextPrefix));
            }

            int last = 0;
            int next = _symbols.Byte(last);
            while (next != 0 && text.Length < MostText - 1)
            {
                text.Add(next);
                last = next;
                next = _symbols.Byte(last);
            }

            return _draft.EndText();
        }

        private static int Sibling(int entity, int extends)
        {
            return (extends & 0x8000) != 0 ? PeDraft.Sibling(entity, PeDraft.Reference, extends & 0x7FFF) : PeDraft.Sibling(entity, PeDraft.Definition, extends);
        }

        // Each class has what is like the sample's; anything else is there once.
        private int OwnMethod(int entity)
        {
            int first = entity >> 18 == 0 ? U16(BaseImage.TypeDef, _type, 10) : 0;
            for (int i = first; i < _draft.Count(BaseImage.MethodDef); i++)
            {
                if (_methodSources[i] == entity)
                {
                    return i;
                }
            }

            return -1;
        }

        private static int Find(int[] sources, int count, int entity)
        {
            for (int i = 0; i < count; i++)
            {
                if (sources[i] == entity)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
