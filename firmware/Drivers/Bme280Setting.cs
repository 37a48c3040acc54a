namespace WeatherStation.Drivers
{
    /// <summary>Values of the control registers, data sheet section 5.4.</summary>
    internal static class Bme280Setting
    {
        internal const byte OversamplingX1 = 0x01;

        /// <summary>62.5 ms between measurements, IIR filter off.</summary>
        internal const byte Standby62Ms = 0x20;

        /// <summary>osrs_t 1, osrs_p 4, normal mode.</summary>
        internal const byte TemperatureX1PressureX4Normal = 0x2F;
    }
}
