namespace NanoLive.Loading
{
    /// <summary>Types with their runs of members, and the bodies of these, of an image whose rows are sound.</summary>
    internal sealed class PeMembers
    {
        private const int TypeBytes = 24;
        private const int MethodBytes = 16;
        private const int FieldBytes = 8;
        private const int HandlerBytes = 12;

        private const int Static = 0x10;
        private const int Virtual = 0x40;
        private const int Abstract = 0x200;
        private const int Constructor = 0x1000;
        private const int StaticConstructor = 0x2000;

        // Flags 16 to 31: what the firmware does for delegates; generic; patched or an entry point; handlers.
        private const int OfDelegate = 0xF;
        private const int Refused = 0xC30;
        private const int HasHandlers = 0x4000;

        // Of types: value or enum; patched. How they are kept.
        private const int ValueKind = 0x10;
        private const int PatchedType = 0x800;
        private const int Class = 17;
        private const int ValueType = 18;

        private const int Catch = 0;
        private const int Filter = 3;

        // The form of the operand of each opcode, 0x00 to 0xE0 and 0xFE00 to 0xFE1C; x: there is none. ECMA-335, partition III, with
        // tokens and long branches of two bytes.
        private const string Forms = "00000000000000aaavvv0000000000014848x00xmx0bbbbbbbbbbbbbBBBBBBBBBBBBBw"
            + "00000000000000000000000000000000000000000mttsmtt0xxt0fffffft0000000000tt0t0000000000000000000tttxxxxxxxxxxxxx00000000"
            + "xxxxxxxxxxxxxxxxxxxxxk000000000000Bb00";

        private const string PrefixedForms = "x00000mmxAAAVVVxx0100ttxxx0xt";

        private const string FormsOfTwoBytes = "BVAsfmt";

        private readonly PeStructure _structure;
        private readonly byte[] _image;
        private int _method;
        private int _field;

        internal PeMembers(PeStructure structure, byte[] image)
        {
            _structure = structure;
            _image = image;
        }

        /// <summary>The one that was looked at last.</summary>
        internal int Type { get; private set; }

        internal bool AreSound()
        {
            int row = _structure.Start(PeStructure.TypeDef);
            int types = _structure.Length(PeStructure.TypeDef) / TypeBytes;
            for (Type = 0; Type < types; Type++, row += TypeBytes)
            {
                // A class has fewer bases here than there are types.
                int extends = Type;
                for (int i = 0; i < types && extends < 0x8000; i++)
                {
                    extends = _structure.Word(_structure.Start(PeStructure.TypeDef) + extends * TypeBytes + 4);
                }

                if (extends < 0x8000 || !IsKind(_structure.Word(row + 22), _image[row + 15]) || !HasFields(row) || !HasMethods(row))
                {
                    return false;
                }
            }

            return !_structure.Has(PeStructure.MethodDef, _method, MethodBytes) && !_structure.Has(PeStructure.FieldDef, _field, FieldBytes);
        }

        // Values are kept as such, or as a number; everything else as a class. None was patched by the firmware.
        private static bool IsKind(int flags, int data)
        {
            bool isValue = (flags & ValueKind) != 0;
            return (flags & PatchedType) == 0 && (isValue ? data > 0 && data < 13 || data == ValueType : data == Class);
        }

        private bool HasFields(int type)
        {
            int statics = _image[type + 20];
            int all = statics + _image[type + 21];
            if ((statics > 0 && _structure.Word(type + 16) != _field) || (all > statics && _structure.Word(type + 18) != _field + statics))
            {
                return false;
            }

            for (int i = 0; i < all; i++, _field++)
            {
                if (!_structure.Has(PeStructure.FieldDef, _field, FieldBytes)
                    || (_structure.Word(_structure.Start(PeStructure.FieldDef) + _field * FieldBytes + 6) & Static) != 0 != i < statics)
                {
                    return false;
                }
            }

            return true;
        }

