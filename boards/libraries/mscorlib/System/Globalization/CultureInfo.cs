namespace System.Globalization
{
    public class CultureInfo
    {
        public CultureInfo(string name) => throw null;
        public static CultureInfo CurrentUICulture => throw null;
        public virtual CultureInfo Parent => throw null;
        public virtual string Name => throw null;
        public override string ToString() => throw null;
        public virtual NumberFormatInfo NumberFormat => throw null;
        public virtual DateTimeFormatInfo DateTimeFormat => throw null;
    }
}
