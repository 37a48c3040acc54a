namespace Drivers
{
    /// <summary>A measurement of the air.</summary>
    public sealed class GasReading
    {
        private readonly int _raw;

        internal GasReading(int carbonDioxide, int compounds, int raw)
        {
            EquivalentCarbonDioxyde = carbonDioxide;
            VolatileOrganicCompunds = compounds;
            _raw = raw;
        }

        /// <summary>Millionths.</summary>
        public int EquivalentCarbonDioxyde { get; }

        /// <summary>Billionths.</summary>
        public int VolatileOrganicCompunds { get; }

        /// <summary>Microamperes through the sensor.</summary>
        public int Current
        {
            get { return _raw >> 10; }
        }

        /// <summary>Millivolts over it.</summary>
        public int Voltage
        {
            get { return (_raw & 0x3FF) * 1650 / 1023; }
        }

        /// <summary>Ohms of it.</summary>
        public int Ressistance
        {
            get { return Current == 0 ? 0 : Voltage * 1000 / Current; }
        }

        public override string ToString()
        {
            return EquivalentCarbonDioxyde + " ppm, " + VolatileOrganicCompunds + " ppb";
        }
    }
}
