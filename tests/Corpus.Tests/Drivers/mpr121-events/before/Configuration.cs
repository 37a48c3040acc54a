namespace Drivers
{
    /// <summary>How the part filters and what it takes for a touch; changed by the driver's methods only.</summary>
    public sealed class Mpr121Configuration
    {
        public byte MaximumHalfDeltaRising { get; set; } = 0x01;

        public byte NoiseHalfDeltaRising { get; set; } = 0x01;

        public byte NoiseCountRising { get; set; }

        public byte DelayRising { get; set; }

        public byte MaximumHalfDeltaFalling { get; set; } = 0x01;

        public byte NoiseHalfDeltaFalling { get; set; } = 0x01;

        public byte NoiseCountFalling { get; set; } = 0xFF;

        public byte DelayFalling { get; set; } = 0x01;

        public byte TouchThreshold { get; set; } = 15;

        public byte ReleaseThreshold { get; set; } = 10;

        public byte ChargeCurrent { get; set; } = 0x10;

        public byte ChargeTime { get; set; } = 0x24;

        /// <summary>Electrodes from the first on, 1 to 12.</summary>
        public byte Electrodes { get; set; } = 12;
    }
}
