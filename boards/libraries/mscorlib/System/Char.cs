namespace System
{
    public struct Char
    {
        public const char MaxValue = (char)0xFFFF;
        public const char MinValue = (char)0x00;
        private char m_value;
        public override string ToString() => throw null;
    }
}
