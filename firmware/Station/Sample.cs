namespace WeatherStation
{
    /// <summary>What was measured in one tick.</summary>
    public sealed class Sample
    {
        /// <summary>1 for the first sample after boot; the next one has the next number.</summary>
        public int Number;

        /// <summary>Time of the tick, milliseconds since boot.</summary>
        public long AtMs;

        /// <summary>False when the part did not answer or has not measured yet; the values are then those of before.</summary>
        public bool IsFresh;

        public int TemperatureCentiC;
        public int PressurePa;
        public int HumidityCentiPercent;
        public int WindMmPerS;
        public int WindEdges;
    }
}
