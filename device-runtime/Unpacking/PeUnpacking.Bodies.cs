namespace NanoLive.Unpacking
{
    // A body is told as an edit of one that the base has: copy the next instruction, insert one, skip some. Where branches lead is told behind
    // the last instruction, when it is known what became of the target that they had.
    internal sealed partial class PeUnpacking
    {
        private const int EditSource = 0;
        private const int Forward = 1;
        private const int NoSource = 2;
        private const int Again = 4;
        private const int StepInstructions = 8;

        // 0 nothing, 1 a byte, 2 and 3 branch of 8 and 16 bits, 4 four bytes, 5 eight, 6 string, 7 field, 8 method, 9 type, A any, B switch, C two bytes.
        private const string Operands = 
            "000000000000001111110000000000014545000884022222222222223333333333333B00000"
            + "000000000000000000000000000000000000899689900090777777900000000009909000000"
            + "0000000000000999000000000000000000000000000090009000000000A0000000000003200";
        private const string PrefixedOperands = "000000880CCCCCC0001009900000900";

        private readonly GrowingBytes _branches = new GrowingBytes(0x10000);
        private int _method = -1;
        private int _body;
        private int _start;
        private int _cursor;
        private int _end;
        private int _codeStart;
        private ushort[] _moved;
        private int _lastOp;
        private int _lastCode;

        // True when all bodies are there.
        private bool StepBody()
        {
            GrowingBytes code = _draft.Tables[BaseImage.ByteCode];
            if (_method >= 0 && _moved != null)
            {
                for (int i = 0; i < StepInstructions && _moved != null && !_draft.HasFailed; i++)
                {
                    Instruction(code);
                }

                return false;
            }

            _method++;
            if (_method >= _draft.Count(BaseImage.MethodDef))
            {
                return true;
            }

            _type = _method == 0 ? 0 : _type;
            while (_type + 1 < _types && U16(BaseImage.TypeDef, _type + 1, 10) <= _method)
            {
                _type++;
            }

            if (U16(BaseImage.MethodDef, _method, 2) == 0)
            {
                _codeStart = code.Length;
                GrowingBytes rows = _draft.Tables[BaseImage.MethodDef];
                rows.Bytes[(_method * 16) + 2] = (byte)_codeStart;
                rows.Bytes[(_method * 16) + 3] = (byte)(_codeStart >> 8);
                BeginBody(code);
            }

            return false;
        }

        private void BeginBody(GrowingBytes code)
        {
            _body = _methodSources[_method];
            bool isConstructor = (U16(BaseImage.MethodDef, _method, 4) & 0x1000) != 0;
            int expected = _body < 0 ? NoSource : isConstructor && _body >> 18 != 0 ? Forward : EditSource;
            int form = _symbols.Value(SymbolContext.BodyForm, expected);
            if (form == Forward && _body >= 0)
            {
                int arguments = U8(BaseImage.MethodDef, _method, 9);
                for (int i = 0; i < arguments; i++)
                {
                    code.Add(i < 4 ? 2 + i : 0x0E);
                    if (i >= 4)
                    {
                        code.Add(i);
                    }
                }

                code.Add(0x28);
                code.Add16(0x8000 | _draft.MemberRef(BaseImage.MethodRef, _body));
                code.Add(0x2A);
                return;
            }

            if (form == Again)
            {
                CopyBody(code, _symbols.Below(_method));
                return;
            }

            _body = form == EditSource ? _body : form == NoSource ? -1 : Source(BaseImage.MethodDef, -1);
            _start = 0;
            _end = 0;
            if (_body >= 0)
            {
                BaseImage image = _draft.Image(_body);
                int row = image.Row(BaseImage.MethodDef, _body & 0xFFFF);
                int start = image.U16(row + 2);
                _start = image.Start(BaseImage.ByteCode) + start;
                _end = start == BaseImage.None ? _start : image.Start(BaseImage.ByteCode) + image.BodyEnd(_body & 0xFFFF);
                _end -= (image.U16(row + 6) & HandlersFlag) == 0 ? 0 : 1 + (12 * image.U8(_end - 1));
                _draft.IsWrong |= _end < _start;
            }

            _cursor = _start;
            _moved = new ushort[_draft.IsWrong ? 1 : _end - _start + 1];
            _branches.Length = 0;
            _lastOp = 0;
            _lastCode = 0;
        }

        // Classes that inherited a method which changed bring it once each. It ends where the next one begins, this one at the latest.
        private void CopyBody(GrowingBytes code, int method)
        {
            _draft.IsWrong |= method >= _method;
            int at = U16(BaseImage.MethodDef, method, 2);
            int end = at;
            while (method < _method && (end == at || end == BaseImage.None))
            {
                end = U16(BaseImage.MethodDef, ++method, 2);
            }

            while (at < end)
            {
                code.Add(code.Bytes[at++]);
            }
        }

        private void Instruction(GrowingBytes code)
        {
            BaseImage image = _body < 0 ? null : _draft.Image(_body);
            _moved[_cursor - _start] = (ushort)(code.Length - _codeStart);
            if (_cursor >= _end)
            {
                if (_symbols.Flag(_lastCode == 0x2A || _lastCode == 0x7A ? SymbolContext.EndAfterReturn : SymbolContext.End))
                {
                    EndBody(code);
                    return;
                }
            }
            else if (_symbols.Flag(SymbolContext.Copy + _lastOp))
            {
                _lastOp = 0;
                int first = image.U8(_cursor++);
                int second = first == 0xFE ? image.U8(_cursor++) : -1;
                Operand(code, image, first, second);
                return;
            }
            else if (!_symbols.Flag(SymbolContext.Insert + _lastOp))
            {
                Skip(image, _symbols.Number(SymbolContext.SkipLength) + 1);
                _lastOp = 2;
                return;
            }

            _lastOp = 1;
            int operation = _symbols.Byte(SymbolContext.CodeBytes + _lastCode);
            int prefixed = operation == 0xFE ? _symbols.Byte(SymbolContext.PrefixedBytes) : -1;
            int cursor = _cursor;
            _cursor = -1;
            Operand(code, null, operation, prefixed);
            _cursor = cursor;
        }

        // Instructions of the base are taken as they are: its code was compiled.
        private void Skip(BaseImage image, int count)
        {
            for (int i = 0; i < count && _cursor < _end; i++)
            {
                _moved[_cursor - _start] = (ushort)(_draft.Tables[BaseImage.ByteCode].Length - _codeStart);
                int first = image.U8(_cursor++);
                int kind = KindOf(first, first == 0xFE ? image.U8(_cursor++) : -1);
                Pass(kind == 11 ? 1 + (2 * image.U8(_cursor)) : LengthOf(kind));
            }
        }

        private void Pass(int count)
        {
            _cursor += count;
            _draft.IsWrong |= _cursor > _end;
            _cursor = _draft.IsWrong ? _end : _cursor;
        }
    }
}
