namespace NanoLive.Unpacking
{
    // Rows of methods, each expected to be like that of its source: the next one of the class, one of the sample, or any.
    internal sealed partial class PeUnpacking
    {
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
            int low = _symbols.Ranked(SymbolContext.MethodFlags, Flags(section, extends, source < 0 ? -1 : image.U16(at + 4)), SymbolContext.MethodKinds);
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

        // Public without a source; what replaces is no new slot, and what was private is the assembly's.
        private static int Flags(int section, bool extends, int source)
        {
            int flags = source >= 0 ? source : section == 0 ? 0xC6 : section == 1 ? 0x86 : 0x96;
            flags = extends ? flags & ~0x100 : flags;
            return (flags & 7) == 1 ? flags | 2 : flags;
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
                _lastSample = _symbols.Value(SymbolContext.SampleMethod, expected == 1 ? 0 : _lastSample + 1) & 0xFFFF;
                return PeDraft.Entity(0, PeDraft.Definition, _lastSample);
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
    }
}
