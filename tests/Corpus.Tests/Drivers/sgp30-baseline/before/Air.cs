using System;

namespace Drivers
{
    /// <summary>How good air is.</summary>
    public enum AirQuality
    {
        Unknown,
        Excellent,
        Good,
        Moderate,
        Poor,
        Unhealthy,
    }

    /// <summary>What the sensor has learned, to be put back after a restart.</summary>
    public sealed class Sgp30Baseline
    {
        public Sgp30Baseline(ushort co2, ushort tvoc)
        {
            Co2 = co2;
            Tvoc = tvoc;
        }

        public ushort Co2 { get; }

        public ushort Tvoc { get; }
    }

    /// <summary>An answer whose check sum was wrong.</summary>
    public sealed class ChecksumException : Exception
    {
        internal ChecksumException(int expected, int actual) : base("check sum " + actual + " for " + expected)
        {
        }
    }

    public delegate void AirQualityHandler(object sender, AirQuality quality);
}
