namespace NanoLive.Unpacking
{
    // A body is told as an edit of one that the base has: copy the next instruction, insert one, skip some. Where branches lead is told behind
    // the last instruction, when it is known what became of the target that they had.
    internal sealed partial class PeUnpacking
    {
        private const int EditSource = 0;
        private const int Forward = 1;
        private const int NoSource = 2;
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

        private void Operand(GrowingBytes code, BaseImage image, int first, int second)
        {
            code.Add(first);
            _lastCode = first;
            if (second >= 0)
            {
                code.Add(second);
            }

            int kind = KindOf(first, second);
            int at = _cursor;
            int length = LengthOf(kind);
            if (kind == 2 || kind == 3)
            {
                Branch(code, image, length, at, at + length, code.Length + length);
            }
            else if (kind == 11)
            {
                length = Switch(code, image, at);
            }
            else if (kind >= 6 && kind <= 9)
            {
                code.Add16(Token(kind, image == null ? -1 : image.U16(at)));
            }
            else if (kind == 10)
            {
                AnyToken(code, image, at);
            }
            else if (length > 0)
            {
                bool isSame = image != null && _symbols.Flag(SymbolContext.Constant);
                for (int i = 0; i < length; i++)
                {
                    code.Add(isSame ? image.U8(at + i) : _symbols.Byte(SymbolContext.ConstantBytes + (kind * 8) + i));
                }
            }

            if (image != null)
            {
                Pass(length);
            }
        }

        // A word of the base's code, or -1, to a word of this one.
        private int Token(int kind, int word)
        {
            if (kind == 6)
            {
                return Text(word < 0 ? -1 : _body, word);
            }

            if (kind == 9)
            {
                int token = TypeToken(word < 0 ? -1 : PeDraft.Sibling(_body, word >> 14, word & 0x3FFF));
                return ((token & 3) << 14) | (token >> 2);
            }

            int entity = word < 0 ? -1 : PeDraft.Sibling(_body, word >> 15, word & 0x7FFF);
            return MemberToken(kind == 7 ? BaseImage.FieldRef : BaseImage.MethodRef, entity);
        }

        // ldtoken: the number of the table stands on top of an index of 24 bits.
        private void AnyToken(GrowingBytes code, BaseImage image, int at)
        {
            int expected = image == null ? BaseImage.TypeRef : image.U8(at + 3);
            int table = _symbols.Value(SymbolContext.Explicit, expected);
            bool isField = table == BaseImage.FieldRef || table == BaseImage.FieldDef;
            bool isMethod = table == BaseImage.MethodRef || table == BaseImage.MethodDef;
            bool isReference = table == BaseImage.TypeRef || table == BaseImage.FieldRef || table == BaseImage.MethodRef;
            int kind = isReference ? 1 : table == BaseImage.TypeSpec ? 2 : 0;
            int word = image == null || table != expected ? -1 : image.U16(at) | (isField || isMethod ? kind << 15 : kind << 14);
            word = Token(isField ? 7 : isMethod ? 8 : 9, word);
            int index = isField || isMethod ? word & 0x7FFF : word & 0x3FFF;
            kind = isField || isMethod ? word >> 15 : word >> 14;
            code.Add16(index);
            code.Add(0);
            code.Add(isField ? (kind == 1 ? BaseImage.FieldRef : BaseImage.FieldDef)
                : isMethod ? (kind == 1 ? BaseImage.MethodRef : BaseImage.MethodDef)
                : kind == 0 ? BaseImage.TypeDef : kind == 1 ? BaseImage.TypeRef : BaseImage.TypeSpec);
        }

        private int Switch(GrowingBytes code, BaseImage image, int at)
        {
            int old = image == null ? 0 : image.U8(at);
            int count = _symbols.Value(SymbolContext.SwitchLength, old) & 255;
            code.Add(count);
            int end = code.Length + (2 * count);
            for (int i = 0; i < count; i++)
            {
                Branch(code, i < old ? image : null, 2, at + 1 + (2 * i), at + 1 + (2 * old), end);
            }

            return 1 + (2 * old);
        }

