namespace NanoLive.Unpacking
{
    /// <summary>What a number is about; permanent numbers (FORMAT.md, "Packed payload").</summary>
    internal static class SymbolContext
    {
        public const int Version = 0;
        public const int TextAsExpected = 1;
        public const int TextPrefix = 2;
        public const int TextKind = 3;
        public const int NameIsUsual = 4;
        public const int Types = 5;
        public const int TypeSource = 6;
        public const int Image = 7;
        public const int SourceIsRef = 8;
        public const int Extends = 9;
        public const int Orphan = 10;
        public const int TypeExpected = 11;
        public const int TypeKind = 12;
        public const int TypeIsOwn = 13;
        public const int MemberExpected = 14;
        public const int MemberKind = 15;
        public const int MethodKindSlot = 16;
        public const int MemberIsOwn = 17;
        public const int TypeFlags = 18;
        public const int TypeShape = 19;
        public const int TypeData = 20;
        public const int Interfaces = 21;
        public const int MethodCount = 22;
        public const int MethodCountInstance = 23;
        public const int MethodCountStatic = 24;
        public const int FieldCount = 25;
        public const int FieldFlags = 26;
        public const int StaticData = 27;
        public const int MethodSource = 28;
        public const int MethodSourceInstance = 29;
        public const int MethodSourceStatic = 30;
        public const int MethodSkip = 31;
        public const int SampleMethod = 32;
        public const int MethodFlags = 33;
        public const int MethodFlagsHigh = 34;
        public const int Element = 35;
        public const int Parameters = 36;
        public const int Locals = 37;
        public const int Stack = 38;
        public const int HasBody = 39;
        public const int BodyForm = 40;
        public const int Copy = 41;
        public const int CopyAfterInsert = 42;
        public const int CopyAfterSkip = 43;
        public const int Insert = 44;
        public const int InsertAfterInsert = 45;
        public const int InsertAfterSkip = 46;
        public const int SkipLength = 47;
        public const int End = 48;
        public const int EndAfterReturn = 49;
        public const int Constant = 50;
        public const int BranchExpected = 51;
        public const int SwitchLength = 52;
        public const int HandlerCount = 53;
        public const int HandlerField = 54;
        public const int Scope = 55;
        public const int Explicit = 56;
        public const int PlanLength = 57;
        public const int PlanCopy = 58;
        public const int PlanCopyAfterLiteral = 59;
        public const int PlanJump = 60;
        public const int PlanJumpLength = 61;
        public const int Holders = 62;
        public const int Count = 63;

        /// <summary>Kinds of bytes; texts have the character before as theirs, code the opcode before.</summary>
        public const int DataBytes = 256;
        public const int CodeBytes = 300;
        public const int PrefixedBytes = 560;
        public const int ConstantBytes = 600;
        public const int PlanBytes = 700;

        /// <summary>Elements of signatures, those first that are met most: int, class, bool, object, void, array, byte, string, long, struct; each plus one.</summary>
        internal const string Elements = "\u0008\u0012\u0002\u0011\u0001\u0014\u0004\u0010\u000B\u0013";

        /// <summary>Lower halves of methods' flags, likewise.</summary>
        internal const string MethodKinds = "\u0097\u0094\u00C7\u01C7\u1487\u0084\u05C7\u00C5\u04C7\u00C4\u0087";

        /// <summary>How sure an expectation is before anything was seen, in 65536ths.</summary>
        internal const int Prior = 0xE000;
    }
}
