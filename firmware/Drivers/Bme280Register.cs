namespace WeatherStation.Drivers
{
    /// <summary>Register addresses, data sheet section 5.3.</summary>
    internal static class Bme280Register
    {
        internal const byte CalibrationLow = 0x88;
        internal const byte Id = 0xD0;
        internal const byte Reset = 0xE0;
        internal const byte CalibrationHigh = 0xE1;
        internal const byte ControlHumidity = 0xF2;
        internal const byte Status = 0xF3;
        internal const byte ControlMeasurement = 0xF4;
        internal const byte Configuration = 0xF5;
        internal const byte Data = 0xF7;
    }
}
