namespace System.Globalization
{
    public sealed class DateTimeFormatInfo
    {
        internal DateTimeFormatInfo() => throw null;
        public static DateTimeFormatInfo CurrentInfo => throw null;
        public string AMDesignator => throw null;
        public string DateSeparator => throw null;
        public string FullDateTimePattern => throw null;
        public string LongDatePattern => throw null;
        public string LongTimePattern => throw null;
        public string MonthDayPattern => throw null;
        public string PMDesignator => throw null;
        public string RFC1123Pattern => throw null;
        public string ShortDatePattern => throw null;
        public string ShortTimePattern => throw null;
        public string SortableDateTimePattern => throw null;
        public string TimeSeparator => throw null;
        public string UniversalSortableDateTimePattern => throw null;
        public string YearMonthPattern => throw null;
        public string[] AbbreviatedDayNames => throw null;
        public string[] DayNames => throw null;
        public string[] AbbreviatedMonthNames => throw null;
        public string[] MonthNames => throw null;
    }
}