        // Remembers a branch: where its distance stands, of which length, from where it counts, and where it led in the base.
        private void Branch(GrowingBytes code, BaseImage image, int length, int at, int oldEnd, int end)
        {
            int target = BaseImage.None;
            if (image != null)
            {
                int distance = length == 1 ? (sbyte)image.U8(at) : (short)image.U16(at);
                target = oldEnd + distance - _start;
                target = target >= 0 && target < _moved.Length ? target : BaseImage.None;
            }

            _branches.Add16(code.Length - _codeStart);
            _branches.Add16(length);
            _branches.Add16(end - _codeStart);
            _branches.Add16(target);
            for (int i = 0; i < length; i++)
            {
                code.Add(0);
            }
        }

        private void EndBody(GrowingBytes code)
        {
            byte[] branches = _branches.Bytes;
            for (int i = 0; i + 8 <= _branches.Length && !code.IsFull; i += 8)
            {
                int at = _codeStart + (branches[i] | (branches[i + 1] << 8));
                int end = branches[i + 4] | (branches[i + 5] << 8);
                int old = branches[i + 6] | (branches[i + 7] << 8);
                int distance = Target(old == BaseImage.None ? end : _moved[old]) - end;
                code.Bytes[at] = (byte)distance;
                if (branches[i + 2] == 2)
                {
                    code.Bytes[at + 1] = (byte)(distance >> 8);
                }
            }

            _draft.IsWrong |= _branches.IsFull;
            if ((U16(BaseImage.MethodDef, _method, 6) & HandlersFlag) != 0)
            {
                Handlers(code);
            }

            _moved = null;
        }

        private int Target(int expected)
        {
            int folded = _symbols.Value(SymbolContext.BranchExpected, 0);
            return expected + ((folded >> 1) ^ -(folded & 1));
        }

        private void Handlers(GrowingBytes code)
        {
            BaseImage image = _body < 0 ? null : _draft.Image(_body);
            bool hasOld = image != null && (image.U16(image.Row(BaseImage.MethodDef, _body & 0xFFFF) + 6) & HandlersFlag) != 0;
            int old = hasOld ? image.U8(_end + (12 * HandlerCountAt(image))) : 0;
            int count = _symbols.Value(SymbolContext.HandlerCount, old) & 255;
            for (int i = 0; i < count && !code.IsFull; i++)
            {
                Handler(code, i < old ? image : null, _end + (12 * i));
            }

            code.Add(count);
        }

        // Handlers stand between the code and their count, which is the body's last byte.
        private int HandlerCountAt(BaseImage image)
        {
            int end = image.Start(BaseImage.ByteCode) + image.BodyEnd(_body & 0xFFFF);
            return (end - 1 - _end) / 12;
        }

        private void Handler(GrowingBytes code, BaseImage image, int at)
        {
            int kind = _symbols.Value(SymbolContext.HandlerField, image == null ? 0 : image.U16(at));
            code.Add16(kind);
            int choice = image == null ? -1 : image.U16(at + 2);
            if (kind == 0)
            {
                int token = TypeToken(choice < 0 || image.U16(at) != 0 ? -1 : Sibling(_body, choice));
                code.Add16((token & 3) == 1 ? 0x8000 | (token >> 2) : token >> 2);
            }
            else
            {
                code.Add16(kind == 3 ? Target(Moved(image, at + 2)) : 0);
            }

            for (int i = 4; i < 12; i += 2)
            {
                code.Add16(Target(Moved(image, at + i)));
            }
        }

        private int Moved(BaseImage image, int at)
        {
            int old = image == null ? 0 : image.U16(at);
            return old < _moved.Length ? _moved[old] : 0;
        }

        private static int KindOf(int first, int second)
        {
            string kinds = second < 0 ? Operands : PrefixedOperands;
            int index = second < 0 ? first : second;
            int kind = index < kinds.Length ? kinds[index] : '0';
            return kind - (kind >= 'A' ? 'A' - 10 : '0');
        }

        private static int LengthOf(int kind)
        {
            return kind == 0 ? 0 : kind <= 2 ? 1 : kind == 4 || kind == 10 ? 4 : kind == 5 ? 8 : 2;
        }
    }
}
