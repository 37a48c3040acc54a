namespace NanoLive.Checking
{
    /// <content>
    /// What the firmware acts upon without a second look: what is marked or used as a constructor, a finalizer, a delegate, a value or a static has to be one. Names that say
    /// so are the firmware's own, so their ids are known; of members here the marks are believed, since each method is held to its own.
    /// </content>
    public sealed partial class PeStructure
    {
        // Numbers of the firmware's table of strings.
        private const int NameOfConstructor = 0xFFFF - 1;
        private const int NameOfEnum = 0xFFFF - 126;
        private const int NameOfFinalizer = 0xFFFF - 150;
        private const int NameOfDelegate = 0xFFFF - 322;
        private const int NameOfValueType = 0xFFFF - 553;

        // Of types: the mask and values of what they are; delegates. The mark of a finalizer is the same for a type and for its method.
        private const int KindMask = 0x30;
        private const int InterfaceKind = 0x20;
        private const int DelegateType = 0x600;
        private const int Finalizer = 0x4000;

        private int _typeFlags;

        /// <summary>A value or delegate derives from what makes it one, an interface from nothing.</summary>
        private bool HasItsBase(int extends)
        {
            int kind = _typeFlags & KindMask;
            int name = extends == None || extends < 0x8000 ? extends : Word(Start(TypeRef) + (extends & 0x7FFF) * 8);
            return name == ((_typeFlags & DelegateType) != 0 ? NameOfDelegate : kind == 0 ? name : kind == ValueKind ? NameOfValueType : kind == InterfaceKind ? None : NameOfEnum);
        }

        /// <summary>Marks of a method that promise what its name, signature, body or type has to keep.</summary>
        private bool IsAsMarked(int name, int body, int flags, int more, int signature)
        {
            return (flags & Constructor) != 0 == (name == NameOfConstructor)
                && ((flags & Finalizer) == 0 || (name == NameOfFinalizer && signature == HasThis))
                && ((more & OfDelegate) == 0 || (_typeFlags & DelegateType) != 0)
                && (flags & Abstract | more & OfDelegate) != 0 == (body == None);
        }

        /// <summary>Whether there is such a member, of the kind that its instruction needs; of another assembly's field only the firmware knows.</summary>
        private bool HasMemberFor(char form, int word)
        {
            if (!HasMember(form < 'h' ? FieldDef : MethodDef, word))
            {
                return false;
            }

            bool isOwn = word < 0x8000;
            if (form < 'h')
            {
                return !isOwn || (Word(Start(FieldDef) + word * FieldBytes + 6) & Static) != 0 == (form == 'g');
            }

            int row = isOwn ? Start(MethodDef) + word * MethodBytes : Start(MethodRef) + (word & 0x7FFF) * 8;
            int marks = Word(row + 4);
            bool isStatic = isOwn ? (marks & Static) != 0 : (_image[Start(Signatures) + marks] & HasThis) == 0;
            return form == 'm' || (Word(row) == NameOfConstructor == (form == 'n') && (form == 'l' || !isStatic));
        }
    }
}
