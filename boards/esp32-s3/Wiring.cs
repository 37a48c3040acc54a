using nanoFramework.Hardware.Esp32;

namespace WeatherStation
{
    /// <summary>On an ESP32-S3, whose firmware assigns no pins to its buses.</summary>
    internal static class Wiring
    {
        internal const int I2cBus = 1;
        internal const int AnemometerPin = 4;
        internal const int HeaterPin = 5;

        private const int I2cDataPin = 8;
        private const int I2cClockPin = 9;

        /// <summary>Assigns the pins; the bus cannot be opened before.</summary>
        internal static void Prepare()
        {
            Configuration.SetPinFunction(I2cDataPin, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(I2cClockPin, DeviceFunction.I2C1_CLOCK);
        }
    }
}
