namespace Drivers
{
    /// <summary>Registers of the PCF8523.</summary>
    internal enum Register : byte
    {
        Control1 = 0x00,
        Control2 = 0x01,
        Control3 = 0x02,
        Seconds = 0x03,
        Minutes = 0x04,
        Hours = 0x05,
        Days = 0x06,
        Weekdays = 0x07,
        Months = 0x08,
        Years = 0x09,
        MinuteAlarm = 0x0A,
        HourAlarm = 0x0B,
        DayAlarm = 0x0C,
        WeekdayAlarm = 0x0D,
        Offset = 0x0E,
        TimerControl = 0x0F,
        TimerAFrequency = 0x10,
        TimerA = 0x11,
        TimerBFrequency = 0x12,
        TimerB = 0x13,
    }
}