        private bool HasMethods(int type)
        {
            int virtuals = _image[type + 12];
            int instances = virtuals + _image[type + 13];
            int all = instances + _image[type + 14];
            if (all > 0 && _structure.Word(type + 10) != _method)
            {
                return false;
            }

            for (int i = 0; i < all; i++, _method++)
            {
                if (!_structure.Has(PeStructure.MethodDef, _method, MethodBytes))
                {
                    return false;
                }

                int row = _structure.Start(PeStructure.MethodDef) + _method * MethodBytes;
                int flags = _structure.Word(row + 4);
                if ((flags & Virtual) != 0 != i < virtuals || (flags & Static) != 0 != i >= instances || !IsMethod(row, flags, _structure.Word(row + 6)))
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsMethod(int row, int flags, int more)
        {
            int signature = _structure.MethodSignature(_structure.Word(row + 14));
            int self = signature >> 5 & 1;
            int locals = _image[row + 10];
            int body = _structure.Word(row + 2);
            return signature >= 0 && (flags & Static) == 0 == (self == 1) && (signature >> 8 & 0xFF) + self == _image[row + 9]
                && signature >> 16 == _image[row + 8] && ((flags & Constructor) == 0 || (self == 1 && signature >> 16 == 0))
                && (flags & StaticConstructor) == 0 && (more & Refused) == 0
                && (locals == 0 || _structure.HasTypes(_structure.Word(row + 12), locals))
                && (body == PeStructure.None ? (flags & Abstract | more & OfDelegate) != 0 : IsBody(row, body, more, locals));
        }

        // A body ends where that of a later method begins; its handlers stand at its end, and their number last.
        private bool IsBody(int row, int body, int more, int locals)
        {
            int begin = _structure.Start(PeStructure.ByteCode) + body;
            int end = _structure.Start(PeStructure.ResourceFiles) - _image[PeStructure.Paddings + PeStructure.ByteCode];
            for (int next = row + MethodBytes; next < _structure.Start(PeStructure.Attributes); next += MethodBytes)
            {
                if (_structure.Word(next + 2) != PeStructure.None)
                {
                    end = _structure.Start(PeStructure.ByteCode) + _structure.Word(next + 2);
                    break;
                }
            }

            if (begin >= end || end > _structure.Start(PeStructure.ResourceFiles))
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
                int length = Length(form);
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
                if (!IsOperand(form, length < 2 ? 0 : _structure.Word(at), at, begin, marks, arguments, locals))
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
                    return _structure.HasText(word);
                case 'f':
                    return _structure.HasMember(PeStructure.FieldDef, word);
                case 'm':
                    return _structure.HasMember(PeStructure.MethodDef, word);
                case 't':
                    return word >> 14 < 2 ? _structure.HasType(word & 0x3FFF | (word >> 14) << 15) : word < 0xC000 && _structure.Has(PeStructure.TypeSpec, word & 0x3FFF, 4);
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
                        isSound &= Mark(at + 1 + cases + (short)_structure.Word(at + i) - begin, marks);
                    }

                    return isSound;
                default:
                    return true;
            }
        }

        // Only a type or static data is ever loaded as a token.
        private bool IsToken(int table, int index, int high)
        {
            return high == 0 && index < 0x8000 && (table == PeStructure.TypeDef || table == PeStructure.TypeRef ? _structure.HasType(index | (table & 1) << 15)
                : table == PeStructure.FieldDef && _structure.Has(table, index, FieldBytes));
        }

        private bool IsHandler(int at, byte[] marks)
        {
            int kind = _structure.Word(at);
            int choice = _structure.Word(at + 2);
            int from = _structure.Word(at + 4);
            int to = _structure.Word(at + 6);
            int handler = _structure.Word(at + 8);
            int end = _structure.Word(at + 10);
            bool isMarked = Mark(from, marks) && Mark(handler, marks) && (to == marks.Length - 1 || Mark(to, marks)) && (end == marks.Length - 1 || Mark(end, marks));
            return isMarked && kind <= Filter && from < to && handler < end && (handler >= to || end <= from)
                && (kind != Catch || _structure.HasType(choice)) && (kind != Filter || (choice < handler && Mark(choice, marks)));
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

        private static int Length(char form)
        {
            return form <= '8' ? form - '0' : form == 'k' ? 4 : FormsOfTwoBytes.IndexOf(form) < 0 ? 1 : 2;
        }
    }
}
