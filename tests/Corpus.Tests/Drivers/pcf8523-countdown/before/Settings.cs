namespace Drivers
{
    /// <summary>What the pin for a clock gives out.</summary>
    public enum ClockOutput
    {
        Hz32768 = 0,
        Hz16384 = 1,
        Hz8192 = 2,
        Hz4096 = 3,
        Hz1024 = 4,
        Hz32 = 5,
        Hz1 = 6,
        Off = 7,
    }

    /// <summary>How it takes over to the battery.</summary>
    public enum BatteryMode
    {
        Switched = 0,
        Direct = 1,
        None = 2,
    }

    /// <summary>A time of the clock, of this century.</summary>
    public struct ClockTime
    {
        public int Year;
        public int Month;
        public int Day;
        public int Weekday;
        public int Hour;
        public int Minute;
        public int Second;

        public int SecondOfDay
        {
            get { return (((Hour * 60) + Minute) * 60) + Second; }
        }

        public override string ToString()
        {
            return Year + "-" + Two(Month) + "-" + Two(Day) + " " + Two(Hour) + ":" + Two(Minute) + ":" + Two(Second);
        }

        private static string Two(int value)
        {
            return value < 10 ? "0" + value : value.ToString();
        }
    }

    /// <summary>Told when the alarm went off.</summary>
    public delegate void AlarmHandler(object sender, ClockTime at);
}
