namespace NanoLive.Checking
{
    /// <content>A body: instructions that exist, on operands that exist; branches and handlers that lead to instructions.</content>
    public sealed partial class PeStructure
    {
        private const int HandlerBytes = 12;
        private const int Catch = 0;
        private const int Filter = 3;

        // The form of the operand of each opcode, 0x00 to 0xE0 and 0xFE00 to 0xFE1C; x: there is none. ECMA-335, partition III, with
        // tokens and long branches of two bytes. f, g: a field of an object, a static one; m: any method; n: made by newobj; o: called on an object;
        // l: a delegate's.
        private const string Forms = "00000000000000aaavvv0000000000014848x00xmx0bbbbbbbbbbbbbBBBBBBBBBBBBBw"
            + "00000000000000000000000000000000000000000ottsntt0xxt0fffgggt0000000000tt0t0000000000000000000tttxxxxxxxxxxxxx00000000"
            + "xxxxxxxxxxxxxxxxxxxxxk000000000000Bb00";

        private const string PrefixedForms = "x00000loxAAAVVVxx0100ttxxx0xt";

        private const string FormsOfTwoBytes = "BVAstfgmnol";

        // A body ends where that of a later method begins; its handlers stand at its end, and their number last.
        private bool IsBody(int row, int body, int more, int locals)
        {
            int begin = Start(ByteCode) + body;
            int end = Start(ResourceFiles) - _image[Paddings + ByteCode];
            for (int next = row + MethodBytes; next < Start(Attributes); next += MethodBytes)
            {
                if (Word(next + 2) != None)
                {
                    end = Start(ByteCode) + Word(next + 2);
                    break;
                }
            }

            if (begin >= end || end > Start(ResourceFiles))
            {
                return false;
            }

            int handlers = (more & HasHandlers) != 0 ? _image[--end] : 0;
            end -= handlers * HandlerBytes;
            if (begin >= end)
            {
                return false;
            }

            // 1: an instruction begins; 2: something leads there. The end counts as a beginning for handlers.
            byte[] marks = new byte[end - begin + 1];
            marks[end - begin] = 1;
            bool isSound = IsCode(begin, end, marks, _image[row + 9], locals);
            for (int i = 0; i < handlers && isSound; i++)
            {
                isSound = IsHandler(end + i * HandlerBytes, marks);
            }

            for (int i = 0; i < marks.Length; i++)
            {
                isSound &= marks[i] != 2;
            }

            return isSound;
        }

        private bool IsCode(int begin, int end, byte[] marks, int arguments, int locals)
        {
            bool goesOn = true;
            for (int at = begin; at < end;)
            {
                marks[at - begin] |= 1;
                int code = _image[at++];
                bool isPrefixed = code == 0xFE && at < end;
                code = isPrefixed ? _image[at++] : code;
                string forms = isPrefixed ? PrefixedForms : Forms;
                char form = code < forms.Length ? forms[code] : 'x';
                int length = OperandBytes(form);
                if (form == 'x' || length > end - at || (form == 'w' && 2 * _image[at] >= end - at))
                {
                    return false;
                }

                // ldarg.0 to ldarg.3, ldloc, stloc
                if (!isPrefixed && code >= 2 && code < 14 && (code - 2 & 3) >= (code < 6 ? arguments : locals))
                {
                    return false;
                }

                // ret, br, throw, endfinally, leave; endfilter, rethrow
                goesOn = isPrefixed ? code != 0x11 && code != 0x1A
                    : code != 0x2A && code != 0x2B && code != 0x38 && code != 0x7A && (code < 0xDC || code > 0xDE);
                if (!IsOperand(form, length < 2 ? 0 : Word(at), at, begin, marks, arguments, locals))
                {
                    return false;
                }

                at += form == 'w' ? 1 + 2 * _image[at] : length;
            }

            return !goesOn;
        }

        private bool IsOperand(char form, int word, int at, int begin, byte[] marks, int arguments, int locals)
        {
            switch (form)
            {
                case 'a':
                    return _image[at] < arguments;
                case 'A':
                    return word < arguments;
                case 'v':
                    return _image[at] < locals;
                case 'V':
                    return word < locals;
                case 's':
                    return HasText(word);
                case 'f':
                case 'g':
                case 'l':
                case 'm':
                case 'n':
                case 'o':
                    return HasMemberFor(form, word);
                case 't':
                    return word >> 14 < 2 ? HasType(word & 0x3FFF | (word >> 14) << 15) : word < 0xC000 && Has(TypeSpec, word & 0x3FFF, 4);
                case 'k':
                    return IsToken(_image[at + 3], word, _image[at + 2]);
                case 'b':
                    return Mark(at + 1 + (sbyte)_image[at] - begin, marks);
                case 'B':
                    return Mark(at + 2 + (short)word - begin, marks);
                case 'w':
                    bool isSound = true;
                    int cases = 2 * _image[at];
                    for (int i = 1; i <= cases; i += 2)
                    {
                        isSound &= Mark(at + 1 + cases + (short)Word(at + i) - begin, marks);
                    }

                    return isSound;
                default:
                    return true;
            }
        }

        // Only a type, an array's too, or static data is ever loaded as a token.
        private bool IsToken(int table, int index, int high)
        {
            return high == 0 && index < 0x8000 && (table == TypeDef || table == TypeRef ? HasType(index | (table & 1) << 15)
                : table == FieldDef ? Has(table, index, FieldBytes) : table == TypeSpec && Has(table, index, 4));
        }

        private bool IsHandler(int at, byte[] marks)
        {
            int kind = Word(at);
            int choice = Word(at + 2);
            int from = Word(at + 4);
            int to = Word(at + 6);
            int handler = Word(at + 8);
            int end = Word(at + 10);
            bool isMarked = Mark(from, marks) && Mark(handler, marks) && (to == marks.Length - 1 || Mark(to, marks)) && (end == marks.Length - 1 || Mark(end, marks));
            return isMarked && kind <= Filter && from < to && handler < end && (handler >= to || end <= from)
                && (kind != Catch || HasType(choice)) && (kind != Filter || (choice < handler && Mark(choice, marks)));
        }

        // Something leads to an offset of the body: whether one begins there shows when all are known.
        private static bool Mark(int target, byte[] marks)
        {
            bool isInside = target >= 0 && target < marks.Length - 1;
            if (isInside)
            {
                marks[target] |= 2;
            }

            return isInside;
        }

        private static int OperandBytes(char form)
        {
            return form <= '8' ? form - '0' : form == 'k' ? 4 : FormsOfTwoBytes.IndexOf(form) < 0 ? 1 : 2;
        }
    }
}
