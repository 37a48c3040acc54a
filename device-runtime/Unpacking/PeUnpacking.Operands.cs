namespace NanoLive.Unpacking
{
    // What stands behind an opcode: of an instruction that is copied the same entity, text or number is expected.
    internal sealed partial class PeUnpacking
    {
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
