namespace NanoLive.Checking
{
    /// <content>Types with their runs of members, and the bodies of these; asked when the rows are sound.</content>
    public sealed partial class PeStructure
    {
        private const int TypeBytes = 24;
        private const int MethodBytes = 16;
        private const int FieldBytes = 8;

        private const int Static = 0x10;
        private const int Virtual = 0x40;
        private const int Abstract = 0x200;
        private const int Constructor = 0x1000;
        private const int StaticConstructor = 0x2000;

        // Flags 16 to 31: what the firmware does for delegates; generic; patched or an entry point; handlers.
        private const int OfDelegate = 0xF;
        private const int Refused = 0xC30;
        private const int HasHandlers = 0x4000;

        // Of types: value or enum; patched.
        private const int ValueKind = 0x10;
        private const int PatchedType = 0x800;

        private int _type;
        private int _method;
        private int _field;

        private bool HasSoundMembers()
        {
            int row = Start(TypeDef);
            int types = Length(TypeDef) / TypeBytes;
            for (_type = 0; _type < types; _type++, row += TypeBytes)
            {
                // A class has fewer bases here than there are types.
                int extends = _type;
                for (int i = 0; i < types && extends < 0x8000; i++)
                {
                    extends = Word(Start(TypeDef) + extends * TypeBytes + 4);
                }

                _typeFlags = Word(row + 22);
                if (extends < 0x8000 || !IsKind(_typeFlags, _image[row + 15]) || !HasItsBase(Word(row + 4)) || !HasFields(row) || !HasMethods(row))
                {
                    return false;
                }
            }

            return !Has(MethodDef, _method, MethodBytes) && !Has(FieldDef, _field, FieldBytes);
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

            // The firmware's reflection counts all of them from the first static one, also where there is none.
            if ((all > 0 && Word(type + 16) != _field) || (all > statics && Word(type + 18) != _field + statics))
            {
                return false;
            }

            for (int i = 0; i < all; i++, _field++)
            {
                if (!Has(FieldDef, _field, FieldBytes)
                    || (Word(Start(FieldDef) + _field * FieldBytes + 6) & Static) != 0 != i < statics)
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
            int finalizers = 0;
            if (all > 0 && Word(type + 10) != _method)
            {
                return false;
            }

            for (int i = 0; i < all; i++, _method++)
            {
                if (!Has(MethodDef, _method, MethodBytes))
                {
                    return false;
                }

                int row = Start(MethodDef) + _method * MethodBytes;
                int flags = Word(row + 4);
                finalizers |= flags;
                if ((flags & Virtual) != 0 != i < virtuals || (flags & Static) != 0 != i >= instances || !IsMethod(row, flags, Word(row + 6)))
                {
                    return false;
                }
            }

            return (_typeFlags & Finalizer & ~finalizers) == 0;
        }

        private bool IsMethod(int row, int flags, int more)
        {
            int signature = MethodSignature(Word(row + 14));
            int self = signature >> 5 & 1;
            int locals = _image[row + 10];
            int body = Word(row + 2);
            return signature >= 0 && (flags & Static) == 0 == (self == 1) && (signature >> 8 & 0xFF) + self == _image[row + 9]
                && signature >> 16 == _image[row + 8] && ((flags & Constructor) == 0 || (self == 1 && signature >> 16 == 0)) && IsAsMarked(Word(row), body, flags, more, signature)
                && (flags & StaticConstructor) == 0 && (more & Refused) == 0
                && (locals == 0 || HasTypes(Word(row + 12), locals))
                && (body == None || IsBody(row, body, more, locals));
        }
    }
}
