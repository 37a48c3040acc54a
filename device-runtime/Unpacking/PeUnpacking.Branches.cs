namespace NanoLive.Unpacking
{
    // Where branches and handlers lead, which is told behind the last instruction: expected is where that went which they led to in the base.
    internal sealed partial class PeUnpacking
    {
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
    }
}
